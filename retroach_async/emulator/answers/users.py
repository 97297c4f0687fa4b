"""Answers about users, followers and followed users."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Refused, Response, not_found
from retroach_async.emulator.world.ledger import Account
from retroach_async.emulator.world.players import Player


def get_user_profile(request: ApiRequest) -> Any:
    """A public profile."""
    account = _account(request)
    user = account.player
    return {
        "User": user.name,
        "ULID": user.ulid,
        "UserPic": user.picture,
        "MemberSince": spelling.moment(user.joined),
        "RichPresenceMsg": account.presence,
        "LastGameID": account.last_game.id if account.last_game else 0,
        "ContribCount": account.contributed,
        "ContribYield": account.contributed_points,
        "TotalPoints": account.points,
        "TotalSoftcorePoints": account.casual_points,
        "TotalTruePoints": account.retro_points,
        **standing(user),
    }


def _account(request: ApiRequest) -> Account:
    """The account of the validated user; refuses an unknown user with 404."""
    user = request.user()
    if user is None:
        raise not_found([])
    return request.world.account(user)


def standing(user: Player) -> dict[str, Any]:
    """The site's own facts about an account."""
    return {
        "Permissions": int(user.permissions),
        "Untracked": int(user.untracked),
        "ID": user.id,
        "UserWallActive": int(user.wall_open),
        "Motto": user.motto,
    }


def get_user_points(request: ApiRequest) -> Any:
    """The hardcore and the casual points."""
    account = _account(request)
    return {"Points": account.points, "SoftcorePoints": account.casual_points}


def get_user_rank_and_score(request: ApiRequest) -> Any:
    """The points and the rank; zeros for an unknown user."""
    user, ledger = request.user(), request.world.ledger
    account = ledger.accounts[user] if user else None
    return {
        "Score": account.points if account else 0,
        "SoftcoreScore": account.casual_points if account else 0,
        "Rank": ledger.rank(user) if user else None,
        "TotalRanked": len(ledger.ranking),
    }


def get_user_set_requests(request: ApiRequest) -> Any:
    """The games for which a user requests achievements."""
    check = request.check()
    name = check.user("u")
    wants_all = check.choice("t", (0, 1), 0) == 1
    check.done()
    user = request.world.player_named(name)
    if user is None:
        raise not_found([])
    account = request.world.account(user)
    allowance, rest = account.request_allowance
    games = request.world.requested(user)
    return {
        "RequestedSets": [
            {
                "GameID": game.id,
                "Title": game.title,
                "ImageIcon": game.icon,
                "ConsoleID": game.system.id,
                "ConsoleName": game.system.name,
            }
            for game in sorted(games, key=lambda game: game.sort_title)
            if wants_all or not game.promoted
        ],
        "TotalRequests": allowance,
        "PointsForNext": rest,
    }


def get_user_want_to_play_list(request: ApiRequest) -> Any:
    """The games that a user wants to play; only for the owner of the key and for mutual followers."""
    check = request.check()
    name = check.user("u")
    size, offset = check.page(100, 500)
    check.done()
    user = request.world.player_named(name)
    if user is None:
        raise not_found([])
    if user is not request.me and not request.world.follows.are_mutual(user, request.me):
        raise Refused(Response([], 401))
    games = request.world.wanted(user)
    rows = [
        {
            "ID": game.id,
            "Title": game.title,
            "ConsoleID": game.system.id,
            "ConsoleName": game.system.name,
            "ImageIcon": game.icon,
            "PointsTotal": sum(achievement.points for achievement in request.world.achievements(game)),
            "AchievementsPublished": game.promoted,
        }
        for game in spelling.page(games, size, offset)
    ]
    return spelling.paged(rows, len(games))


def get_users_following_me(request: ApiRequest) -> Any:
    """The users who follow the owner of the key."""
    follows = request.world.follows
    mine = follows.following(request.me)
    return _people(request, follows.followers(request.me), lambda user: {"AmIFollowing": user in mine})


def get_users_i_follow(request: ApiRequest) -> Any:
    """The users whom the owner of the key follows."""
    follows = request.world.follows
    mine = follows.followers(request.me)
    return _people(request, follows.following(request.me), lambda user: {"IsFollowingMe": user in mine})


def _people(request: ApiRequest, users: Iterable[Player], more: Callable[[Player], dict[str, bool]]) -> Any:
    """A page of users, the most recently active first."""
    size, offset = request.page(100, 500)
    accounts = sorted((request.world.account(user) for user in users), key=_inactivity)
    rows = [
        {
            "User": account.player.name,
            "ULID": account.player.ulid,
            "Points": account.points,
            "PointsSoftcore": account.casual_points,
            **more(account.player),
        }
        for account in spelling.page(accounts, size, offset)
    ]
    return spelling.paged(rows, len(accounts))


def _inactivity(account: Account) -> tuple[int, int]:
    return -(account.last_activity or 0), account.player.id

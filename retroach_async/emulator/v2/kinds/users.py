"""Users, and what belongs to them alone: follows and game lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import ABSENT, Kind, Listing, Routes, Show, one
from retroach_async.emulator.v2.kinds.games import points
from retroach_async.emulator.v2.refusals import bad_filter, forbidden, unknown
from retroach_async.emulator.v2.spelling import icon, moment, moment_or_none, picture
from retroach_async.emulator.world import Player
from retroach_async.emulator.world.games import Game
from retroach_async.emulator.world.ledger import Account
from retroach_async.emulator.world.rows import LIST_KINDS
from retroach_async.models import Permissions
from retroach_async.models.media import SITE

# Users


def _account(request: ApiRequest, player: Player) -> Account:
    return request.world.account(player)


USERS = Kind(
    type="users",
    id=lambda player: player.ulid,
    attributes={
        "displayName": lambda _, player: player.name,
        "avatarUrl": lambda _, player: picture(player.picture),
        "motto": lambda _, player: player.motto,
        "points": lambda request, player: _account(request, player).casual_points,
        "pointsHardcore": lambda request, player: _account(request, player).points,
        "pointsWeighted": lambda request, player: _account(request, player).retro_points,
        "rankHardcore": lambda request, player: request.world.ledger.rank(player),
        "rankCasual": lambda request, player: request.world.ledger.casual_rank(player),
        "yieldUnlocks": lambda request, player: _account(request, player).contributed,
        "yieldPoints": lambda request, player: _account(request, player).contributed_points,
        "joinedAt": lambda _, player: None if player.deleted else moment(player.joined),
        "lastActivityAt": lambda request, player: moment_or_none(_account(request, player).last_activity),
        "deletedAt": lambda _, player: moment(player.deleted_at) if player.deleted else ABSENT,
        "isUnranked": lambda _, player: player.untracked,
        "isUserWallActive": lambda _, player: player.wall_open,
        "richPresence": lambda request, player: _account(request, player).presence,
        "richPresenceUpdatedAt": lambda request, player: moment_or_none(_account(request, player).last_activity),
        "visibleRole": lambda _, player: player.visible_role,
        "displayableRoles": lambda _, player: list(player.roles),
    },
    relations={"lastGame": one("games", lambda request, player: _account(request, player).last_game)},
    elsewhere=frozenset(
        {
            "achievementSetClaims", "awards", "followers", "following", "leaderboardEntries", "playerAchievements",
            "playerAchievementSets", "playerGames", "tickets", "userGameListEntries", "wallComments",
        }
    ),
    filters={
        "role": lambda _, given: lambda player: given.texts[-1] in player.roles,
        "ranked": filters.ruled_flag(lambda _, player: not player.untracked),
    },
    sorts={"id": lambda _, player: player.id},
    order="-pointsHardcore",
    links={"webUrl": lambda player: f"{SITE}/user/{player.name}"},
)  # fmt: skip


def _is_public(player: Player) -> bool:
    return player.permissions >= Permissions.REGISTERED and not player.deleted


def user(request: ApiRequest) -> Player:
    """The user in the path: a ULID, a display name or an account's name."""
    player = request.world.player_named(request.path["user"])
    if player is None or not _is_public(player):
        raise unknown()
    return player


def users(request: ApiRequest) -> Sequence[Player]:
    """All users, without banned and unverified ones."""
    return [player for player in request.world.players if _is_public(player)]


def ranked_users(request: ApiRequest) -> Mapping[str, Any]:
    """The numbers of users with a rank."""
    ledger = request.world.ledger
    return {"rankedUsers": {"hardcore": len(ledger.ranking), "casual": len(ledger.casual_ranking)}}


# Follows


class Follow(NamedTuple):
    """One user's follow, seen from one side."""

    id: int
    other: Player
    """The user at the other end."""
    at: int | None
    is_mutual: bool


USER_FOLLOWS = Kind(
    type="user-follows",
    attributes={
        "followedAt": lambda _, row: moment_or_none(row.at),
        "userId": lambda _, row: row.other.ulid,
        "displayName": lambda _, row: row.other.name,
        "avatarUrl": lambda _, row: picture(row.other.picture),
        "points": lambda request, row: _account(request, row.other).casual_points,
        "pointsHardcore": lambda request, row: _account(request, row.other).points,
        "isMutual": lambda _, row: row.is_mutual,
    },
    relations={"user": one("users", lambda _, row: row.other)},
    order="-followedAt",
    has_page=False,
)


def _myself(request: ApiRequest) -> Player:
    """The user in the path, who must be the caller."""
    player = user(request)
    if player is not request.me:
        raise forbidden()
    return player


def _follows(request: ApiRequest, pairs: Iterator[tuple[Player, Player]]) -> Sequence[Follow]:
    """The follows of pairs of a follower and a followed user, one of them the caller."""
    world = request.world
    return [
        Follow(
            world.follow_id(follower, followed),
            followed if follower is request.me else follower,
            world.followed_at(follower, followed),
            world.follows.are_mutual(follower, followed),
        )
        for follower, followed in pairs
        if not (follower.banned or followed.banned)
    ]


def followers(request: ApiRequest) -> Sequence[Follow]:
    """The users who follow the caller."""
    me = _myself(request)
    return _follows(request, ((each, me) for each in request.world.follows.followers(me)))


def following(request: ApiRequest) -> Sequence[Follow]:
    """The users whom the caller follows."""
    me = _myself(request)
    return _follows(request, ((me, each) for each in request.world.follows.following(me)))


# Game lists

PLAY, REQUEST = "play", "achievement_set_request"
_LIST = "filter[kind]"


class ListEntry(NamedTuple):
    """One game in a user's list."""

    id: int
    game: Game
    at: int


LIST_ENTRIES = Kind(
    type="user-game-list-entries",
    attributes={
        "createdAt": lambda _, row: moment(row.at),
        "gameId": lambda _, row: row.game.id,
        "gameTitle": lambda _, row: row.game.title,
        "gameIconUrl": lambda _, row: icon(row.game),
        "systemId": lambda _, row: row.game.system.id,
        "systemName": lambda _, row: row.game.system.name,
        "pointsTotal": lambda request, row: points(request.world, row.game),
        "achievementsPublished": lambda _, row: row.game.promoted,
    },
    relations={"game": one("games", lambda _, row: row.game)},
    filters={
        "gameId": filters.an_id(lambda _, row: row.game.id),
        "kind": lambda *_: lambda _: True,  # the rows are those of the kind already
    },
    order="-createdAt",
    has_page=False,
)


def list_entries(request: ApiRequest) -> Sequence[ListEntry]:
    """One list of the user in the path: who may see it depends on the list."""
    owner, me, world = user(request), request.me, request.world
    kind = request.text(_LIST) or PLAY
    if kind not in LIST_KINDS:
        raise bad_filter(f"Unknown user game list kind [{kind}].")
    is_for_friends, is_for_all = kind == PLAY, kind == REQUEST
    if not (owner is me or is_for_all or (is_for_friends and world.follows.are_mutual(owner, me))):
        raise forbidden()
    return [
        ListEntry(world.list_entry_id(owner, game, kind), game, world.list_entry_at(owner, game, kind))
        for game in world.game_list(owner, kind)
    ]


KINDS = (USERS, USER_FOLLOWS, LIST_ENTRIES)
ROUTES: Routes = {
    "users.list": Listing("users", users, meta=ranked_users),
    "users.get": Show("users", user, meta=ranked_users),
    "users.followers": Listing("user-follows", followers),
    "users.following": Listing("user-follows", following),
    "users.user_game_list_entries": Listing("user-game-list-entries", list_entries),
}

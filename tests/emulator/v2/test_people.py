"""Users, their follows, lists, awards and walls."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async.emulator import World
from retroach_async.models import AwardKind
from tests.emulator.conftest import Ask as AskV1
from tests.emulator.v2.conftest import Answer, Ask

ME = {"user": "MaxMilyin"}


def ids(body: Any) -> list[str]:
    """The ids of the rows of a page."""
    return [row["id"] for row in body["data"]]


@pytest.mark.parametrize("name", ["RenamedRaven", "oldraven", "ULID"])
async def test_a_user_has_three_names(ask: Ask, world: World, name: str) -> None:
    """The display name, the name of the account, and the ULID, which is the id."""
    raven = world.owner("RenamedRaven")
    row = (await ask(f"users/{raven.ulid if name == 'ULID' else name}")).body["data"]
    assert (row["id"], row["attributes"]["displayName"]) == (raven.ulid, "RenamedRaven")
    assert row["links"]["webUrl"] == "https://retroachievements.org/user/RenamedRaven"


@pytest.mark.parametrize("query", ["users?page[size]=1", "users/MaxMilyin"])
async def test_the_numbers_of_ranked_users_come_along(ask: Ask, world: World, query: str) -> None:
    """By hardcore and by casual points."""
    meta = (await ask(query)).body["meta"]
    ledger = world.ledger
    assert meta["rankedUsers"] == {"hardcore": len(ledger.ranking), "casual": len(ledger.casual_ranking)}


async def test_users_without_banned_and_deleted_ones(ask: Ask, world: World) -> None:
    """Untracked users are among them."""
    total = (await ask("users?page[size]=1")).body["meta"]["page"]["total"]
    assert total == len([each for each in world.players if not (each.banned or each.deleted)])


async def test_users_with_a_rank_or_without(ask: Ask, world: World) -> None:
    """`ranked=false` gives the untracked ones."""
    body = (await ask("users?filter[ranked]=false&page[size]=100")).body
    assert world.owner("GhostRunner").ulid in ids(body)
    assert all(row["attributes"]["isUnranked"] for row in body["data"])
    assert not any(
        row["attributes"]["isUnranked"] for row in (await ask("users?filter[ranked]=1&page[size]=100")).body["data"]
    )


async def test_users_with_a_role(ask: Ask) -> None:
    """The exact name of a role that they show."""
    body = (await ask("users?filter[role]=administrator")).body
    assert [row["attributes"]["displayName"] for row in body["data"]] == ["Scott"]
    assert (await ask("users?filter[role]=admin")).body["data"] == []


async def test_a_user_is_the_user_of_v1(ask: Ask, answer_v1: AskV1) -> None:
    """Points, rank and yield are the same in both APIs."""
    attributes = (await ask("users/Scott")).body["data"]["attributes"]
    profile, rank = answer_v1("get_user_profile", u="Scott").body, answer_v1("get_user_rank_and_score", u="Scott").body
    assert (attributes["pointsHardcore"], attributes["points"]) == (rank["Score"], rank["SoftcoreScore"])
    assert attributes["rankHardcore"] == rank["Rank"]
    assert attributes["pointsWeighted"] == profile["TotalTruePoints"]
    assert (attributes["yieldUnlocks"], attributes["yieldPoints"]) == (profile["ContribCount"], profile["ContribYield"])


async def test_an_included_deleted_account_says_so(ask: Ask, world: World) -> None:
    """It has the day of its deletion instead of that of its joining; other users have no such member."""
    claim = next(claim for claim in world.claims if claim.user.deleted)
    body = (await ask(f"achievement-set-claims?filter[id]={claim.id}&include=user")).body
    attributes = body["included"][0]["attributes"]
    assert attributes["joinedAt"] is None
    assert attributes["deletedAt"] == "2026-06-29T12:00:00.000000Z"
    assert "deletedAt" not in (await ask("users/Scott")).body["data"]["attributes"]


# Private routes


@pytest.mark.parametrize("route", ["followers", "following"])
def test_follows_are_for_their_user_alone(answer: Answer, route: str) -> None:
    """Anybody else gets 403 without a scope, as a permission rule says it."""
    answered = answer(f"v2.users.{route}", {"user": "Scott"})
    (error,) = answered.body["errors"]
    assert (answered.status, error["code"], error["title"]) == (403, "forbidden", "This action is unauthorized.")
    assert "meta" not in error


@pytest.mark.parametrize("route", ["followers", "following"])
def test_follows_are_about_the_other_user(answer: Answer, world: World, route: str) -> None:
    """All of them, in either direction, the latest first; a follow of old has no date."""
    me = world.owner("MaxMilyin")
    rows = answer(f"v2.users.{route}", ME, **{"page[size]": "100"}).body
    others = world.follows.followers(me) if route == "followers" else world.follows.following(me)
    visible = {each.ulid for each in others if not each.banned}
    assert rows["meta"]["page"]["total"] == len(visible)
    assert {row["attributes"]["userId"] for row in rows["data"]} <= visible
    for row in rows["data"]:
        other = world.player_named(row["attributes"]["userId"])
        assert other is not None
        assert row["attributes"]["isMutual"] == world.follows.are_mutual(me, other)
        assert row["attributes"]["displayName"] == other.name


@pytest.mark.parametrize(
    ("caller", "kind", "status"),
    [
        ("MaxMilyin", None, 200),
        ("MaxMilyin", "play", 200),
        ("MaxMilyin", "develop", 200),
        ("Scott", "play", 200),
        ("Scott", "develop", 403),
        ("GhostRunner", "play", 403),
        ("GhostRunner", None, 403),
        ("GhostRunner", "achievement_set_request", 200),
        ("MaxMilyin", "play,develop", 400),
    ],
)
def test_game_lists_depend_on_who_asks(answer: Answer, caller: str, kind: str | None, status: int) -> None:
    """Games to play are for the user and mutual friends, games to develop for the user, requests for everybody."""
    params = {"filter[kind]": kind} if kind else {}
    assert answer("v2.users.user_game_list_entries", ME, me=caller, **params).status == status


def test_a_game_list_is_the_one_to_play(answer: Answer, world: World) -> None:
    """Without a kind; each entry says its game."""
    body = answer("v2.users.user_game_list_entries", ME, **{"page[size]": "100", "sort": "createdAt"}).body
    games = {game.id for game in world.wanted(world.owner("MaxMilyin"))}
    assert body["meta"]["page"]["total"] == len(games)
    assert {row["attributes"]["gameId"] for row in body["data"]} <= games
    one = body["data"][0]["attributes"]["gameId"]
    only = answer("v2.users.user_game_list_entries", ME, **{"filter[gameId]": str(one)}).body
    assert [row["attributes"]["gameId"] for row in only["data"]] == [one]


# Awards


async def test_awards_of_a_user_hide_and_collapse(ask: Ask, world: World) -> None:
    """Hidden ones, and casual ones below a hardcore one for the same game, are not in the list of a user."""
    scott = world.owner("Scott")
    shown = {str(row.id) for row in world.canonical_awards(scott) if not row.hidden}
    body = (await ask("users/Scott/awards?page[size]=100")).body
    assert body["meta"]["page"]["total"] == len(shown) < len(world.award_rows_of(scott))
    assert set(ids(body)) <= shown
    orders = [(row["attributes"]["displayOrder"], row["attributes"]["awardedAt"]) for row in body["data"]]
    assert orders == sorted(orders)


async def test_awards_of_a_user_are_counted(ask: Ask, world: World) -> None:
    """By kind, hidden ones too; filters do not change the counts."""
    rows = world.canonical_awards(world.owner("Scott"))
    meta = (await ask("users/Scott/awards?filter[kind]=event")).body["meta"]
    assert meta["totalAwardsCount"] == len(rows)
    assert meta["hiddenAwardsCount"] == sum(row.hidden for row in rows)
    assert meta["masteryAwardsCount"] == sum(row.kind == "mastered" for row in rows)
    of_site = [row for row in rows if row.award is None and row.context.get("grantsSiteAward", row.event is None)]
    assert meta["siteAwardsCount"] == len(of_site)
    assert meta["eventAwardsCount"] == sum(row.kind == "event" and row not in of_site for row in rows) > 0
    assert meta["page"]["total"] == sum(row.kind == "event" and not row.hidden for row in rows)
    kinds = ("beatenCasual", "beatenHardcore", "completion", "event", "mastery", "site")
    assert sum(meta[f"{kind}AwardsCount"] for kind in kinds) == meta["totalAwardsCount"]


async def test_the_highest_tier_is_one_award_for_each_game(ask: Ask, world: World) -> None:
    """It changes the rows and the counts."""
    rows = world.canonical_awards(world.owner("Scott"))
    games = {row.game for row in rows if row.game}
    query = "users/Scott/awards?filter[gameAwardTier]=highest&page[size]=100"
    body = (await ask(query)).body
    assert body["meta"]["totalAwardsCount"] == len(games) + sum(row.game is None for row in rows) < len(rows)
    shown = [row["attributes"]["context"]["gameId"] for row in body["data"] if "gameId" in row["attributes"]["context"]]
    assert len(shown) == len(set(shown))


async def test_the_feed_has_awards_of_everybody(ask: Ask, world: World) -> None:
    """Hidden ones too, but none of banned users."""
    row = next(row for row in world.award_rows.values() if row.hidden and not row.player.banned)
    banned = next(row for row in world.award_rows.values() if row.player.banned)
    body = (await ask(f"user-awards?filter[id]={row.id},{banned.id}")).body
    assert ids(body) == [str(row.id)]
    assert body["data"][0]["attributes"]["displayOrder"] == -1


async def test_awards_for_a_game_and_from_an_event(ask: Ask, world: World) -> None:
    """Two filters; the context says the same."""
    game = next(row.game.id for row in world.award_rows.values() if row.game)
    body = (await ask(f"user-awards?filter[gameId]={game}&page[size]=100")).body
    assert {row["attributes"]["context"]["gameId"] for row in body["data"]} == {game}
    body = (await ask("user-awards?filter[eventId]=2&page[size]=100")).body
    assert {row["attributes"]["kind"] for row in body["data"]} == {"event"}
    assert {row["attributes"]["context"]["eventId"] for row in body["data"]} == {2}


async def test_a_bare_day_ends_at_midnight(ask: Ask, world: World) -> None:
    """Both bounds are inclusive, and a bare day is meant whole; a moment is meant to the second."""
    row = max(world.award_rows.values(), key=lambda row: row.at)
    day = "2026-07-01" if row.at >= 1782864000 else "2026-06-30"
    on_day = (await ask(f"user-awards?filter[awardedFrom]={day}&filter[awardedTo]={day}&page[size]=100")).body
    assert str(row.id) in ids(on_day)
    assert all(moment["attributes"]["awardedAt"].startswith(day) for moment in on_day["data"])
    before = (await ask(f"user-awards?filter[awardedTo]={day} 00:00:00&page[size]=100")).body
    assert not any(moment["attributes"]["awardedAt"].startswith(f"{day}T0") for moment in before["data"][1:])


async def test_awards_for_games_are_those_of_v1(ask: Ask, world: World) -> None:
    """As many of each kind as the ledger has."""
    scott = world.account(world.owner("Scott"))
    mastered = (await ask("user-awards?filter[kind]=mastered&filter[gameId]=1&page[size]=100")).body["data"]
    masters = {
        each.progress.player.ulid for each in world.ledger.awards
        if each.kind is AwardKind.MASTERED and each.progress.game.id == 1 and not each.progress.player.banned
    }  # fmt: skip
    assert {row["attributes"]["userId"] for row in mastered} == masters
    assert len(scott.awards) == sum(row.award is not None for row in world.award_rows_of(scott.player))


# Walls


async def test_a_closed_wall_is_not_found(ask: Ask, world: World) -> None:
    """404 with a detail."""
    closed = next(player for player in world.players if not player.wall_open and not player.deleted)
    answered = await ask(f"users/{closed.name}/wall-comments")
    (error,) = answered.body["errors"]
    assert (answered.status, error["code"], error["title"]) == (404, "not_found", "Not Found")
    assert error["detail"] == f"No comments found for user {closed.name}."


@pytest.mark.parametrize(
    ("query", "is_reversed"), [("", False), ("?sort=submittedAt", False), ("?sort=-submittedAt", True)]
)
async def test_comments_come_oldest_first(ask: Ask, world: World, query: str, is_reversed: bool) -> None:
    """Unless the query says otherwise."""
    body = (await ask(f"users/MaxMilyin/wall-comments{query}")).body
    moments = [row["attributes"]["submittedAt"] for row in body["data"]]
    assert moments == sorted(moments, reverse=is_reversed)
    assert body["meta"]["page"]["total"] == len(world.comments(world.owner("MaxMilyin")))

"""Achievements, unlocks, leaderboards and tickets."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async.emulator import World
from tests.emulator.conftest import Ask as AskV1
from tests.emulator.v2.conftest import Ask


def ids(body: Any) -> list[str]:
    """The ids of the rows of a page."""
    return [row["id"] for row in body["data"]]


def words(body: Any, attribute: str) -> set[Any]:
    """The values of one attribute of the rows of a page."""
    return {row["attributes"][attribute] for row in body["data"]}


# Achievements


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ("", {"promoted"}),
        ("&filter[state]=promoted", {"promoted"}),
        ("&filter[state]=unpromoted", {"unpromoted"}),
        ("&filter[state]=promoted,unpromoted", {"promoted", "unpromoted"}),
        ("&filter[state]=all", {"promoted", "unpromoted"}),
        ("&filter[state]=bogus", {"promoted", "unpromoted"}),
    ],
)
async def test_achievements_by_state(ask: Ask, world: World, query: str, states: set[str]) -> None:
    """Without the filter only promoted ones; a word that nobody knows behaves like all."""
    game = next(game for game in world.real_games if game.promoted and game.unpromoted and not game.is_subset)
    assert words((await ask(f"achievements?filter[gameId]={game.id}{query}")).body, "state") == states


async def test_achievements_by_game_go_by_sets(ask: Ask, world: World) -> None:
    """A game has those of its subsets too."""
    subset = next(game for game in world.real_games if game.is_subset and game.promoted)
    body = (await ask(f"achievements?filter[gameId]={subset.parent_id}&page[size]=100")).body
    parent = world.games[subset.parent_id or 0]
    mine = {str(each.id) for game in (parent, subset) for each in world.achievements(game)}
    assert set(ids(body)) == mine
    own = (await ask(f"achievements?filter[gameId]={subset.id}&page[size]=100")).body
    assert set(ids(own)) == {str(each.id) for each in world.achievements(subset)}


async def test_achievements_by_type(ask: Ask) -> None:
    """Several words of a comma list."""
    body = (await ask("achievements?filter[type]=missable,win_condition&page[size]=100")).body
    assert words(body, "type") == {"missable", "win_condition"}


async def test_an_achievement_is_the_achievement_of_v1(ask: Ask, answer_v1: AskV1) -> None:
    """Texts, points and unlocks are the same in both APIs."""
    game = answer_v1("get_game_extended", i=14402).body
    for number, facts in list(game["Achievements"].items())[:3]:
        attributes = (await ask(f"achievements/{number}")).body["data"]["attributes"]
        assert (attributes["title"], attributes["description"]) == (facts["Title"], facts["Description"])
        assert (attributes["points"], attributes["pointsWeighted"]) == (facts["Points"], facts["TrueRatio"])
        assert attributes["unlocksTotal"] == facts["NumAwarded"]
        assert attributes["unlocksHardcore"] == facts["NumAwardedHardcore"]
        assert attributes["unlockPercentage"] == round(facts["NumAwarded"] / game["NumDistinctPlayers"], 9)


async def test_a_whole_fraction_is_an_integer(ask: Ask) -> None:
    """1 and 0, never 1.0."""
    text = (await ask("achievements?sort=-unlockPercentage&page[size]=1")).text
    assert '"unlockPercentage":1,' in text


async def test_unlocks_are_counted(ask: Ask, world: World) -> None:
    """An achievement has as many rows as unlocks: those of players who count."""
    achievement = world.achievements(world.games[14402])[5]
    attributes = (await ask(f"achievements/{achievement.id}")).body["data"]["attributes"]
    body = (
        await ask(f"achievements/{achievement.id}/player-achievements?page[size]=100&sort=-unlockedHardcoreAt")
    ).body
    assert body["meta"]["page"]["total"] == attributes["unlocksTotal"]
    ghost = world.owner("GhostRunner").ulid
    assert ghost not in [row["relationships"]["user"]["data"]["id"] for row in body["data"]]
    moments = [row["attributes"]["unlockedHardcoreAt"] for row in body["data"]]
    assert sum(moment is not None for moment in moments) == min(100, attributes["unlocksHardcore"])


async def test_the_unlocks_of_a_user(ask: Ask, world: World) -> None:
    """The game and the set choose; an untracked user has unlocks as well."""
    achievements = {str(each.id) for each in world.achievements(world.games[14402])}
    number = world.sets_of(world.games[14402])[0].id
    for query in ("filter[gameId]=14402", f"filter[achievementSetId]={number}"):
        body = (await ask(f"users/GhostRunner/player-achievements?{query}")).body
        assert {row["relationships"]["achievement"]["data"]["id"] for row in body["data"]} == achievements


async def test_unlocks_within_a_day(ask: Ask) -> None:
    """Both ends belong to the time."""
    first = (await ask("users/MaxMilyin/player-achievements?page[size]=1")).body["data"][0]
    moment = first["attributes"]["unlockedAt"]
    day, text = moment[:10], f"{moment[:10]} {moment[11:19]}"
    path = "users/MaxMilyin/player-achievements?page[size]=100"
    inside = (await ask(f"{path}&filter[unlockedFrom]={day}&filter[unlockedTo]={day}")).body
    assert {each[:10] for each in words(inside, "unlockedAt")} == {day}
    exact = (await ask(f"{path}&filter[unlockedFrom]={text}&filter[unlockedTo]={text}")).body
    assert words(exact, "unlockedAt") == {moment}


# Players' games and sets


async def test_the_games_of_a_user_are_those_of_v1(ask: Ask, world: World) -> None:
    """As many as in the account, each with the times of its awards."""
    account = world.account(world.owner("Scott"))
    body = (await ask("users/Scott/player-games?page[size]=100&include=game")).body
    assert body["meta"]["page"]["total"] == len(account.progress)
    assert [row["relationships"]["game"]["data"]["id"] for row in body["data"]] == [
        str(each.game.id) for each in account.progress[:100]
    ]


@pytest.mark.parametrize(
    ("word", "attribute", "kind"),
    [("beaten-hardcore", "beatenHardcoreAt", "mastered"), ("beaten-casual", "beatenAt", "completed")],
)
async def test_beaten_games_of_a_user(ask: Ask, world: World, word: str, attribute: str, kind: str) -> None:
    """Those with a time, and those whose set is finished in that mode."""
    finished = {str(row.game.id) for row in world.award_rows_of(world.owner("Scott")) if row.game and row.kind == kind}
    total = found = 0
    for page in (1, 2, 3, 4, 5, 6):
        path = f"users/Scott/player-games?include=game&page[size]=100&page[number]={page}"
        for row in (await ask(path)).body["data"]:
            is_finished = row["relationships"]["game"]["data"]["id"] in finished
            total += row["attributes"][attribute] is not None or is_finished
        body = (await ask(f"{path}&filter[awardKind]={word}")).body
        found += len(body["data"])
    assert found == total > 0


async def test_a_game_brings_the_sets_of_the_player(ask: Ask, world: World) -> None:
    """The set's progress is that of the game."""
    query = "users/Scott/player-games?include=achievementSets,playerAchievementSets&filter[gameId]=14402"
    body = (await ask(query)).body
    (row,) = body["data"]
    (link,) = row["relationships"]["playerAchievementSets"]["data"]
    progress = next(each for each in world.account(world.owner("Scott")).progress if each.game.id == 14402)
    mine = next(each for each in body["included"] if each["id"] == link["id"] and each["type"] == link["type"])
    assert mine["attributes"]["achievementsUnlocked"] == progress.count
    assert mine["attributes"]["pointsHardcore"] == progress.hardcore_points
    assert mine["attributes"]["setContext"] == [
        {"achievementSetId": world.sets_of(progress.game)[0].id, "gameId": 14402, "type": "core"}
    ]


@pytest.mark.parametrize(("word", "attribute"), [("mastered", "completedHardcoreAt"), ("completed", "completedAt")])
async def test_finished_sets_of_a_user(ask: Ask, word: str, attribute: str) -> None:
    """They have the time; unfinished ones have none."""
    path = "users/MaxMilyin/player-achievement-sets?page[size]=100"
    done = (await ask(f"{path}&filter[awardKind]={word}")).body
    assert None not in words(done, attribute)
    everything = (await ask(f"{path}&sort=-{attribute}")).body
    assert everything["data"][0]["attributes"][attribute] is not None
    assert done["meta"]["page"]["total"] < everything["meta"]["page"]["total"]


# Leaderboards


async def test_hidden_leaderboards_have_a_page(ask: Ask, world: World) -> None:
    """They are in no list, and show no entries."""
    hidden = next(board for game in world.real_games for board in world.boards(game) if board.hidden and board.entries)
    assert (await ask(f"leaderboards/{hidden.id}")).body["data"]["attributes"]["orderColumn"] < 0
    assert (await ask(f"leaderboards?filter[id]={hidden.id}")).body["data"] == []
    answered = await ask(f"leaderboards/{hidden.id}/entries")
    assert (answered.status, answered.body["data"]) == (200, [])


@pytest.mark.parametrize(
    ("state", "expected"), [("active,disabled", {"active", "disabled"}), ("unpromoted", {"unpromoted"})]
)
async def test_leaderboards_by_state(ask: Ask, state: str, expected: set[str]) -> None:
    """Without the filter in all states."""
    assert words((await ask(f"leaderboards?filter[state]={state}&page[size]=100")).body, "state") == expected
    assert len(words((await ask("leaderboards?page[size]=100")).body, "state")) == 3


@pytest.mark.parametrize("query", ["", "&sort=-score", "&sort=score", "&sort=-id"])
async def test_entries_come_by_rank(ask: Ask, world: World, query: str) -> None:
    """Whatever `sort` says, the best comes first; equals share a rank."""
    body = (await ask(f"leaderboards/90001/entries?page[size]=100{query}")).body
    ranks = [row["attributes"]["rank"] for row in body["data"]]
    board = world.board(90001)
    assert board is not None
    assert ranks == [entry.rank for entry in board.entries[:100]]


@pytest.mark.parametrize("most", [1, 3, 10])
async def test_entries_up_to_a_rank(ask: Ask, world: World, most: int) -> None:
    """Ties at the limit stay."""
    board = world.board(90001)
    assert board is not None
    body = (await ask(f"leaderboards/90001/entries?filter[maxRank]={most}")).body
    assert len(body["data"]) == sum(entry.rank <= most for entry in board.entries) >= 1


@pytest.mark.parametrize("query", ["filter[maxRank]=0", "filter[maxRank]=x", "filter[gameId]=x", "filter[user]=nobody"])
async def test_entries_of_nothing(ask: Ask, query: str) -> None:
    """An empty page, no error."""
    answered = await ask(f"leaderboards/90001/entries?{query}")
    assert (answered.status, answered.body["data"]) == (200, [])


async def test_the_entry_of_one_user(ask: Ask, world: World) -> None:
    """By the name, on one leaderboard and on all."""
    board = world.board(90001)
    assert board is not None
    entry = board.entries[4]
    body = (await ask(f"leaderboards/90001/entries?filter[user]={entry.player.name}")).body
    assert ids(body) == [str(entry.id)]
    mine = (await ask(f"users/{entry.player.ulid}/leaderboard-entries?page[size]=100&include=leaderboard")).body
    numbers = [int(row["relationships"]["leaderboard"]["data"]["id"]) for row in mine["data"]]
    assert 90001 in numbers
    assert numbers == sorted(numbers)


async def test_an_untracked_user_has_no_entries(ask: Ask) -> None:
    """An empty page."""
    answered = await ask("users/GhostRunner/leaderboard-entries")
    assert (answered.status, answered.body["data"]) == (200, [])


# Tickets


@pytest.mark.parametrize(
    ("query", "states"),
    [
        ("", {"open", "request"}),
        ("filter[state]=resolved,closed", {"resolved", "closed"}),
        ("filter[state]=all", {"closed", "open", "request", "resolved", "quarantined"}),
    ],
)
async def test_tickets_by_state(ask: Ask, query: str, states: set[str]) -> None:
    """Without the filter those that wait."""
    found: set[str] = set()
    for page in range(1, 10):
        body = (await ask(f"tickets?{query}&page[size]=100&page[number]={page}", me="Scott")).body
        found |= words(body, "state")
    assert found == states


async def test_quarantined_tickets_are_for_some(ask: Ask, world: World) -> None:
    """Those who manage tickets, and the reporter, find them in the list; for everybody else they do not exist."""
    quarantined = [each for each in world.all_tickets.values() if each.state_word == "quarantined"]
    max_milyin = world.owner("MaxMilyin")
    mine = [str(each.id) for each in quarantined if each.reporter is max_milyin]
    query = "tickets?filter[state]=quarantined&page[size]=100&sort=id"
    assert ids((await ask(query)).body) == mine
    assert ids((await ask(query, me="Scott")).body) == [str(each.id) for each in quarantined]
    other = next(each for each in quarantined if each.reporter is not max_milyin)
    assert [(await ask(f"tickets/{other.id}", me=me)).status for me in ("MaxMilyin", "Scott")] == [404, 200]
    assert (await ask(f"tickets/{mine[0]}")).status == 200


@pytest.mark.parametrize("kind", ["achievement", "leaderboard", "game.rich-presence"])
async def test_tickets_by_what_they_are_about(ask: Ask, kind: str) -> None:
    """Achievements, leaderboards, rich presence."""
    body = (await ask(f"tickets?filter[ticketableType]={kind}&filter[state]=all&page[size]=100")).body
    assert words(body, "ticketableType") == {kind}


async def test_tickets_by_people(ask: Ask, world: World) -> None:
    """ULIDs of reporters and resolvers; unknown ones are ignored."""
    ticket = next(each for each in world.all_tickets.values() if each.resolver is not None)
    assert ticket.resolver is not None
    unknown = "0" * 26
    for name, player in (("reporter", ticket.reporter), ("resolver", ticket.resolver)):
        query = f"tickets?filter[{name}UserId]={unknown},{player.ulid}&filter[state]=all&page[size]=100"
        assert words((await ask(query)).body, f"{name}DisplayName") == {player.name}
    assert (await ask(f"tickets?filter[reporterUserId]={unknown}&filter[state]=all")).body["data"] == []


async def test_tickets_below_other_things(ask: Ask, world: World) -> None:
    """Those about an achievement, about anything in a game, and about anything that a user made."""
    ticket = next(each for each in world.all_tickets.values() if each.achievement is not None)
    assert ticket.achievement is not None
    author = ticket.achievement.author
    tickets = list(world.all_tickets.values())
    for path, mine in (
        (f"achievements/{ticket.achievement.id}", [each for each in tickets if each.achievement is ticket.achievement]),
        (f"games/{ticket.game.id}", [each for each in tickets if each.game is ticket.game]),
        (f"users/{author.ulid}", [each for each in tickets if each.author is author]),
    ):
        body = (await ask(f"{path}/tickets?filter[state]=all&sort=-id&page[size]=100", me="Scott")).body
        assert ids(body) == [str(each.id) for each in mine[:-101:-1]]


async def test_tickets_by_ids_of_subjects(ask: Ask, world: World) -> None:
    """A leaderboard's id finds no achievement with the same number."""
    ticket = next(each for each in world.all_tickets.values() if each.board is not None)
    assert ticket.board is not None
    body = (await ask(f"tickets?filter[leaderboardId]={ticket.board.id}&filter[state]=all")).body
    assert str(ticket.id) in ids(body)
    assert words(body, "ticketableType") == {"leaderboard"}
    assert words(body, "ticketableId") == {ticket.board.id}


async def test_a_ticket_about_rich_presence_has_no_game(ask: Ask, world: World) -> None:
    """The server looks for a game beside achievements and leaderboards only."""
    ticket = next(each for each in world.all_tickets.values() if each.ticketable_type == "game.rich-presence")
    attributes = (await ask(f"tickets/{ticket.id}", me="Scott")).body["data"]["attributes"]
    names = ("ticketableTitle", "gameId", "gameTitle", "gameIconUrl", "systemName", "authorDisplayName")
    assert [attributes[name] for name in names] == [None] * 6
    assert attributes["ticketableId"] == ticket.game.id


async def test_other_words_beside_all_are_not_looked_at(ask: Ask) -> None:
    """The word `all` switches the filter off, whatever stands beside it."""
    assert (await ask("tickets?filter[type]=all,bogus")).status == 200


async def test_the_achievement_of_an_event_shows_no_unlocks(ask: Ask, world: World) -> None:
    """An empty page."""
    copy = world.current_event_achievement.copy
    assert (await ask(f"achievements/{copy.id}/player-achievements")).body["data"] == []

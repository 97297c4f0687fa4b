"""Replies made of models."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, get_args

import pytest

from retroach_async import (
    ENDPOINTS,
    AchievementDistribution,
    AchievementFlags,
    AchievementOfTheWeek,
    Client,
    ConnectionFailed,
    Credentials,
    EarnedAchievement,
    Endpoint,
    FrozenMap,
    Game,
    OAuthToken,
    Page,
    Query,
    RecentTickets,
    Reply,
    Ticket,
    TicketedGame,
    Unlock,
    UserProgress,
    from_dict,
    to_wire,
    v2,
)
from retroach_async.access import DATA_READ
from retroach_async.testing import MemoryTransport, answer, example, json_reply
from retroach_async.testing.answers import endpoint_of_query
from retroach_async.testing.memory import Answers
from retroach_async.wire.jsonapi import row_of
from tests.emulator.test_routes import ARGUMENTS
from tests.wire.test_to_wire import made_for


@asynccontextmanager
async def answered(answers: Answers) -> AsyncIterator[Client]:
    """A client whose requests are answered so."""
    async with Client(Credentials("Me", "key"), transport=MemoryTransport(answers), retry=None) as ra:
        yield ra


async def called(endpoint: Endpoint, answers: Answers) -> Any:
    """The result of an endpoint that is answered so."""
    credentials: Credentials | OAuthToken = Credentials("Me", "key")
    if endpoint.scope not in (None, DATA_READ):
        credentials = OAuthToken("e30.e30.e30", scopes=[endpoint.scope])
    async with Client(credentials, transport=MemoryTransport(answers), retry=None) as ra:
        arguments = {name: ARGUMENTS[name] for name, param in endpoint.arguments.items() if param.required}
        return await ra._invoke(endpoint, endpoint.bind((), arguments))


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
async def test_result_of_every_endpoint_answers_it(endpoint: Endpoint) -> None:
    """The example of a result is what the call gives, but for what repeats the call's arguments."""
    result = made_for(endpoint.result)
    got = await called(endpoint, answer(result))
    assert type(got) is type(result)
    assert to_wire(got, endpoint) == to_wire(result, endpoint)


ROWS = {name: each for name, each in ENDPOINTS.items() if row_of(each.result) or str(each.result).startswith("tuple")}


@pytest.mark.parametrize("name", ROWS)
async def test_one_row_answers_where_rows_are_expected(name: str) -> None:
    """A model alone is the only row of a list and of a page, and a list of models are its rows."""
    kind = row_of(ROWS[name].result) or get_args(ROWS[name].result)[0]
    row = example(kind)
    for result in (row, [row]):
        got = await called(ROWS[name], answer(result))
        assert tuple(got) == (row,)
        if isinstance(got, Page):
            assert got.has_more is (False if ROWS[name].api == "v2" else None)
            # The number of a game's tickets is not that of the rows, unless the call asked for rows.
            assert got.total == (None if name == "get_game_ticket_stats" else 1)


@pytest.mark.parametrize(
    "answers",
    [
        lambda made: made,
        lambda made: [made, made],
        lambda made: {"API_GetAchievementUnlocks.php": made},
        lambda made: {"API_GetAchievementUnlocks.php?a=9": [made, made]},
        lambda made: lambda request: made,
    ],
    ids=["alone", "list", "address", "list of an address", "function"],
)
async def test_answer_stands_wherever_a_reply_may(answers: Callable[[Reply], Answers]) -> None:
    """A transport makes the reply for the request, whatever way the answer came to it."""
    unlock = example(Unlock, user="Scott")
    async with answered(answers(answer(unlock))) as ra:
        for _ in range(2):
            assert (await ra.get_achievement_unlocks(9)).results == (unlock,)


async def test_one_reply_or_error_answers_all_requests() -> None:
    """What is no list is the answer to every request."""
    async with answered(json_reply({"1": 5})) as ra:
        for game_id in (1, 2):
            assert (await ra.get_achievement_distribution(game_id)).total_players == 5
    async with answered(ConnectionFailed("away")) as ra:
        for game_id in (1, 2):
            with pytest.raises(ConnectionFailed, match="away"):
                await ra.get_game(game_id)


def made_reply(result: Any, path: str, **params: str) -> Any:
    """The parsed reply to a request."""
    made = answer(result)
    assert isinstance(made, Reply)
    reply: Reply = made.to(Query("v1", path, tuple(params.items())))  # type: ignore[attr-defined]
    return reply.json()


def test_endpoints_of_one_script_are_told_apart() -> None:
    """The parameters of the request say which of the six calls about tickets it is."""
    path, ticket, game = "API_GetTicketData.php", example(Ticket), example(TicketedGame)
    assert made_reply(ticket, path, i="5") == to_wire(ticket)
    assert made_reply(ticket, path)["RecentTickets"] == [to_wire(ticket)]
    assert made_reply(ticket, path, g="1", d="1")["Tickets"] == [to_wire(ticket)]
    assert made_reply(game, path, f="1") == {"MostReportedGames": [to_wire(game)]}
    assert made_reply(game, path, f="1", c="5") == {"MostReportedGames": [to_wire(game)]}


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS)
def test_endpoint_is_found_by_its_query(endpoint: Endpoint) -> None:
    """The query of every call leads back to its endpoint."""
    arguments = {name: ARGUMENTS[name] for name, param in endpoint.arguments.items() if param.required}
    assert endpoint_of_query(endpoint.compile(endpoint.bind((), arguments))) is endpoint


async def test_object_of_v2_answers_alone_in_a_list_and_in_a_batch() -> None:
    """One answer fits the call, its list and the list that a batch asks, with what it is related to."""
    game = example(v2.Game, system=example(v2.System, name="Atari 2600"))
    async with answered(answer(game)) as ra:
        assert (await ra.v2.games.get(1, include=["system"])).system.name == "Atari 2600"
        assert [each.system.name async for each in ra.pages(ra.v2.games.list, include=["system"])] == ["Atari 2600"]
        found = await ra.gather(ra.v2.games.get, [1, 1], include=["system"])
        assert found[1] == game


async def test_page_keeps_what_it_says() -> None:
    """A page of a test's own is sent as it is; a plain one becomes the kind of page that the endpoint gives."""
    row = example(v2.UserAward)
    async with answered(answer(Page(results=(row,), total=9, has_more=True))) as ra:
        page = await ra.v2.users.awards("Scott")
    assert (page.results, page.total, page.has_more) == ((row,), 9, True)
    assert page.counts == example(v2.AwardPage).counts
    tickets = example(RecentTickets, results=(), total=3)
    async with answered(answer(tickets)) as ra:
        assert await ra.get_most_recent_tickets() == tickets


async def test_maps_distributions_and_nothing() -> None:
    """A map answers by its ids, a distribution in both APIs, and None where a call may give it."""
    progress = FrozenMap({1: example(UserProgress)})
    async with answered(answer(progress)) as ra:
        assert await ra.get_user_progress("Scott", [1]) == progress
    spread = AchievementDistribution(players=(5, 0, 3), game_id=1, hardcore=True, flags=AchievementFlags.OFFICIAL)
    async with answered(answer(spread)) as ra:
        assert await ra.get_achievement_distribution(1, hardcore=True) == spread
        assert await ra.v2.games.achievement_distribution(1, hardcore=True) == spread
    async with answered(answer(None)) as ra:
        assert await ra.get_achievement_of_the_week() is None
    async with answered(answer([])) as ra:
        assert await ra.get_user_recent_achievements("Scott") == ()


@pytest.mark.parametrize(
    ("result", "call", "message"),
    [
        (example(Unlock), lambda ra: ra.get_game(1), "get_game gives Game, not Unlock"),
        ([example(Game)], lambda ra: ra.get_game(1), "get_game gives Game, not list of Game"),
        (None, lambda ra: ra.get_game(1), "get_game gives Game, not None"),
        (
            (example(Unlock), example(Game)),
            lambda ra: ra.get_achievement_unlocks(1),
            "get_achievement_unlocks gives AchievementUnlocks, not tuple of Unlock",
        ),
        (
            example(UserProgress),
            lambda ra: ra.get_user_progress("Scott", [1]),
            r"get_user_progress gives FrozenMap\[UserProgress\], not UserProgress",
        ),
        (
            FrozenMap({1: example(Game)}),
            lambda ra: ra.get_user_progress("Scott", [1]),
            r"get_user_progress gives FrozenMap\[UserProgress\], not FrozenMap",
        ),
        (
            example(v2.System),
            lambda ra: ra.v2.games.list(),
            r"v2\.games\.list gives Page\[v2\.Game\], not v2\.System",
        ),
        (
            example(AchievementOfTheWeek),
            lambda ra: ra.v2.event_achievements.achievement_of_the_week(),
            "gives v2.AchievementOfTheWeek, not AchievementOfTheWeek",
        ),
    ],
)
async def test_result_that_no_call_gives_is_a_mistake(
    result: Any, call: Callable[[Client], Awaitable[Any]], message: str
) -> None:
    """A test that answers with something else is told what the endpoint gives."""
    async with answered(answer(result)) as ra:
        with pytest.raises(AssertionError, match=message):
            await call(ra)


async def test_endpoint_that_nobody_has_declared_gets_the_plain_spelling() -> None:
    """`fetch` may ask for anything, and is answered with what the models say."""
    game = example(Game)
    async with answered(answer(game)) as ra:
        assert (await ra.fetch(Query("v1", "API_GetNovelty.php"))).json() == to_wire(game)


@pytest.mark.parametrize(
    ("result", "kind"), [(example(Game), "application/json"), (example(v2.Game), "application/vnd.api+json")]
)
def test_answer_is_a_reply(result: Any, kind: str) -> None:
    """For a transport of a program's own it is what `to_wire` gives, with the content type of the API."""
    made = answer(result)
    assert (made.status, made.headers["content-type"], made.json()) == (200, kind, to_wire(result))


async def test_rows_go_through_a_program(credentials: Credentials) -> None:
    """A program that keeps what it reads finds the same again, whichever way it went."""
    rows = tuple(example(EarnedAchievement, achievement_id=number) for number in range(3))
    async with answered(answer(rows)) as ra:
        first, second = await asyncio.gather(*(ra.get_user_recent_achievements(user) for user in ("Scott", "Mara")))
    assert first == second == rows
    assert from_dict(tuple[EarnedAchievement, ...], [row.to_dict() for row in first]) == rows

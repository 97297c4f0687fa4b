"""Games by title, from the lists of a server."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from retroach_async import (
    AuthenticationFailed,
    CachePolicy,
    Client,
    Credentials,
    InvalidRequest,
    Reply,
    ServerError,
)
from retroach_async.emulator import World
from retroach_async.emulator.world.games import Game
from retroach_async.lookup import GameMatch, System
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Site:
    """A site with three systems, and a game of each."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.broken: set[str] = set()

    def __call__(self, request: Request) -> Reply:
        """The systems, or the list of one."""
        params = dict(request.query.params)
        name = params.get("i", "systems")
        self.asked.append(name)
        if name in self.broken:
            return Reply(503, {}, b"down")
        if name == "systems":
            assert params == {"a": "1", "g": "1"}
            return json_reply([{"ID": number, "Name": f"System {number}"} for number in (1, 3, 7)])
        row = {"ConsoleID": int(name), "ConsoleName": f"System {name}", "ImageIcon": "/Images/000001.png"}
        games = [
            {"ID": int(name), "Title": f"Sonic {name}", "NumAchievements": 5, "Points": 50, **row},
            {"ID": 100 + int(name), "Title": f"Sonic {name}", "NumAchievements": 0, "Points": 0, **row},
        ]
        return json_reply(games)


@pytest.fixture
def site() -> Site:
    """A site with three systems."""
    return Site()


@pytest.fixture
async def small(site: Site, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of that site."""
    async with Client(credentials, transport=MemoryTransport(site), clock=running_clock, retry=None) as client:
        yield client


def mistyped(word: str, chance: random.Random) -> str:
    """A word with one letter too few, too many, wrong, or at the place of its neighbour."""
    place = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    lost, twice, wrong = before + after, before + letter + letter + after, before + chance.choice(LETTERS) + after
    return chance.choice([lost, twice, wrong, before + after[0] + letter + after[1:]])


def typed(title: str, chance: random.Random) -> str:
    """A title with a typing mistake in one of its words."""
    words = title.split(" ")
    place = chance.choice([place for place, word in enumerate(words) if len(word) >= 4 and word.isalpha()])
    words[place] = mistyped(words[place], chance)
    return " ".join(words)


async def test_each_title_with_a_typing_mistake_is_first_on_its_system(ra: Client, world: World) -> None:
    """Every game of the emulator is found by its title with one mistake, also with the words in another order."""
    chance = random.Random(7)
    games: list[Game] = [game for game in world.games.values() if game.system.has_games]
    assert len(games) > 1000
    for game in games:
        for text in (typed(game.title, chance), shuffled(game.title, chance)):
            best, *_ = await ra.find_games(text, systems=game.system.id, limit=2)
            assert (best.title, best.system_id) == (game.title, game.system.id), text
    assert ra.stats.attempts == len({game.system.id for game in games})


def shuffled(title: str, chance: random.Random) -> str:
    """The words of a title in some order."""
    words = title.lower().split(" ")
    chance.shuffle(words)
    return " ".join(words)


async def test_game_is_found_on_any_system(ra: Client) -> None:
    """Without a system all active ones are searched, with one request each, and one for their list."""
    best, *_ = await ra.find_games("dragstre")
    assert (best.id, best.title, best.system_id, best.system_name) == (14402, "Dragster", 25, "Atari 2600")
    assert best.url == "https://retroachievements.org/game/14402"
    asked = ra.stats.attempts
    assert asked == 1 + len(await ra.get_console_ids(only_active=True, only_game_systems=True))
    await ra.find_games("amber knight")
    assert ra.stats.attempts == asked + 1


async def test_match_tells_what_the_list_tells(small: Client) -> None:
    """A match has the facts of the list and its score; of equal titles the one with a set comes first."""
    match, other = await small.find_games("sonic", systems="nes")
    assert match == GameMatch(
        id=7, title="Sonic 7", system_id=7, system_name="System 7", image_icon=match.image_icon,
        score=match.score, achievements_published=5, points_total=50,
    )  # fmt: skip
    assert (other.id, other.achievements_published) == (107, 0)
    assert match.icon_url == "https://media.retroachievements.org/Images/000001.png"
    assert match.to_dict()["score"] == match.score


async def test_games_without_a_set_can_be_left_out(small: Client) -> None:
    """Only games with achievements are given when no others are wanted."""
    assert [match.id for match in await small.find_games("sonic 7", systems=7, only_with_achievements=True)] == [7]


async def test_limit_is_the_most_that_are_given(small: Client) -> None:
    """No more games than wanted are given, the best ones."""
    assert [match.id for match in await small.find_games("sonic 3", limit=1)] == [3]
    assert len(await small.find_games("sonic")) == 6


async def test_titles_are_kept_for_a_day(small: Client, site: Site, running_clock: FakeClock) -> None:
    """A list is asked for once, until it is a day old; only what is missing is asked for."""
    await small.find_games("sonic", systems=[1, "nes"])
    await running_clock.advance(50_000)
    await small.find_games("sonic", systems=[System.NES, System.MEGA_DRIVE, 3])
    assert sorted(site.asked) == ["1", "3", "7"]
    site.asked.clear()
    await running_clock.advance(50_000)
    await small.find_games("sonic")
    assert sorted(site.asked) == ["1", "7", "systems"]


async def test_titles_belong_to_one_key(small: Client, site: Site) -> None:
    """Another user's client asks for itself, as the site's rules want it."""
    await small.find_games("sonic", systems=7)
    await small.with_credentials(Credentials("Tom", "another-key")).find_games("sonic", systems=7)
    assert site.asked == ["7", "7"]


async def test_searches_at_once_share_their_requests(ra: Client) -> None:
    """Two searches that need the same list wait for one request."""
    one, other = await asyncio.gather(*(ra.find_games("dragster", systems=25, limit=count) for count in (1, 2)))
    assert one[0] == other[0]
    assert ra.stats.attempts == 1


async def test_cache_of_the_client_spares_requests(site: Site, credentials: Credentials) -> None:
    """Lists that the client's cache has are not asked for again."""
    async with Client(credentials, transport=MemoryTransport(site), cache=CachePolicy()) as client:
        await client.get_game_list(7)
        await client.find_games("sonic", systems=7)
    assert site.asked == ["7"]


async def test_failure_keeps_what_was_fetched(small: Client, site: Site) -> None:
    """A server that goes down in the middle is a ServerError, and the next search asks for the rest."""
    site.broken = {"3"}
    with pytest.raises(ServerError) as caught:
        await small.find_games("sonic", systems=[1, 3])
    assert str(caught.value.query) == "v1 API_GetGameList.php?i=3"
    site.broken, site.asked = set(), []
    assert {match.system_id for match in await small.find_games("sonic", systems=[1, 3])} == {1, 3}
    assert "3" in site.asked


async def test_wrong_key_is_told() -> None:
    """The error of the calls is the error of the search."""
    transport = MemoryTransport(lambda _: Reply(401, {}, b'{"message":"Unauthenticated."}'))
    with pytest.raises(AuthenticationFailed):
        await Client(Credentials("Tom", "wrong-key"), transport=transport).find_games("sonic")


@pytest.mark.parametrize("words", ["", "  ", "!?", "~~", "x" * 201, None, 7, b"sonic"])
async def test_what_has_no_word_is_refused(small: Client, site: Site, words: Any) -> None:
    """Words are refused before anything is asked."""
    with pytest.raises(InvalidRequest, match="words must be a text with a letter or digit") as caught:
        await small.find_games(words)
    assert caught.value.parameter == "words"
    assert site.asked == []


@pytest.mark.parametrize("limit", [0, -1, 1.5, None, True])
async def test_impossible_limit_is_refused(small: Client, limit: Any) -> None:
    """At least one game must be wanted."""
    with pytest.raises(InvalidRequest, match="limit must be a whole number of at least 1"):
        await small.find_games("sonic", limit=limit)


@pytest.mark.parametrize("systems", ["nintendo", [], ["nes", None]])
async def test_what_is_no_system_is_refused(small: Client, site: Site, systems: Any) -> None:
    """A wrong system is refused before anything is asked."""
    with pytest.raises(InvalidRequest, match="system"):
        await small.find_games("sonic", systems=systems)
    assert site.asked == []


async def test_nothing_similar_is_an_empty_result(small: Client) -> None:
    """No title like the words is an answer, not an error."""
    assert await small.find_games("tetris") == ()

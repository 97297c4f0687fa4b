"""Games by the hashes of their files."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from retroach_async import Client, ConfigurationError, Credentials, InvalidRequest, Reply, ServerError
from retroach_async.emulator import World
from retroach_async.lookup import GameHash, HashIndex, System
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.protocol import Request

DAY = timedelta(days=1)


class Site:
    """A site with one game on each system, whose hash is made of the system's number."""

    def __init__(self) -> None:
        self.asked: list[dict[str, str]] = []
        self.broken: set[int] = set()
        self.title = "A game"

    def __call__(self, request: Request) -> Reply:
        """The list of a system."""
        params = dict(request.query.params)
        number = int(params["i"])
        self.asked.append(params)
        if number in self.broken:
            return Reply(503, {}, b"down")
        hashes = [f"{number:032X}"] if params.get("h") == "1" else []
        games = [{"ID": 10 * number, "Title": self.title, "ConsoleID": number, "Hashes": hashes}]
        if params.get("f") != "1":
            games.append({"ID": 10 * number + 1, "Title": "No set", "ConsoleID": number, "Hashes": [f"{number:032x}9"]})
        return json_reply(games)

    @property
    def systems(self) -> list[int]:
        """The systems that were asked for, in order."""
        return [int(params["i"]) for params in self.asked]


@pytest.fixture
def site() -> Site:
    """A site with one game on each system."""
    return Site()


@pytest.fixture
async def ra(site: Site, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of that site."""
    async with Client(credentials, transport=MemoryTransport(site), clock=running_clock, retry=None) as client:
        yield client


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "hashes.db"


@pytest.fixture
def damaged(file: Path, content: bytes) -> Path:
    """A file of something else."""
    file.write_bytes(content)
    return file


def mode_of(file: Path) -> int:
    """The permissions of a file."""
    return stat.S_IMODE(file.stat().st_mode)


def names_beside(file: Path) -> list[str]:
    """The names of all files in the folder of a file."""
    return sorted(each.name for each in file.parent.iterdir())


def content_of(file: Path) -> bytes:
    """The bytes of a file."""
    return file.read_bytes()


async def test_index_of_the_emulator_finds_each_of_its_hashes(
    emulator: Any, credentials: Credentials, world: World
) -> None:
    """Each hash of each game leads to the game, from either case; another hash leads nowhere."""
    systems = [System.ATARI_2600, "nes", 3]
    async with Client(credentials, base_url=emulator.base_url, rate_limit=None) as client:
        index = await client.hash_index(systems)
        assert client.stats.attempts == 3

    expected = {
        each.md5: GameHash(game.id, game.system.id, game.title)
        for game in world.games.values()
        if game.system.id in (25, 7, 3) and game.promoted
        for each in world.hashes(game)
        if each.is_compatible
    }
    assert len(index) == len(expected) > 100
    assert all(index.find(md5) == index.find(f" {md5.upper()}\n") == game for md5, game in expected.items())
    assert set(index) == set(expected)
    assert index.find("0" * 32) is index.find("") is None
    assert index.systems == (3, 7, 25)


async def test_games_without_a_set_are_an_option(ra: Client) -> None:
    """Games without achievements are in the index when they are asked for."""
    assert len(await ra.hash_index(7)) == 1
    index = await ra.hash_index("nes", only_with_achievements=False)
    assert len(index) == 2
    assert index.find(f"{7:032x}9") == GameHash(71, 7, "No set")


async def test_system_is_asked_once(ra: Client, site: Site) -> None:
    """Names of one system are one request; a number beyond the table may be a new system."""
    await ra.hash_index(["nes", "famicom", 7, System.NES, 110])
    assert sorted(site.systems) == [7, 110]


async def test_file_spares_requests_until_it_is_too_old(
    ra: Client, site: Site, file: Path, running_clock: FakeClock
) -> None:
    """A list in the file is used until its age, and then fetched again."""
    first = await ra.hash_index([7, 3], store=file)
    site.title = "Another title"
    await running_clock.advance(86_000)
    kept = await ra.hash_index([7, 3], store=str(file))
    assert sorted(site.systems) == [3, 7]
    assert kept.find(f"{7:032x}") == first.find(f"{7:032x}") == GameHash(70, 7, "A game")
    assert kept.fetched_at == first.fetched_at < datetime.fromtimestamp(running_clock.now(), UTC) - timedelta(hours=20)

    await running_clock.advance(1_000)
    new = await ra.hash_index([7, 3], store=file)
    assert sorted(site.systems) == [3, 3, 7, 7]
    assert new.find(f"{7:032x}") == GameHash(70, 7, "Another title")
    assert len(new) == 2


async def test_only_systems_that_the_file_lacks_are_asked(ra: Client, site: Site, file: Path) -> None:
    """Systems have their own lists in the file."""
    await ra.hash_index([7, 3], store=file)
    index = await ra.hash_index([3, 5], store=file)
    assert sorted(site.systems) == [3, 5, 7]
    assert index.systems == (3, 5)
    assert index.find(f"{7:032x}") is None


async def test_file_with_other_parameters_is_not_used(
    ra: Client, site: Site, file: Path, credentials: Credentials
) -> None:
    """A list that was made without games without a set, or by another site, answers no other question."""
    await ra.hash_index(7, store=file)
    whole = await ra.hash_index(7, store=file, only_with_achievements=False)
    assert (len(site.asked), len(whole)) == (2, 2)
    assert len(await ra.hash_index(7, store=file)) == 1
    assert len(site.asked) == 2

    other = Client(credentials, transport=MemoryTransport(site), base_url="https://example.org")
    await other.hash_index(7, store=file)
    assert len(site.asked) == 3


@pytest.mark.parametrize("max_age", [timedelta(0), timedelta(seconds=1)])
async def test_list_from_the_future_is_not_used(ra: Client, site: Site, file: Path, max_age: timedelta) -> None:
    """A list that a wrong clock has dated is asked for anew."""
    await ra.hash_index(7, store=file)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE retroach_hash_lists SET fetched = fetched + 1000000")
    database.close()
    await ra.hash_index(7, store=file, max_age=max_age)
    assert len(site.asked) == 2


async def test_file_belongs_to_its_owner_and_has_no_key(ra: Client, file: Path, canary: str) -> None:
    """Nobody else reads the file, and the key is not in it nor beside it."""
    await ra.hash_index([7, 3], store=file)
    assert mode_of(file) == 0o600
    assert canary.encode() not in content_of(file)
    assert names_beside(file) == [file.name]


async def test_failure_in_the_middle_keeps_what_was_fetched(ra: Client, site: Site, file: Path) -> None:
    """A server that goes down is a ServerError, and the next run asks for the rest alone."""
    site.broken = {5}
    with pytest.raises(ServerError):
        await ra.hash_index([7, 5], store=file)
    site.broken = set()
    site.asked.clear()
    index = await ra.hash_index([7, 5], store=file)
    assert 5 in site.systems
    assert len(index) == 2


async def test_failed_write_leaves_the_old_list(ra: Client, file: Path, running_clock: FakeClock) -> None:
    """A list is replaced as a whole, or not at all."""
    await ra.hash_index(7, store=file)
    with sqlite3.connect(file) as database:
        database.execute(
            "CREATE TRIGGER full BEFORE INSERT ON retroach_hashes BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    with pytest.raises(ConfigurationError, match=r"hashes\.db cannot be read or written: disk is full"):
        await ra.hash_index(7, store=file, max_age=timedelta(0))
    assert database.execute("SELECT count(*) FROM retroach_hashes").fetchone() == (1,)
    database.close()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 4096])
async def test_damaged_file_is_named(ra: Client, damaged: Path, content: bytes, site: Site) -> None:
    """A file of something else is an error with its name; it stays as it was, and nothing was asked."""
    with pytest.raises(ConfigurationError, match=r"the hashes in .*hashes\.db cannot be read or written"):
        await ra.hash_index(7, store=damaged)
    assert content_of(damaged) == content
    assert site.asked == []


@pytest.mark.parametrize("name", ["missing/hashes.db", "", "\0"])
async def test_impossible_file_is_an_error_of_the_tree(ra: Client, tmp_path: Path, name: str) -> None:
    """A path that cannot be a file is refused in words."""
    with pytest.raises(ConfigurationError, match="cannot be read or written"):
        await ra.hash_index(7, store=tmp_path / name)


@pytest.mark.parametrize("store", [5, b"hashes.db", True])
async def test_store_is_a_path(ra: Client, site: Site, store: Any) -> None:
    """Anything else is refused before something is asked."""
    with pytest.raises(ConfigurationError, match="store must be the path of a file, not"):
        await ra.hash_index(7, store=store)
    assert site.asked == []


@pytest.mark.parametrize("name", [":memory:", "file:hashes.db?mode=memory"])
async def test_file_with_any_name_is_a_file(
    ra: Client, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A name that means something else to SQLite is a name like any other."""
    monkeypatch.chdir(tmp_path)
    await ra.hash_index(7, store=name)
    await ra.hash_index(7, store=name)
    assert site.systems == [7]


@pytest.mark.parametrize("change", ["game_id = 'x'", "title = x'ff'", "title = CAST(x'ff' AS TEXT)"])
async def test_rows_of_another_program_are_no_games(ra: Client, file: Path, change: str) -> None:
    """A row of other types is told, and the file is free again at once."""
    await ra.hash_index(7, store=file)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(f"UPDATE retroach_hashes SET {change}")
    with pytest.raises(ConfigurationError, match=r"hashes\.db cannot be read or written") as told:
        await ra.hash_index(7, store=file)
    with closing(sqlite3.connect(file, timeout=0)) as database, database:
        database.execute("DELETE FROM retroach_hash_lists")
    assert told.value.__traceback__ is not None  # what it holds on to is still there
    assert len(await ra.hash_index(7, store=file)) == 1


@pytest.mark.parametrize(
    "systems", [b"snes", bytearray(b"nes"), [], "nintendo", ["nes", "cd"], 0, [None], None, 1.5, True, [-1]]
)
async def test_what_is_no_system_is_refused(ra: Client, site: Site, systems: Any) -> None:
    """A wrong system is refused before anything is asked."""
    with pytest.raises(InvalidRequest, match="system"):
        await ra.hash_index(systems)
    assert site.asked == []


@pytest.mark.parametrize("max_age", [timedelta(seconds=-1), 86400, None])
async def test_impossible_age_is_refused(ra: Client, max_age: Any) -> None:
    """An age is a length of time."""
    with pytest.raises(InvalidRequest, match="max_age must be a timedelta from 0"):
        await ra.hash_index(7, max_age=max_age)


async def test_hash_is_text(ra: Client) -> None:
    """Whatever else is looked up is a mistake of the program."""
    index = await ra.hash_index(7)
    with pytest.raises(InvalidRequest, match="md5 must be the text of a hash, not bytes"):
        index.find(b"0")  # type: ignore[arg-type]
    assert repr(index) == "<HashIndex of 1 hashes of 1 systems>"
    assert isinstance(index, HashIndex)

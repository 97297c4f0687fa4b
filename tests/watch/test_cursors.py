"""Stores of cursors keep what they are given, lock out a second watch, and join a program's own transaction."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retroach_async import Client, ConfigurationError
from retroach_async.testing import FakeClock, json_reply
from retroach_async.watch import CursorStore, FileCursors, MemoryCursors, SqliteCursors, Trouble
from tests.watch.play import HOUR, follow, until
from tests.watch.site import EARNED_BETWEEN, SiteModel, bytes_in, ulid

KINDS = {
    "memory": lambda folder: MemoryCursors(),
    "file": lambda folder: FileCursors(folder / "cursors.json"),
    "sqlite": lambda folder: SqliteCursors(folder / "bot.db"),
    "connection": lambda folder: SqliteCursors(sqlite3.connect(folder / "bot.db", check_same_thread=False)),
}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of a store."""
    return str(request.param)


@pytest.fixture
def store(kind: str, tmp_path: Path) -> CursorStore:
    """Each store of ours."""
    made: CursorStore = KINDS[kind](tmp_path)
    yield made  # type: ignore[misc]  # the connection of a test is the test's to close
    if isinstance(made, SqliteCursors) and made._connection:
        made._connection.close()


async def test_store_keeps_changes_of_each_watch(store: CursorStore) -> None:
    """What was saved is loaded, by the name of the watch; None deletes."""
    assert await store.load("unlocks") == {}
    await store.save("unlocks", {"a": "1", "b": "2"})
    await store.save("awards", {"all": "7"})
    await store.save("unlocks", {"a": None, "c": "ü"})
    assert await store.load("unlocks") == {"b": "2", "c": "ü"}
    assert await store.load("awards") == {"all": "7"}


async def test_second_watch_of_one_name_is_refused(store: CursorStore, ra: Client) -> None:
    """Two watches of unlocks would double each other's events; a later one may have the store."""
    async with ra.watch.unlocks(["Tom"], cursors=store):
        with pytest.raises(ConfigurationError, match="another watch"):
            async with ra.watch.unlocks(["Mara"], cursors=store):
                raise AssertionError("it was entered")
    async with ra.watch.unlocks(["Mara"], cursors=store):
        pass


@pytest.mark.parametrize("kind", ["memory", "file", "sqlite"])
async def test_watches_of_other_names_share_a_store(store: CursorStore, ra: Client) -> None:
    """One object keeps the cursors of several feeds."""
    async with ra.watch.unlocks(["Tom"], cursors=store), ra.watch.awards(cursors=store):
        pass


@pytest.mark.parametrize("kind", ["file", "sqlite"])
async def test_end_and_start_at_one_time_leave_the_store_locked(
    store: CursorStore, kind: str, ra: Client, tmp_path: Path
) -> None:
    """A watch that begins while another one ends has the lock, whichever of the two is the first."""
    watches = [(ra.watch.unlocks(["Tom"], cursors=store), ra.watch.awards(cursors=store)) for _ in range(20)]
    for ending, beginning in watches:
        await ending.__aenter__()
        await asyncio.gather(ending.__aexit__(None, None, None), beginning.__aenter__())
        with pytest.raises(ConfigurationError, match="another watch"):
            await ra.watch.awards(cursors=KINDS[kind](tmp_path)).__aenter__()
        await beginning.__aexit__(None, None, None)
    async with ra.watch.awards(cursors=KINDS[kind](tmp_path)):
        pass


async def test_connection_has_one_watch(ra: Client) -> None:
    """A second watch would commit and roll back what belongs to the first, whatever store or table it has."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as mine:
        store, other = SqliteCursors(mine), SqliteCursors(mine, table="others")
        async with ra.watch.unlocks(["Tom"], cursors=store):
            for cursors in (store, other):
                with pytest.raises(ConfigurationError, match="one watch for each connection"):
                    await ra.watch.awards(cursors=cursors).__aenter__()
        async with ra.watch.awards(cursors=other):
            pass


async def test_start_that_fails_gives_the_lock_back(store: CursorStore, ra: Client) -> None:
    """After a typing mistake the cursors are free again."""
    with pytest.raises(Exception, match="no user Tmo"):
        await ra.watch.unlocks(["Tmo"], cursors=store).__aenter__()
    async with ra.watch.unlocks(["Tom"], cursors=store):
        pass


async def test_start_that_is_cancelled_gives_the_lock_back(
    store: CursorStore, kind: str, ra: Client, tmp_path: Path
) -> None:
    """In whatever turn of the event loop a start is cancelled: the same object and a new one are free to use."""

    async def start() -> None:
        async with ra.watch.unlocks(["Tom"], cursors=store):
            await asyncio.Event().wait()

    for turns in range(60):
        task = asyncio.create_task(start())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async with ra.watch.unlocks(["Tom"], cursors=store):
            pass
        if kind in ("file", "sqlite"):
            async with ra.watch.unlocks(["Tom"], cursors=KINDS[kind](tmp_path)):
                pass


async def test_cancelled_start_leaves_the_lock_of_another_watch(store: CursorStore, ra: Client) -> None:
    """A start that is cancelled before it is refused gives nothing back that it does not have."""
    async with ra.watch.unlocks(["Tom"], cursors=store):
        for turns in range(1, 5):
            task = asyncio.create_task(ra.watch.unlocks(["Mara"], cursors=store).__aenter__())
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            [result] = await asyncio.gather(task, return_exceptions=True)
            assert isinstance(result, asyncio.CancelledError | ConfigurationError)
        with pytest.raises(ConfigurationError, match="another watch"):
            await ra.watch.unlocks(["Mara"], cursors=store).__aenter__()


async def test_file_holds_few_cursors(ra: Client, site: SiteModel, tmp_path: Path) -> None:
    """A file that is written for each event is not made for 51 users."""
    names = [f"P{number}" for number in range(51)]
    site.players(*names)
    with pytest.raises(ConfigurationError, match="at most 50 users: use SqliteCursors"):
        await ra.watch.unlocks(names, cursors=FileCursors(tmp_path / "cursors.json")).__aenter__()


async def test_users_of_the_past_make_room(
    ra: Client, site: SiteModel, running_clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Users of earlier runs do not count; the oldest cursors go when there are too many, and no watched one."""
    monkeypatch.setattr(FileCursors, "most", 5)
    names = [f"P{number}" for number in range(5)]
    site.players(*names)
    cursors = FileCursors(tmp_path / "cursors.json")
    async with ra.watch.unlocks(names, cursors=cursors) as watch:
        await until(running_clock, lambda: all(user.last_success for user in watch.state.users))
    before = list(await cursors.load("unlocks"))
    assert len(before) == 5
    async with ra.watch.unlocks(["Tom", "P0"], cursors=cursors) as watch:
        await until(running_clock, lambda: all(user.last_success for user in watch.state.users))
        site.unlock("Tom", 1)
        assert (await anext(watch)).unlock.achievement_id == 1
    after = await cursors.load("unlocks")
    assert len(after) == 5
    assert {ulid("Tom"), ulid("P0")} < set(after)
    assert set(before) - set(after) == {next(each for each in before if each != ulid("P0"))}


async def test_one_user_too_many_is_refused_alone(
    ra: Client, site: SiteModel, running_clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adding beyond the limit is an error of that call, and the feed goes on; after a removal there is room."""
    monkeypatch.setattr(FileCursors, "most", 5)
    names = [f"P{number}" for number in range(4)]
    site.players(*names)
    troubles: list[Trouble] = []
    cursors = FileCursors(tmp_path / "cursors.json")
    async with ra.watch.unlocks(names, cursors=cursors, on_trouble=troubles.append) as watch:
        both = await asyncio.gather(watch.add("Tom"), watch.add("Mara"), return_exceptions=True)
        assert [type(each) for each in both] == [type(None), ConfigurationError]
        assert [trouble.subject for trouble in troubles] == ["Mara"]
        await watch.add("tom")
        await until(running_clock, lambda: all(user.last_success for user in watch.state.users))
        site.unlock("Tom", 1)
        assert (await anext(watch)).unlock.achievement_id == 1
        await watch.remove("P0")
        await watch.add("Mara")
        assert len(watch.state.users) == 5


async def test_posts_and_cursor_are_one_transaction(
    ra: Client, site: SiteModel, running_clock: FakeClock, tmp_path: Path
) -> None:
    """In the program's own connection a post is committed with its acknowledgement, or rolled back without one."""
    file = tmp_path / "bot.db"
    with closing(sqlite3.connect(file, check_same_thread=False)) as mine, closing(sqlite3.connect(file)) as other:
        mine.execute("CREATE TABLE posts (key TEXT PRIMARY KEY)")
        cursors = SqliteCursors(mine)
        await follow(ra.watch.unlocks(["Tom", "Mara"], cursors=cursors), running_clock, {}, HOUR)
        for achievement in range(5):
            site.unlock("Tom", achievement)

        async def run() -> None:
            async with ra.watch.unlocks(["Tom", "Mara"], cursors=cursors) as watch:
                count = 0
                async for new in watch:
                    mine.execute("INSERT INTO posts VALUES (?)", (new.key,))
                    assert _count(other) == count
                    count += 1
                    if count == 3:
                        raise RuntimeError("the body dies")

        with pytest.raises(RuntimeError, match="the body dies"):
            await run()
        assert _count(other) == 2
        async with ra.watch.unlocks(["Tom", "Mara"], cursors=cursors) as watch:
            for _ in range(3):
                mine.execute("INSERT INTO posts VALUES (?)", ((await anext(watch)).key,))
        assert _count(other) == 5


def _count(database: sqlite3.Connection) -> int:
    count: int = database.execute("SELECT count(*) FROM posts").fetchone()[0]
    return count


async def test_first_look_does_not_commit_what_a_body_is_doing(
    ra: Client, site: SiteModel, running_clock: FakeClock, tmp_path: Path
) -> None:
    """The cursor of a user who joins waits for the acknowledgement of the event at hand."""
    file = tmp_path / "bot.db"
    with closing(sqlite3.connect(file, check_same_thread=False)) as mine, closing(sqlite3.connect(file)) as other:
        mine.execute("CREATE TABLE posts (key TEXT PRIMARY KEY)")
        cursors = SqliteCursors(mine)
        await follow(ra.watch.unlocks(["Tom"], cursors=cursors), running_clock, {}, HOUR)
        site.unlock("Tom", 1)
        async with ra.watch.unlocks(["Tom"], cursors=cursors) as watch:
            mine.execute("INSERT INTO posts VALUES (?)", ((await anext(watch)).key,))
            await watch.add("Mara")
            await running_clock.sleep(HOUR)
            assert _count(other) == 0
            await watch.ack()
            assert _count(other) == 1
            assert set(await cursors.load("unlocks")) == {ulid("Tom"), ulid("Mara")}


async def test_connection_of_one_thread_is_refused(ra: Client) -> None:
    """A connection that only its thread may use is an error that says how to make another one."""
    with (
        closing(sqlite3.connect(":memory:")) as database,
        pytest.raises(ConfigurationError, match="check_same_thread=False"),
    ):
        await ra.watch.unlocks(["Tom"], cursors=SqliteCursors(database)).__aenter__()


async def test_store_of_ones_own(ra: Client, site: SiteModel, running_clock: FakeClock) -> None:
    """Anything that loads and saves is a store."""

    class Own:
        def __init__(self) -> None:
            self.texts: dict[str, str] = {}

        async def load(self, watch: str) -> dict[str, str]:
            return self.texts

        async def save(self, watch: str, changes: dict[str, str | None]) -> None:
            await asyncio.sleep(0)
            self.texts |= {subject: text for subject, text in changes.items() if text is not None}

    own = Own()
    await follow(ra.watch.unlocks(["Tom"], cursors=own), running_clock, {}, HOUR)  # type: ignore[arg-type]
    site.unlock("Tom", 1)
    told = await follow(ra.watch.unlocks(["Tom"], cursors=own), running_clock, {}, HOUR)  # type: ignore[arg-type]
    assert [new.unlock.achievement_id for new in told] == [1]


async def test_key_is_nowhere(
    site: SiteModel, ra: Client, running_clock: FakeClock, canary: str, tmp_path: Path
) -> None:
    """Neither a cursor, nor an event, a state, a trouble or a repr holds the API key, even if the server repeats it."""
    troubles: list[Trouble] = []
    shown: list[object] = []
    for cursors in (FileCursors(tmp_path / "cursors.json"), SqliteCursors(tmp_path / "bot.db")):
        troubles.clear()
        async with ra.watch.unlocks(["Tom"], cursors=cursors, on_trouble=troubles.append) as watch:
            await until(running_clock, lambda: watch.state.users[0].last_success)
            site.fault = lambda query: json_reply({"message": canary}, 500) if query.path == EARNED_BETWEEN else None
            await until(running_clock, lambda: troubles)
            site.fault = lambda _: None
            site.unlock("Tom", 1)
            new = await anext(watch)
            shown += [new, new.to_dict(), watch, watch.state, cursors, ra.watch, *troubles, *map(str, troubles)]
            shown += [trouble.error for trouble in troubles]
        site.reset("Tom", 1)
    shown += [*troubles, *map(str, troubles), *(trouble.error for trouble in troubles)]
    assert canary not in repr(shown)
    content = bytes_in(tmp_path)
    assert b"floor" in content
    assert canary.encode() not in content

"""The cursors with which readings of a user's games go on."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar

import pytest

from retroach_async import Client, ConfigurationError, Credentials
from retroach_async.testing import MemoryTransport
from retroach_async.watch import CursorStore, FileCursors, MemoryCursors, SqliteCursors
from tests.watch.games.conftest import changed
from tests.watch.games.progress import NOW, Shelf


@pytest.fixture(params=[MemoryCursors, FileCursors, SqliteCursors], ids=lambda kind: kind.__name__)
def cursors(request: pytest.FixtureRequest, tmp_path: Path) -> CursorStore:
    """Each kind of store."""
    store: CursorStore = request.param(*(() if request.param is MemoryCursors else (tmp_path / "cursors",)))
    return store


async def test_users_side_by_side_share_a_store(ra: Client, shelf: Shelf, cursors: CursorStore) -> None:
    """Several readings at once do not refuse each other, and each user has a cursor, whatever case the name is in."""
    readings = [changed(ra, cursors=cursors) for _ in range(3)]
    assert [len(found) for found in await asyncio.gather(*readings)] == [1200] * 3
    shelf.play(7, last=NOW)
    assert [row.game_id async for row in ra.changed_games("TOM", cursors=cursors)] == [7]


def test_store_serves_one_event_loop_after_another(
    shelf: Shelf, credentials: Credentials, cursors: CursorStore
) -> None:
    """A notebook may run one program after the other."""

    async def main() -> list[list[int]]:
        async with Client(credentials, transport=MemoryTransport(shelf), rate_limit=None) as ra:
            return await asyncio.gather(*(changed(ra, cursors=cursors) for _ in range(3)))

    assert [len(found) for found in asyncio.run(main())] == [1200] * 3
    assert asyncio.run(main()) == [[], [], []]


async def test_file_of_a_watch_in_another_program_is_refused(ra: Client, tmp_path: Path) -> None:
    """It would be written by both; nothing is asked."""
    others = FileCursors(tmp_path / "cursors.json")
    await others.lock("unlocks")
    with pytest.raises(ConfigurationError, match="another watch uses these cursors"):
        await changed(ra, cursors=FileCursors(tmp_path / "cursors.json"))
    await others.unlock("unlocks", has_failed=False)
    assert len(await changed(ra, cursors=FileCursors(tmp_path / "cursors.json"))) == 1200


async def test_rows_and_cursor_are_one_transaction(ra: Client, shelf: Shelf, tmp_path: Path) -> None:
    """What the program wrote for each game is committed with the cursor, or not at all."""
    with closing(sqlite3.connect(tmp_path / "bot.db", check_same_thread=False)) as database:
        database.execute("CREATE TABLE games (id INTEGER PRIMARY KEY)")
        database.commit()
        async for row in ra.changed_games("Tom", cursors=SqliteCursors(database)):
            database.execute("INSERT INTO games VALUES (?)", (row.game_id,))
            if row.game_id == 900:
                break
        database.rollback()  # as a crash would
        async for row in ra.changed_games("Tom", cursors=SqliteCursors(database)):
            database.execute("INSERT INTO games VALUES (?)", (row.game_id,))
        database.rollback()
        assert database.execute("SELECT count(*) FROM games").fetchone() == (1200,)
        assert await changed(ra, cursors=SqliteCursors(database)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"v":2}',
        '{"v":1,"floor":1,"newest":1,"seen":[]}',
        '{"v":1,"newest":true,"games":[]}',
        '{"v":1,"newest":1,"games":{}}',
        '{"v":1,"newest":1,"games":[[1,2,3,4]]}',
        '{"v":1,"newest":1,"games":[[1,2,3,1e99,null]]}',
        '{"v":1,"newest":1,"games":[["1",2,3,4,null]]}',
        '{"v":1,"newest":1,"games":[[1,2,3,4,5]]}',
        '{"v":1,"newest":1,"games":[7]}',
    ],
)
async def test_cursor_of_something_else_is_refused(ra: Client, shelf: Shelf, text: str) -> None:
    """A damaged cursor is told before anything is asked."""
    cursors = MemoryCursors()
    await cursors.save("changed_games", {"tom": text})
    with pytest.raises(ConfigurationError, match="a cursor"):
        await changed(ra, cursors=cursors)
    assert shelf.requests == []


async def test_store_without_locks_will_do(ra: Client, shelf: Shelf) -> None:
    """A program's own store needs to load and to save."""

    class Own:
        texts: ClassVar[dict[str, str]] = {}

        async def load(self, watch: str) -> dict[str, str]:
            return self.texts

        async def save(self, watch: str, changes: Any) -> None:
            self.texts |= changes

    assert len(await changed(ra, cursors=Own())) == 1200
    assert await changed(ra, cursors=Own()) == []


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [
        ("games.json", "games.json"),
        (Path("in/games.json"), "games.json"),
        (7, "cursors.json"),
        (FileCursors, "cursors"),
    ],
    ids=str,
)
def test_what_is_no_store_is_refused(ra: Client, wrong: Any, hint: str) -> None:
    """A path is the likeliest mistake: the message shows the store to put around it. Feeds refuse it, too."""
    begins = [lambda: ra.changed_games("Tom", cursors=wrong), lambda: ra.watch.unlocks(["Tom"], cursors=wrong)]
    begins += [lambda: ra.watch.awards(cursors=wrong), lambda: ra.watch.achievement_of_the_week(cursors=wrong)]
    for begin in begins:
        with pytest.raises(ConfigurationError, match=rf"cursors must be a store, such as FileCursors\('{hint}"):
            begin()
    assert ra.stats.calls == 0

"""Cursors that cannot be read are refused, by the name of their file or user, and left as they are."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retroach_async import Client, ConfigurationError
from retroach_async.watch import FileCursors, MemoryCursors, SqliteCursors
from tests.watch.site import ulid

DAMAGED = ["", "[]", '{"v": 2}', '{"watches": {}}', '{"v": 1, "watches": {"unlocks": []}}', "[" * 100_000]


@pytest.mark.parametrize("text", [*DAMAGED, '{"v": 1, "watches": {"unlocks": {"a": 5}}}'])
async def test_damaged_file_is_refused(ra: Client, tmp_path: Path, text: str) -> None:
    """A file of something else is neither read nor overwritten."""
    file = tmp_path / "cursors.json"
    file.write_text(text)
    with pytest.raises(ConfigurationError, match=r"cursors\.json is no file of cursors"):
        await ra.watch.unlocks(["Tom"], cursors=FileCursors(file)).__aenter__()
    assert file.read_text() == text


async def test_folder_in_place_of_a_file_is_refused(ra: Client, tmp_path: Path) -> None:
    """What the system does not let us read is an error that names the file."""
    (tmp_path / "cursors.json").mkdir()
    with pytest.raises(ConfigurationError, match=r"cursors\.json cannot be read"):
        await ra.watch.unlocks(["Tom"], cursors=FileCursors(tmp_path / "cursors.json")).__aenter__()


async def test_damaged_database_is_refused(ra: Client, tmp_path: Path) -> None:
    """A file that is no database is an error that names it, and the cursors are not locked after it."""
    file = tmp_path / "bot.db"
    file.write_bytes(b"something else" * 100)
    cursors = SqliteCursors(file)
    for _ in range(2):
        with pytest.raises(ConfigurationError, match=r"bot\.db cannot be opened: file is not a database"):
            await ra.watch.unlocks(["Tom"], cursors=cursors).__aenter__()
    file.unlink()
    async with ra.watch.unlocks(["Tom"], cursors=cursors):
        pass


async def test_table_of_something_else_is_refused(ra: Client) -> None:
    """A table with other columns is an error that names it."""
    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as mine:
        mine.execute("CREATE TABLE retroach_cursors (a)")
        with pytest.raises(ConfigurationError, match=r"table retroach_cursors.* cannot be read"):
            await ra.watch.unlocks(["Tom"], cursors=SqliteCursors(mine)).__aenter__()


@pytest.mark.parametrize(
    "damage",
    [
        {"seen": [1]},
        {"seen": [[1, 2]]},
        {"seen": [["a", 1, 1]]},
        {"seen": [[True, 1, 1]]},
        {"seen": {}},
        {"floor": True},
        {"floor": 10**30},
        {"newest": -(10**30)},
        {"newest": 1.5},
    ],
    ids=str,
)
async def test_damaged_cursor_names_its_user(ra: Client, damage: dict[str, object]) -> None:
    """A cursor with anything that a watch does not write is an error that says whose it is."""
    cursors = MemoryCursors()
    content = {"v": 1, "floor": 0, "newest": 0, "seen": [], **damage}
    await cursors.save("unlocks", {ulid("Tom"): json.dumps(content)})
    with pytest.raises(ConfigurationError, match=f"a cursor of unlocks cannot be read.*{ulid('Tom')}"):
        await ra.watch.unlocks(["Tom"], cursors=cursors).__aenter__()


@pytest.mark.parametrize(
    "damage", [{"ids": ["a"]}, {"ids": [[]]}, {"changes": {"a": 1}}, {"changes": {"1": "b"}}, {"people": [1]}], ids=str
)
async def test_damaged_cursor_of_awards_is_refused(ra: Client, damage: dict[str, object]) -> None:
    """So is one of a list."""
    cursors = MemoryCursors()
    content = {"v": 1, "floor": 0, "ids": [], "changed_floor": 0, "changes": {}, **damage}
    await cursors.save("awards", {"all": json.dumps(content)})
    with pytest.raises(ConfigurationError, match=r"a cursor .* cannot be read"):
        await ra.watch.awards(["Tom"], cursors=cursors).__aenter__()


@pytest.mark.parametrize("text", ["x", "[]", '{"v": 9}', '{"v": 1}', "[" * 100_000, 5])
async def test_unreadable_cursor_is_refused(ra: Client, text: str) -> None:
    """A cursor that cannot be read is an error, and not a reason to begin anew."""
    for name, subject, watch in (
        ("unlocks", ulid("Tom"), ra.watch.unlocks),
        ("awards", "all", ra.watch.awards),
        ("achievement_of_the_week", "week", None),
    ):
        cursors = MemoryCursors()
        await cursors.save(name, {subject: text})
        feed = ra.watch.achievement_of_the_week(cursors=cursors) if watch is None else watch(["Tom"], cursors=cursors)
        with pytest.raises(ConfigurationError, match="a cursor"):
            await feed.__aenter__()


async def test_save_that_fails_leaves_no_transaction(tmp_path: Path) -> None:
    """All of a save or none of it, and the database is not locked for others after it."""
    cursors = SqliteCursors(tmp_path / "bot.db")
    await cursors.lock("awards")
    with pytest.raises(sqlite3.Error):
        await cursors.save("awards", {"a": "1", "b": object()})  # type: ignore[dict-item]
    with closing(sqlite3.connect(tmp_path / "bot.db", timeout=0)) as other:
        other.execute("CREATE TABLE posts (key TEXT)")
    assert await cursors.load("awards") == {}
    await cursors.unlock("awards", has_failed=False)

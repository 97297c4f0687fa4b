"""Cache files, which nobody but their owner reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from retroach_async import SqliteStore


@pytest.fixture(params=[0o022, 0o000, 0o077, 0o027], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """A machine that hides more or less of new files."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def _modes(folder: Path) -> dict[str, str]:
    return {file.name: oct(stat.S_IMODE(file.stat().st_mode)) for file in folder.iterdir()}


@pytest.mark.usefixtures("_umask")
async def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    """The database and what SQLite puts beside it are 0600 while they are open."""
    store = SqliteStore(tmp_path / "answers.db")
    await store.put("name", "entry")
    modes = _modes(tmp_path)
    await store.aclose()
    assert set(modes) >= {"answers.db", "answers.db-wal", "answers.db-shm"}
    assert set(modes.values()) == {"0o600"}


async def test_file_of_an_older_version_becomes_private(tmp_path: Path) -> None:
    """A file that everybody may read is private after it was opened, and keeps its entries."""
    store = SqliteStore(tmp_path / "answers.db")
    await store.put("name", "entry")
    await store.aclose()
    (tmp_path / "answers.db").chmod(0o644)
    assert await store.get("name") == "entry"
    await store.aclose()
    assert _modes(tmp_path) == {"answers.db": "0o600"}


async def test_store_in_memory_makes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's name for a database in memory is not a file's name."""
    monkeypatch.chdir(tmp_path)
    store = SqliteStore(":memory:")
    await store.put("name", "entry")
    assert await store.get("name") == "entry"
    await store.aclose()
    assert _modes(tmp_path) == {}

"""The stores in which a cache keeps its entries."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from retroach_async import CachePolicy, Client, Credentials, MemoryStore, SqliteStore
from retroach_async.testing import FakeClock, MemoryTransport, json_reply
from retroach_async.transport.stores import Store
from tests.transport.conftest import Connect
from tests.transport.test_cache import Server, number


async def test_memory_forgets_what_was_used_least() -> None:
    """A bounded store lets the least recently used entry go."""
    store = MemoryStore(max_entries=2)
    await store.put("a", "1")
    await store.put("b", "2")
    await store.get("a")
    await store.put("c", "3")
    assert [await store.get(name) for name in "abc"] == ["1", None, "3"]
    await store.delete("a")
    await store.delete("a")
    assert await store.get("a") is None


# Entries in a file


async def test_file_outlives_the_client(credentials: Credentials, clock: FakeClock, tmp_path: Path) -> None:
    """The next process finds the answers of the last one."""
    server = Server()
    for _ in range(2):
        policy = CachePolicy(store=SqliteStore(tmp_path / "cache.sqlite"))
        async with Client(credentials, transport=server.transport, clock=clock, cache=policy) as ra:
            assert await number(ra) == 1
    assert server.requests == 1


@pytest.mark.parametrize("title", ["Dragster", "y=CanaryKeyThatMustNotBeSeen7Q2"])
def test_file_holds_no_key(title: str, canary: str, clock: FakeClock, tmp_path: Path) -> None:
    """Neither the names nor the entries show whose they are, even when a server repeats the key."""
    system = {"ID": 1, "Name": title, "IconURL": "", "Active": True, "IsGameSystem": True}
    transport = MemoryTransport(lambda request: json_reply([system]))
    policy = CachePolicy(store=SqliteStore(tmp_path / "cache.sqlite"))

    async def use() -> str:
        async with Client(Credentials("Tester", canary), transport=transport, clock=clock, cache=policy) as ra:
            return (await ra.get_console_ids())[0].name

    assert asyncio.run(use()) == title
    assert any(file.stat().st_size for file in tmp_path.iterdir())
    assert not any(canary.encode() in file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize("store_path", ["missing/folder/cache.sqlite", "."])
async def test_file_that_cannot_be_opened_is_left_out(
    store_path: str, connect: Connect, clock: FakeClock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A place where no file can be is warned of once, and calls go on."""
    ra = await connect(Server().transport, clock, cache=CachePolicy(store=SqliteStore(tmp_path / store_path)))
    assert [await number(ra), await number(ra)] == [1, 2]
    assert len(caplog.records) == 1
    assert str(tmp_path) not in caplog.text


async def test_file_that_is_no_database_is_left_out(connect: Connect, clock: FakeClock, tmp_path: Path) -> None:
    """Somebody else's file is neither read nor destroyed."""
    file = tmp_path / "cache.sqlite"
    file.write_text("My diary. " * 1000, encoding="utf-8")
    ra = await connect(Server().transport, clock, cache=CachePolicy(store=SqliteStore(file)))
    assert await number(ra) == 1
    assert file.read_text(encoding="utf-8") == "My diary. " * 1000


async def test_file_store_keeps_and_forgets(tmp_path: Path) -> None:
    """Entries are replaced and deleted, and closing twice is fine; used again it opens again."""
    store: Store = SqliteStore(tmp_path / "cache.sqlite")
    assert await store.get("a") is None
    await store.put("a", "1")
    await store.put("a", "2")
    assert await store.get("a") == "2"
    await store.aclose()
    await store.aclose()
    assert await store.get("a") == "2"
    await store.delete("a")
    assert await store.get("a") is None
    await store.aclose()


async def test_two_processes_may_share_a_file(tmp_path: Path) -> None:
    """Stores on one file write and read side by side."""
    first, second = SqliteStore(tmp_path / "cache.sqlite"), SqliteStore(tmp_path / "cache.sqlite")
    await asyncio.gather(*(store.put(f"{n}", f"{n}") for n in range(20) for store in (first, second)))
    assert [await second.get(f"{n}") for n in range(20)] == [f"{n}" for n in range(20)]
    await first.aclose()
    await second.aclose()

"""The constants behind the figures on paper, for a million games and ten thousand users.

- A job of 20,000 distributions over a transport that answers from memory: CPU, memory and bytes of its file for a key.
  The lines of a `.jsonl` file are those of the journal.
- The same job again, when one key is left: CPU and memory for a key, to read the journal.
- 10,000 calls that wait for the limit: memory for a call.
- The cursor of a user with 50 unlocks in two weeks: memory, bytes in the database, and saves a second, each of which
  is a transaction, in a database of 10,000 users.

Memory is the growth of the highest resident memory of a new process. These are no ratios: microseconds and rates are
those of the machine.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from measuring import apart, by_turns, line, peak_memory, rounds_asked, warm_malloc
from memory import Memory

from retroach_async import Client, Credentials, RateLimit
from retroach_async.watch import SqliteCursors
from retroach_async.watch.cursor import Cursor

ROUNDS = 9
KEYS = 20_000
WAITING = 10_000
USERS = 10_000
UNLOCKS = 50
SAVES = 500

Figures = dict[str, float]


def client(failing: int = 0, limit: RateLimit | None = None) -> Client:
    """A client without a network."""
    return Client(Credentials("Scott", "key"), transport=Memory(failing), rate_limit=limit, retry=None)


async def run_job(path: Path, failing: int, name: str) -> Figures:
    """One run of a job."""
    async with client(failing) as ra:
        await ra.batch(ra.get_achievement_distribution, [1]).to_file(path.with_name("first.jsonl"))
        idle, cpu = peak_memory(), time.process_time()
        await ra.batch(ra.get_achievement_distribution, range(1, KEYS + 1)).to_file(path)
        cpu, growth = time.process_time() - cpu, peak_memory() - idle
    return {f"{name}: us CPU a key": cpu / KEYS * 1e6, f"{name}: bytes of memory a key": growth * 2**20 / KEYS}


def job(path: Path, failing: int, name: str) -> Figures:
    """One run of a job, in this process of its own."""
    return asyncio.run(run_job(path, failing, name))


def jobs() -> Figures:
    """A job that lacks one key at its end, and its second run."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spread.jsonl"
        figures = apart(job, path, KEYS, "job") | apart(job, path, 0, "job again")
        return figures | {"job: bytes of its file a key": path.stat().st_size / KEYS}


def waiting() -> Figures:
    """Calls that wait for the limit, in this process of its own."""

    async def main() -> float:
        async with client(limit=RateLimit(1, 60.0)) as ra:
            await ra.get_achievement_distribution(1)
            idle = peak_memory()
            calls = [asyncio.create_task(ra.get_achievement_distribution(number)) for number in range(2, WAITING + 2)]
            await asyncio.sleep(0.1)
            limit = ra.limits["v1"]
            assert limit is not None
            assert limit.queued == WAITING, "all of them wait by now"
            growth = peak_memory() - idle
            for call in calls:
                call.cancel()
            await asyncio.wait(calls)
        return growth

    return {"waiting calls: bytes of memory a call": asyncio.run(main()) * 2**20 / WAITING}


def cursors() -> Figures:
    """Cursors of users, in this process of its own."""

    async def save(path: Path, kept: dict[str, Cursor]) -> float:
        store = SqliteCursors(path)
        await store.lock("unlocks")
        texts = {ulid: cursor.to_text(name=ulid, names=[ulid]) for ulid, cursor in kept.items()}
        await store.save("unlocks", texts)
        begun = time.perf_counter()
        for ulid in [*kept][:SAVES]:
            await store.save("unlocks", {ulid: texts[ulid]})
        seconds = time.perf_counter() - begun
        await store.unlock("unlocks", has_failed=False)
        return SAVES / seconds

    idle = peak_memory()
    kept = {
        f"00003EMFWR7XB8SDPEH{user:07}": Cursor(
            1_760_000_000,
            1_761_200_000,
            {(1_760_000_000 + 24_000 * count + user, 100_000 + count + user, 1) for count in range(UNLOCKS)},
        )
        for user in range(USERS)
    }
    growth = peak_memory() - idle
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cursors.db"
        rate = asyncio.run(save(path, kept))
        size = path.stat().st_size
    return {
        "cursors: bytes of memory a user": growth * 2**20 / USERS,
        "cursors: bytes of the database a user": size / USERS,
        "cursors: saves a second": rate,
    }


def main() -> None:
    """Print a line for each constant."""
    warm_malloc()
    rounds = rounds_asked(ROUNDS)
    sides: dict[str, Callable[[], Figures]] = {
        "jobs": jobs,
        "waiting": partial(apart, waiting),
        "cursors": partial(apart, cursors),
    }
    print(f"{rounds} rounds; median (quartiles)")
    for figures in by_turns(sides, rounds).values():
        for name in sorted(figures[0]):
            print(line(name, [each[name] for each in figures]))


if __name__ == "__main__":
    main()

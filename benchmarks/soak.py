"""A long run beside many faults: 30,000 ids, mixed faults and a limiter.

The emulator runs in another process with a fixed-window limiter whose minute is scaled to a second. Of its
answers, 5 % are faults of every kind it knows. What is printed at the end is what a job would care about: ids
lost, doubled or wrong, what it cost in requests, and what is left behind. An id may fail, when it meets faults
again and again; then its outcome says so, which is not the same as lost.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import gc
import multiprocessing
import random
import socket
import sys
import threading
import time
from collections.abc import Mapping

from measuring import peak_memory

from retroach_async import AchievementDistribution, Client, Credentials, RateLimit, RetryPolicy
from retroach_async.emulator import Emulator, Fault, RateRule

IDS = 30_000
FAULTY = 0.05
LIMIT = RateRule(400, 1.0)
"""The limit of the emulator; V2's 60 a minute, scaled so that the run is over in less than three minutes."""
FAULTS = (Fault.DROP, Fault.TRUNCATE, Fault.HTML, Fault.SERVER_ERROR, Fault.UNAVAILABLE)


SOAKED = "MaxMilyin"
"""The player whose requests meet the faults."""


def serve(address: multiprocessing.SimpleQueue[str], seed: int) -> None:
    """The emulator, failing now and then."""
    chance = random.Random(seed)

    def unlucky(_: str, params: Mapping[str, str]) -> bool:
        return params.get("z") == SOAKED and chance.random() < FAULTY / len(FAULTS)

    async def main() -> None:
        async with Emulator(limit=LIMIT) as emulator:
            for fault in FAULTS:
                emulator.inject(fault, times=None, match=unlucky)
            address.put(emulator.base_url)
            await emulator.serve_forever()

    asyncio.run(main())


async def right_answers(base_url: str) -> dict[int, AchievementDistribution]:
    """The emulator's answer for every game it has, without faults."""
    limit = RateLimit(LIMIT.requests, LIMIT.seconds * 61 / 60)
    async with Client(Credentials("Scott", "dry"), base_url=base_url, rate_limit=limit) as ra:
        lists = await ra.gather(ra.get_game_list, [system.id for system in await ra.get_console_ids()])
        games = [game.id for entries in lists.values() for game in entries]
        return await ra.gather(ra.get_achievement_distribution, games)


async def soak(base_url: str, ids: int) -> bool:
    """Stream all ids and say what became of them; True when nothing is wrong."""
    right = await right_answers(base_url)
    keys = [*right, *range(10**6, 10**6 + ids - len(right))]
    random.Random(1).shuffle(keys)
    landed: collections.Counter[int] = collections.Counter()
    wrong, failed = 0, 0
    tasks, threads, memory = len(asyncio.all_tasks()), threading.active_count(), peak_memory()
    begun = time.perf_counter()
    client = Client(
        Credentials(SOAKED, "wet"),
        base_url=base_url,
        rate_limit=RateLimit(LIMIT.requests, LIMIT.seconds * 61 / 60),
        concurrency=40,
        retry=RetryPolicy(attempts=8, budget=10**6),
    )
    async with client as ra:
        async with ra.batch(ra.get_achievement_distribution, keys) as outcomes:
            async for outcome in outcomes:
                landed[outcome.key] += 1
                if not outcome.ok:
                    failed += 1
                    print(f"failed    {outcome.error}")
                elif outcome.key in right:
                    wrong += outcome.value != right[outcome.key]
                else:
                    wrong += len(outcome.value) != 0
        stats = ra.stats
    seconds, growth = time.perf_counter() - begun, peak_memory() - memory
    await asyncio.sleep(0)
    gc.collect()
    lost = sum(landed[key] == 0 for key in keys)
    doubled = sum(count > 1 for count in landed.values())
    left = len(asyncio.all_tasks()) - tasks, threading.active_count() - threads
    print(f"ids       {ids}: {lost} lost, {doubled} doubled, {wrong} wrong, {failed} failed")
    print(f"requests  {stats.attempts} sent, {stats.retries} of them again")
    print(f"limiter   {ids / seconds / (LIMIT.requests / LIMIT.seconds):.1%} of the budget used for answers")
    print(f"time      {seconds:.0f} s")
    print(f"memory    {growth:.1f} MiB over idle")
    print(f"left      {left[0]} tasks, {left[1]} threads, {_open_sockets()} connections")
    return not (lost or doubled or wrong or any(left))


def _open_sockets() -> int:
    """Connections of this process that are still open."""
    return sum(
        isinstance(thing, socket.socket) and thing.fileno() >= 0 and _is_connected(thing) for thing in gc.get_objects()
    )


def _is_connected(thing: socket.socket) -> bool:
    try:
        return thing.family != socket.AF_UNIX and thing.getpeername() is not None
    except OSError:
        return False


def main() -> None:
    """Run it, and fail when an id was lost, doubled or wrong, or when something is left behind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ids", type=int, default=IDS)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    address: multiprocessing.SimpleQueue[str] = context.SimpleQueue()
    process = context.Process(target=serve, args=(address, options.seed), daemon=True)
    process.start()
    try:
        is_fine = asyncio.run(soak(address.get(), options.ids))
    finally:
        process.terminate()
        process.join()
    sys.exit(not is_fine)


if __name__ == "__main__":
    main()

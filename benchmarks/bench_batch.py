"""The memory that 30,000 ids cost: a batch beside `asyncio.gather` over all of them.

Each way runs in a process of its own against one local server. Growth is the highest resident memory over
that of the same process just before the first call, when everything is imported and connected. A batch is
also left after 1,000 outcomes, to count what is still running.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import sys
import time
from collections.abc import Awaitable, Callable

import server

from retroach_async import Client, Credentials

IDS = 30_000
CONCURRENCY = 50


def peak() -> float:
    """The highest resident memory of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)


async def stream(ra: Client) -> str:
    """Every outcome, as it lands."""
    lost = IDS
    async with ra.batch(ra.get_achievement_distribution, range(1, IDS + 1)) as outcomes:
        async for outcome in outcomes:
            lost -= outcome.ok
    return f"{lost} lost"


async def gather(ra: Client) -> str:
    """Everything at once."""
    answers = await asyncio.gather(*(ra.get_achievement_distribution(game_id) for game_id in range(1, IDS + 1)))
    return f"{IDS - len(answers)} lost"


async def leave_early(ra: Client) -> str:
    """A batch that is left after 1,000 outcomes."""
    async with ra.batch(ra.get_achievement_distribution, range(1, IDS + 1)) as outcomes:
        async for _ in outcomes:
            if outcomes.completed >= 1_000:
                break
        begun = time.perf_counter()
    milliseconds = (time.perf_counter() - begun) * 1000
    return f"{len(asyncio.all_tasks()) - 1} tasks left, {milliseconds:.0f} ms to leave"


WAYS: dict[str, Callable[[Client], Awaitable[str]]] = {
    "batch": stream,
    "batch, left early": leave_early,
    "gather": gather,
}


def run(name: str, base_url: str, answers: multiprocessing.SimpleQueue[str]) -> None:
    """One way, measured in its own process."""

    async def main() -> None:
        client = Client(
            Credentials("Scott", "key"), base_url=base_url, rate_limit=None, concurrency=CONCURRENCY, timeout=600
        )
        async with client as ra:
            await asyncio.gather(*(ra.get_achievement_distribution(game_id) for game_id in range(1, CONCURRENCY + 1)))
            idle, begun, cpu = peak(), time.perf_counter(), time.process_time()
            said = await WAYS[name](ra)
            seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
            answers.put(f"{name:20}{peak() - idle:9.1f} MiB over idle {seconds:8.1f} s {cpu:8.1f} s CPU   {said}")

    asyncio.run(main())


def main() -> None:
    """Print one line for each way."""
    context = multiprocessing.get_context("spawn")
    print(f"\n{IDS} ids, {CONCURRENCY} in flight")
    with server.running() as base_url:
        for name in WAYS:
            answers: multiprocessing.SimpleQueue[str] = context.SimpleQueue()
            process = context.Process(target=run, args=(name, base_url, answers))
            process.start()
            print(answers.get())
            process.join()


if __name__ == "__main__":
    main()

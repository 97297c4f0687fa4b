"""The growth of a batch: time for each id, memory, and what is left running after an early stop.

Time is CPU for an id over a transport that answers from memory at its second turn, so that nothing but the library
grows: 1,000, 10,000 and 100,000 ids by turns, each beside 1,000.

Memory is that of 30,000 ids against one local server, each time in a process of its own: the highest resident memory
over that of the same process just before the first id, when everything is imported and connected. "Gather" is
`asyncio.gather` over all calls at once. One batch is left after 1,000 outcomes, to count the tasks that still run.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from functools import partial

import server
from measuring import apart, by_turns, by_turns_async, heading, peak_memory, rounds_asked, row, warm_malloc
from memory import Memory

from retroach_async import Client, Credentials

ROUNDS = 9
IDS = 30_000
COUNTS = (1_000, 10_000, 100_000)
LEFT_AFTER = 1_000
CONCURRENCY = 50


async def growth(rounds: int) -> None:
    """Print the time for an id, of ever more ids."""
    async with Client(Credentials("Scott", "key"), transport=Memory(), rate_limit=None) as ra:

        async def batch(count: int) -> float:
            begun = time.process_time()
            async with ra.batch(ra.get_achievement_distribution, range(1, count + 1)) as outcomes:
                async for outcome in outcomes:
                    assert outcome.ok
            return (time.process_time() - begun) / count * 1e6

        await batch(COUNTS[0])
        least, *more = COUNTS
        results = await by_turns_async({str(count): partial(batch, count) for count in COUNTS}, rounds)
    print(heading("as many", f"{least:,}"))
    for count in more:
        print(row(f"us CPU an id, {count:,} ids", results[str(count)], results[str(least)], "flat"))


async def batch(ra: Client) -> float:
    """Every outcome, as it lands; MiB over idle."""
    idle = peak_memory()
    async with ra.batch(ra.get_achievement_distribution, range(1, IDS + 1)) as outcomes:
        async for outcome in outcomes:
            assert outcome.ok, outcome.error
    return peak_memory() - idle


async def gather(ra: Client) -> float:
    """Everything at once; MiB over idle."""
    idle = peak_memory()
    await asyncio.gather(*(ra.get_achievement_distribution(game_id) for game_id in range(1, IDS + 1)))
    return peak_memory() - idle


async def leave_early(ra: Client) -> float:
    """A batch that is left early; the number of tasks that still run."""
    async with ra.batch(ra.get_achievement_distribution, range(1, IDS + 1)) as outcomes:
        async for _ in outcomes:
            if outcomes.delivered >= LEFT_AFTER:
                break
    return len(asyncio.all_tasks()) - 1


def run(way: Callable[[Client], Awaitable[float]], base_url: str) -> float:
    """The measurement of one way, in this process of its own."""

    async def main() -> float:
        client = Client(
            Credentials("Scott", "key"), base_url=base_url, rate_limit=None, concurrency=CONCURRENCY, timeout=600
        )
        async with client as ra:
            await ra.gather(ra.get_achievement_distribution, range(1, CONCURRENCY + 1))
            return await way(ra)

    warm_malloc()
    return asyncio.run(main())


def memory(rounds: int) -> None:
    """Print the memory of many ids, and what an early stop leaves."""
    with server.running() as base_url:
        results = by_turns({way.__name__: partial(apart, run, way, base_url) for way in (batch, gather)}, rounds)
        left = [apart(run, leave_early, base_url) for _ in range(rounds)]
    print(heading("batch", "gather"))
    print(row(f"MiB over idle, {IDS:,} ids", results["batch"], results["gather"], "batch at most 5"))
    print(f"most MiB over idle of any round: {max(results['batch']):.1f}")
    print(f"most tasks left after an early stop, of {rounds}: {max(left):.0f}")


def main() -> None:
    """Print both tables."""
    warm_malloc()
    rounds = rounds_asked(ROUNDS)
    print(f"{rounds} rounds")
    asyncio.run(growth(rounds))
    memory(rounds)


if __name__ == "__main__":
    main()

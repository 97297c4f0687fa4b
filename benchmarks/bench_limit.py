"""How much of a limit is used, and how often the server has to refuse: beside a limiter as Laravel has it.

The emulator, in another process, allows 100 requests in a window of a second, which the first hit opens, and refuses
the rest. The client is told the same limit with two thousandths of a second for the way, and fetches 900 ids. At best
the 801st answer, the first one of the ninth window, comes eight seconds after the first one.

- "budget": those eight seconds beside what it took.
- "refused": answers 429 for each 100 good ones, round by round.
- "alone": nobody else uses the key. "shared": a program without a limiter, in a third process, asks 20 times a
  second with the same key, as one more user of the same account would. A fifth of the budget is theirs.

Measured on 2 cores, Python 3.11, 5 rounds: see `MEASURED`.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import aiohttp

from retroach_async import Client, Credentials, Hooks, RateLimit, RetryPolicy
from retroach_async.emulator import Emulator, RateRule

RULE = RateRule(100, 1.0)
GUARD = 0.002
"""How much longer the client's window is than the server's, in seconds."""
WINDOWS = 8
IDS = RULE.requests * (WINDOWS + 1)
OTHERS = 20
"""Requests that the other program makes in a second."""
CONCURRENCIES = (10, 50, 200)
ROUNDS = 3


def serve(address: multiprocessing.SimpleQueue[str]) -> None:
    """The emulator."""

    async def main() -> None:
        async with Emulator(limit=RULE) as emulator:
            address.put(emulator.base_url)
            await emulator.serve_forever()

    asyncio.run(main())


def disturb(base_url: str, key: str, begun: multiprocessing.SimpleQueue[bool]) -> None:
    """The other program: it asks again and again, whatever the answer is."""

    async def main() -> None:
        async with aiohttp.ClientSession() as session:
            for count in range(10**9):
                async with session.get(f"{base_url}/API_GetGame.php?y={key}&i=1") as response:
                    await response.read()
                if count == OTHERS:
                    begun.put(True)
                await asyncio.sleep(1 / OTHERS)

    asyncio.run(main())


@contextlib.contextmanager
def process(target: Callable[..., None], *args: Any) -> Iterator[None]:
    """Another process, as long as the block lasts."""
    child = multiprocessing.get_context("spawn").Process(target=target, args=args, daemon=True)
    child.start()
    try:
        yield
    finally:
        child.terminate()
        child.join()


async def run(base_url: str, key: str, concurrency: int) -> tuple[float, float]:
    """How much of the budget was used, and the refusals for each 100 good answers."""
    answers: Counter[int] = Counter()
    moments: list[float] = []
    client = Client(
        Credentials("Scott", key),
        base_url=base_url,
        rate_limit=RateLimit(RULE.requests, RULE.seconds + GUARD),
        concurrency=concurrency,
        retry=RetryPolicy(attempts=50, budget=IDS),
        hooks=Hooks(on_response=lambda answer: answers.update([answer.status])),
    )
    async with client as ra, ra.batch(ra.get_achievement_distribution, range(1, IDS + 1)) as outcomes:
        async for outcome in outcomes:
            assert outcome.ok, outcome.error
            moments.append(time.perf_counter())
    seconds = moments[WINDOWS * RULE.requests] - moments[0]
    return WINDOWS * RULE.seconds / seconds, 100 * answers[429] / answers[200]


def alone(base_url: str, key: str, concurrency: int) -> tuple[float, float]:
    """Nobody else uses the key."""
    return asyncio.run(run(base_url, key, concurrency))


def shared(base_url: str, key: str, concurrency: int) -> tuple[float, float]:
    """Another program uses it as well."""
    begun: multiprocessing.SimpleQueue[bool] = multiprocessing.get_context("spawn").SimpleQueue()
    with process(disturb, base_url, key, begun):
        begun.get()
        return asyncio.run(run(base_url, key, concurrency))


def main() -> None:
    """Measure at several concurrencies."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    address: multiprocessing.SimpleQueue[str] = multiprocessing.get_context("spawn").SimpleQueue()
    with process(serve, address):
        base_url = address.get()
        print(f"{'':8}{'concurrency':>12}{'budget':>9}   refused per 100")
        for measure in (alone, shared):
            for concurrency in CONCURRENCIES:
                name = measure.__name__
                results = [measure(base_url, f"{name}-{concurrency}-{number}", concurrency) for number in range(rounds)]
                budget = statistics.median(used for used, _ in results)
                refused = "  ".join(f"{refusals:.2f}" for _, refusals in results)
                print(f"{name:8}{concurrency:12}{budget:9.1%}   {refused}", flush=True)


if __name__ == "__main__":
    main()

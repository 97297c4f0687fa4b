"""The part of a limit that is used, and what arrives at a server whose limiter is like Laravel's.

The emulator, in another process, allows 50 requests in a window of half a second, which the first hit opens, and
refuses the rest. The client is told the same limit with two thousandths of a second for the way, and fetches 200 ids.
At best the 151st answer, the first one of the fourth window, comes a second and a half after the first one.

- "budget": that second and a half beside what it took.
- "arrived": the most requests of this client that reached the server within any half second. The server writes the
  moments down, since a request that leaves in time can still arrive too early after a slow one.
- "refused": answers 429 for each 100 good ones.
- "alone": nobody else uses the key. "shared": a program without a limiter, in a third process, asks 20 times a
  second with the same key, as one more user of the same account would. Whoever asks first in a window has it: mostly
  this client, whose calls wait for the next one.
"""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from multiprocessing.connection import Connection
from typing import NamedTuple

import aiohttp
from measuring import by_turns, rounds_asked, spread
from processes import most_in_any, process

from retroach_async import Client, Credentials, Hooks, RateLimit, RetryPolicy
from retroach_async.emulator import Emulator, Fault, RateRule

RULE = RateRule(50, 0.5)
GUARD = 0.002
"""Seconds by which the client's window is longer than the server's."""
WINDOWS = 3
IDS = RULE.requests * (WINDOWS + 1)
OTHERS = 20
"""Requests that the other program makes in a second."""
CONCURRENCIES = (10, 50, 200)
ROUNDS = 9


class Used(NamedTuple):
    """The use of the limit in one round."""

    budget: float
    refused: float
    arrived: int


def serve(parent: Connection) -> None:
    """The emulator. It tells its address, and then the moments at which the requests of a key arrived."""
    moments: defaultdict[str | None, list[float]] = defaultdict(list)

    def write_down(path: str, params: Mapping[str, str]) -> bool:
        if path.endswith("API_GetAchievementDistribution.php"):
            moments[params.get("y")].append(time.monotonic())
        return False

    async def main() -> None:
        loop = asyncio.get_running_loop()
        async with Emulator(limit=RULE) as emulator:
            emulator.inject(Fault.DROP, times=None, match=write_down)  # which drops none
            parent.send(emulator.base_url)
            loop.add_reader(parent.fileno(), lambda: parent.send(moments.pop(parent.recv())))
            await emulator.serve_forever()

    asyncio.run(main())


def disturb(base_url: str, key: str, begun: multiprocessing.SimpleQueue[bool]) -> None:
    """The other program: it asks again and again, whatever the answer is."""

    async def main() -> None:
        async with aiohttp.ClientSession() as session:
            for count in range(10**9):
                async with session.get(f"{base_url}/API_GetGame.php?y={key}&i=1") as response:
                    await response.read()
                if count == OTHERS // 4:
                    begun.put(True)
                await asyncio.sleep(1 / OTHERS)

    asyncio.run(main())


async def run(base_url: str, key: str, concurrency: int) -> tuple[float, float]:
    """The used part of the budget, and the refusals for each 100 good answers."""
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
    """Print a line for each concurrency, alone and beside the other program."""
    rounds, keys = rounds_asked(ROUNDS), itertools.count(1)
    server, child = multiprocessing.get_context("spawn").Pipe()
    with process(serve, child):
        base_url = server.recv()

        def one(measure: Callable[[str, str, int], tuple[float, float]], concurrency: int) -> Used:
            key = f"key-{next(keys)}"
            budget, refused = measure(base_url, key, concurrency)
            server.send(key)
            return Used(budget, refused, most_in_any(server.recv(), RULE.seconds))

        sides = {
            f"{measure.__name__}, {concurrency} at once": partial(one, measure, concurrency)
            for measure in (alone, shared)
            for concurrency in CONCURRENCIES
        }
        results = by_turns(sides, rounds)
    print(f"{rounds} rounds; {RULE.requests} requests in {RULE.seconds} s; goal: {RULE.requests} arrive at most")
    print(f"{'':24}{'% of the budget (quartiles)':36}{'arrived, at most':>28}{'refused per 100':>28}")
    for name, used in results.items():
        budget = spread([100 * each.budget for each in used])
        refused = spread([each.refused for each in used])
        print(f"{name:24}{budget!s:36}{max(each.arrived for each in used):>18}{refused!s:>28}")


if __name__ == "__main__":
    main()

"""The cost of one call: the client beside bare aiohttp and orjson, as a program would write it by hand.

"Bare" is one session, the parameters as a dict and `response.json(loads=orjson.loads)`; "bare, bytes" parses
`await response.read()` itself. Neither builds a typed answer, retries, limits or hides the key.

Both ask one local server, in another process, for the same distribution, in short blocks that alternate in
random order, so that the machine's moods meet both alike. CPU is the time of this process per call. The
ratio is taken within each round; the median over the rounds is what counts.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import time
from collections.abc import Awaitable, Callable

import aiohttp
import orjson
import server

from retroach_async import Client, Credentials, RateLimit

Call = Callable[[int], Awaitable[object]]

CALLS = 500
ROUNDS = 30


async def block(call: Call, concurrency: int) -> tuple[float, float]:
    """CPU and wall microseconds per call."""
    ids = iter(range(1, CALLS + 1))

    async def worker() -> None:
        for game_id in ids:
            await call(game_id)

    cpu, wall = time.process_time(), time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(concurrency)))
    return (time.process_time() - cpu) / CALLS * 1e6, (time.perf_counter() - wall) / CALLS * 1e6


async def measure(base_url: str, concurrency: int, rounds: int) -> None:
    """Print one table."""
    unlimited = Client(Credentials("Scott", "key"), base_url=base_url, rate_limit=None)
    limited = Client(Credentials("Scott", "key"), base_url=base_url, rate_limit=RateLimit(1_000_000, 1.0))
    async with aiohttp.ClientSession() as session, unlimited, limited:

        async def bare(game_id: int) -> object:
            params = {"z": "Scott", "y": "key", "i": str(game_id), "h": "1"}
            async with session.get(f"{base_url}/API_GetAchievementDistribution.php", params=params) as response:
                return await response.json(loads=orjson.loads)

        async def bare_bytes(game_id: int) -> object:
            params = {"z": "Scott", "y": "key", "i": str(game_id), "h": "1"}
            async with session.get(f"{base_url}/API_GetAchievementDistribution.php", params=params) as response:
                return orjson.loads(await response.read())

        calls: dict[str, Call] = {
            "bare aiohttp + orjson": bare,
            "bare, bytes": bare_bytes,
            "client, no rate limit": lambda game_id: unlimited.get_achievement_distribution(game_id, hardcore=True),
            "client, rate limit on": lambda game_id: limited.get_achievement_distribution(game_id, hardcore=True),
        }
        for call in calls.values():
            await block(call, concurrency)
        results: dict[str, list[tuple[float, float]]] = {name: [] for name in calls}
        for _ in range(rounds):
            for name in random.sample(list(calls), len(calls)):
                results[name].append(await block(calls[name], concurrency))

    base = results["bare aiohttp + orjson"]
    print(f"\nconcurrency {concurrency}, {rounds} rounds of {CALLS} calls")
    print(f"{'':24}{'CPU us/call':>12}{'ratio':>8}{'calls/s':>10}{'ratio':>8}")
    for name, rows in results.items():
        cpu = statistics.median(row[0] for row in rows)
        rate = statistics.median(1e6 / row[1] for row in rows)
        cpu_ratio = statistics.median(row[0] / other[0] for row, other in zip(rows, base, strict=True))
        rate_ratio = statistics.median(other[1] / row[1] for row, other in zip(rows, base, strict=True))
        print(f"{name:24}{cpu:12.0f}{cpu_ratio:8.2f}{rate:10.0f}{rate_ratio:8.2f}")


def main() -> None:
    """Measure at the usual concurrencies."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with server.running() as base_url:
        for concurrency in (1, 10, 100):
            asyncio.run(measure(base_url, concurrency, rounds))


if __name__ == "__main__":
    main()

"""The cost of one call: the client beside bare aiohttp and orjson, as a program would write it by hand.

"Bare" is one session, the parameters as a dict and `orjson.loads(await response.read())`; "bare, json()" is
`await response.json(loads=orjson.loads)` instead. Neither builds a typed answer, retries, limits or hides the key.

All ask one local server, in another process, for the same distribution over kept connections without TLS, in short
blocks that alternate in random order. CPU is the time of this process for a call, in microseconds; malloc is warmed.
Ratios are to "bare", taken within each round: the median over the rounds, with quartiles.
"""

from __future__ import annotations

import asyncio
from functools import partial

import aiohttp
import measuring
import orjson
import server
from calls import CALLS, Call, block

from retroach_async import Client, Credentials, RateLimit

ROUNDS = 31
CONCURRENCIES = (1, 10, 100)


async def measure(base_url: str, concurrency: int, rounds: int) -> None:
    """Print one table."""
    owner = Credentials("Scott", "key")
    unlimited = Client(owner, base_url=base_url, rate_limit=None)
    limited = Client(owner, base_url=base_url, rate_limit=RateLimit(1_000_000, 1.0))
    async with aiohttp.ClientSession() as session, unlimited, limited:

        async def bare(game_id: int) -> object:
            params = {"z": "Scott", "y": "key", "i": str(game_id), "h": "1"}
            async with session.get(f"{base_url}/API_GetAchievementDistribution.php", params=params) as response:
                return orjson.loads(await response.read())

        async def bare_json(game_id: int) -> object:
            params = {"z": "Scott", "y": "key", "i": str(game_id), "h": "1"}
            async with session.get(f"{base_url}/API_GetAchievementDistribution.php", params=params) as response:
                return await response.json(loads=orjson.loads)

        calls: dict[str, Call] = {
            "bare": bare,
            "bare, json()": bare_json,
            "client, no limit": lambda game_id: unlimited.get_achievement_distribution(game_id, hardcore=True),
            "client, limit": lambda game_id: limited.get_achievement_distribution(game_id, hardcore=True),
        }
        sides = {name: partial(block, call, concurrency) for name, call in calls.items()}
        for side in sides.values():
            await side()  # opens the connections
        costs = await measuring.by_turns_async(sides, rounds)
    results = {name: [each.cpu for each in blocks] for name, blocks in costs.items()}
    print(f"\nconcurrency {concurrency}, {rounds} rounds of {CALLS} calls")
    for name, cpu in results.items():
        print(f"{name:18}{measuring.spread(cpu).median:8.1f} us   {measuring.ratio(cpu, results['bare'])}", flush=True)


def main() -> None:
    """Measure at the usual concurrencies."""
    rounds = measuring.rounds_asked(ROUNDS)
    measuring.warm_malloc()
    with server.running() as base_url:
        for concurrency in CONCURRENCIES:
            asyncio.run(measure(base_url, concurrency, rounds))


if __name__ == "__main__":
    main()

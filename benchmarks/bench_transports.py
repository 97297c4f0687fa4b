"""The cost of a call through each transport, beside its HTTP library alone.

"Alone" is the library as a program would use it by hand: one session or client, the parameters as a dict, the body read
by orjson. CPU is the time of this process, all threads, per call, and the ratio is to aiohttp alone. Without TLS.
"""

from __future__ import annotations

import asyncio
from functools import partial

import aiohttp
import httpx2
import orjson
import server
from calls import CALLS, Call, block
from measuring import by_turns_async, ratio, rounds_asked, spread, warm_malloc

from retroach_async import Client, Credentials
from retroach_async.transport.httpx2 import Httpx2Transport

ALONE = "aiohttp alone"


async def measure(base_url: str, concurrency: int, rounds: int) -> None:
    """Print one table."""
    url, credentials = f"{base_url}/API_GetAchievementDistribution.php", Credentials("Scott", "key")
    lent = Httpx2Transport()
    through_aiohttp = Client(credentials, base_url=base_url, rate_limit=None)
    through_httpx2 = Client(credentials, base_url=base_url, rate_limit=None, transport=lent)

    def params(game_id: int) -> dict[str, str]:
        return {"z": "Scott", "y": "key", "i": str(game_id), "h": "1"}

    async with aiohttp.ClientSession() as session, httpx2.AsyncClient() as bare, through_aiohttp, through_httpx2:

        async def aiohttp_alone(game_id: int) -> object:
            async with session.get(url, params=params(game_id)) as response:
                return await response.json(loads=orjson.loads)

        async def httpx2_alone(game_id: int) -> object:
            return orjson.loads((await bare.get(url, params=params(game_id))).content)

        calls: dict[str, Call] = {
            ALONE: aiohttp_alone,
            "client, aiohttp": lambda game_id: through_aiohttp.get_achievement_distribution(game_id, hardcore=True),
            "httpx2 alone": httpx2_alone,
            "client, httpx2": lambda game_id: through_httpx2.get_achievement_distribution(game_id, hardcore=True),
        }
        sides = {name: partial(block, call, concurrency) for name, call in calls.items()}
        await by_turns_async(sides, 1)
        costs = await by_turns_async(sides, rounds)
    results = {name: [each.cpu for each in blocks] for name, blocks in costs.items()}
    await lent.aclose()
    print(f"\nconcurrency {concurrency}, {rounds} rounds of {CALLS} calls\n{'':20}{'CPU us/call':>12}   ratio")
    for name, values in results.items():
        print(f"{name:20}{spread(values).median:12.0f}   {ratio(values, results[ALONE])}")


def main() -> None:
    """Measure at the usual concurrencies."""
    warm_malloc()
    with server.running() as base_url:
        for concurrency in (1, 10, 100):
            asyncio.run(measure(base_url, concurrency, rounds_asked()))


if __name__ == "__main__":
    main()

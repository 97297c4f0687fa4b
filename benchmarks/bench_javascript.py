"""The cost of one call: this client and bare aiohttp with orjson, beside the official JavaScript client.

That client is installed by npm into a temporary folder, and runs in one process of node for all rounds. It has no
option for another address, so `javascript.mjs` replaces the global `fetch` by one that puts the local server's address
into the URL: a slice and a sum of texts for each call. Its CPU is `process.cpuUsage()` of the whole process, the
compiler's and the collector's threads included; most of it is the cost of node's own `fetch`. Ours is the time of this
process. For this endpoint it gives the parsed JSON as it is. Neither it nor the bare session types the answer, retries
or hides the key.

All ask one local server, in another process, for the same distribution, in short blocks by turns. Without node, npm or
the package registry, the benchmark says so and ends.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path

import aiohttp
import orjson
import server
from calls import CALLS, Cost, block
from measuring import by_turns_async, heading, rounds_asked, row, warm_malloc
from official import PACKAGE, installed

from retroach_async import Client, Credentials

PROGRAM = Path(__file__).with_name("javascript.mjs")
WARM_UP = 10
"""Blocks before the first round, in which node compiles what is called often."""
CONCURRENCIES = (1, 10, 100)


@contextlib.asynccontextmanager
async def running(module: Path, base_url: str) -> AsyncIterator[Callable[[int], Awaitable[Cost]]]:
    """The client in a process of node: a function that makes a block of calls, so many at once."""
    pipe = asyncio.subprocess.PIPE
    node = await asyncio.create_subprocess_exec("node", str(PROGRAM), str(module), base_url, stdin=pipe, stdout=pipe)
    assert node.stdin is not None
    assert node.stdout is not None
    words, lines = node.stdin, node.stdout

    async def javascript(concurrency: int) -> Cost:
        words.write(json.dumps({"calls": CALLS, "concurrency": concurrency}).encode() + b"\n")
        await words.drain()
        return Cost(**json.loads(await lines.readline()))

    try:
        yield javascript
    finally:
        words.close()
        await node.wait()


async def measure(module: Path, base_url: str, rounds: int) -> None:
    """Print two lines for each side and concurrency."""
    client = Client(Credentials("Scott", "key"), base_url=base_url, rate_limit=None)
    async with aiohttp.ClientSession() as session, client as ra, running(module, base_url) as javascript:

        async def bare(game_id: int) -> object:
            params = {"z": "Scott", "y": "key", "i": str(game_id), "h": "1"}
            async with session.get(f"{base_url}/API_GetAchievementDistribution.php", params=params) as response:
                return orjson.loads(await response.read())

        async def ours(game_id: int) -> object:
            return await ra.get_achievement_distribution(game_id, hardcore=True)

        print(heading("this", "JavaScript"))
        for concurrency in CONCURRENCIES:
            sides: dict[str, Callable[[], Awaitable[Cost]]] = {
                "ours": partial(block, ours, concurrency),
                "bare aiohttp": partial(block, bare, concurrency),
                "JavaScript": partial(javascript, concurrency),
            }
            await by_turns_async(sides, WARM_UP)
            costs = await by_turns_async(sides, rounds)
            base = costs.pop("JavaScript")
            for name, side in costs.items():
                cpu, rate = ([each.cpu for each in side], [each.cpu for each in base]), (_rates(side), _rates(base))
                print(row(f"us CPU a call, {concurrency} at once: {name}", *cpu))
                print(row(f"calls/s, {concurrency} at once: {name}", *rate))


def _rates(costs: list[Cost]) -> list[float]:
    return [1e6 / each.wall for each in costs]


def main() -> None:
    """Measure where node and npm are."""
    warm_malloc()
    rounds = rounds_asked()
    with installed() as module:
        if module is None:
            return
        print(f"{rounds} rounds of {CALLS} calls; {PACKAGE}")
        with server.running() as base_url:
            asyncio.run(measure(module, base_url, rounds))


if __name__ == "__main__":
    main()

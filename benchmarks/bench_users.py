"""Many users in one client: the memory that they cost and give back, and the time to cancel a long queue.

Memory: 10,000 users, each with a key of its own, ask once through `with_credentials`; nobody keeps their clients. The
memory of Python's objects is measured in a process without a network, before anybody asked, after the last answer,
when all windows are over, and after one more call of one user.

Cancelling: calls wait for a limit, for one of ten connections to a server that never answers, or for an identical call.
All are cancelled: at once, the first one first, the last one first or in random order, or one by one, so that each is
gone before the next. CPU is the time of this process until the last one is gone, in microseconds for each call. The
garbage collector is off meanwhile: its full collections grow with the whole process.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import random
import time
import tracemalloc
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from itertools import product
from typing import Any

import measuring

from retroach_async import Client, Credentials, RateLimit, Reply, Request
from retroach_async.testing import FakeClock, MemoryTransport
from retroach_async.transport.aiohttp import AiohttpTransport

USERS = 10_000
COUNTS = (2_500, 5_000, 10_000, 20_000)
CONNECTIONS = 10
ROUNDS = 9
OWNER = Credentials("Scott", "key")
PATIENCE = 1e6
"""Seconds for a call; nothing in here waits for it."""

Tasks = list[asyncio.Task[Any]]

ORDERS: Mapping[str, Callable[[Tasks], Tasks]] = {
    "first first": lambda tasks: tasks,
    "last first": lambda tasks: tasks[::-1],
    "random": lambda tasks: random.sample(tasks, len(tasks)),
    "one by one": lambda tasks: tasks,
}


class AtOnce:
    """A transport that answers at once and remembers nothing."""

    async def send(self, request: Request) -> Reply:  # noqa: ARG002  of the protocol
        """An empty distribution."""
        return Reply(200, {}, b"[]")

    async def aclose(self) -> None:
        """Nothing to close."""


def allocated() -> float:
    """The memory of all objects of Python, in MB."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0] / 1e6


async def memory() -> None:
    """Print the memory of many users."""
    clock = FakeClock()
    async with Client(OWNER, transport=AtOnce(), clock=clock) as ra:
        await ra.get_achievement_distribution(1)
        tracemalloc.start()
        begun = allocated()
        for number in range(USERS):
            friend = ra.with_credentials(Credentials(f"User{number}", f"key-{number:028}"))
            await friend.get_achievement_distribution(1)
        del friend
        print(f"{USERS} users, who asked once: {allocated() - begun:.1f} MB")
        await clock.advance(3600)
        print(f"an hour later: {allocated() - begun:.1f} MB")
        await ra.get_achievement_distribution(1)
        await clock.settle()
        print(f"after one more call of one user: {allocated() - begun:.1f} MB")
        tracemalloc.stop()


@contextlib.asynccontextmanager
async def waiting_for_the_limit() -> AsyncIterator[Client]:
    """A client whose limit is used up."""
    transport = MemoryTransport(lambda _: Reply(200, {}, b"[]"))
    limit = RateLimit(1, PATIENCE)
    async with Client(OWNER, transport=transport, rate_limit=limit, timeout=PATIENCE) as ra:
        await ra.get_achievement_distribution(COUNTS[-1] + 1)
        yield ra


@contextlib.asynccontextmanager
async def waiting_for_a_connection() -> AsyncIterator[Client]:
    """A client whose connections are all in use."""

    async def keep_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    transport = AiohttpTransport(connections=CONNECTIONS)
    async with await asyncio.start_server(keep_silent, "127.0.0.1") as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/API"
        async with Client(OWNER, base_url=url, transport=transport, rate_limit=None, timeout=PATIENCE) as ra:
            try:
                yield ra
            finally:
                await transport.aclose()


QUEUES: Mapping[str, Callable[[], contextlib.AbstractAsyncContextManager[Client]]] = {
    "limit": waiting_for_the_limit,
    "connection": waiting_for_a_connection,
    "identical": waiting_for_the_limit,
}


async def cancelling(queue: str, order: str, count: int) -> float:
    """Microseconds for each of so many calls."""
    async with QUEUES[queue]() as ra:
        ids = [1] * count if queue == "identical" else range(1, count + 1)
        tasks = [asyncio.create_task(ra.get_achievement_distribution(game_id)) for game_id in ids]
        for _ in range(20):
            await asyncio.sleep(0.001)
        ordered = ORDERS[order](tasks)
        gc.collect()
        gc.disable()
        begun = time.process_time()
        for task in ordered:
            task.cancel()
            if order == "one by one":
                await asyncio.sleep(0)
        await asyncio.wait(tasks)
        seconds = time.process_time() - begun
        gc.enable()
        assert all(task.cancelled() for task in tasks)
    return seconds / count * 1e6


async def cancel(rounds: int) -> None:
    """Print the time that cancelling takes."""
    print(f"\nmicroseconds to cancel a call of so many, {rounds} rounds")
    for queue, order in product(QUEUES, ORDERS):
        if (queue, order) == ("connection", "one by one"):
            continue  # each would leave its connection to the next, which connects and sends
        sides = {str(count): partial(cancelling, queue, order, count) for count in COUNTS}
        results = await measuring.by_turns_async(sides, rounds)
        row = "".join(f"{count:>8}: {measuring.spread(each).median:5.1f}" for count, each in results.items())
        growth = measuring.ratio(results[str(COUNTS[-1])], results[str(COUNTS[0])])
        print(f"{queue:12}{order:12}{row}   last to first {growth}", flush=True)


def main() -> None:
    """Measure both."""
    asyncio.run(memory())
    asyncio.run(cancel(measuring.rounds_asked(ROUNDS)))


if __name__ == "__main__":
    main()

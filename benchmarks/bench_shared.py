"""The part of a limit that four processes use when they share it through Redis, and what arrives at the server.

Four processes use one key as fast as the limit lets them. The clock of one is five seconds ahead. A server in another
process writes down when each request arrived. Redis is our own, without a file, so a restart loses everything.

- "steady": Redis answers all the time, and all four processes are busy.
- "restart": one process, whose clock is ahead, uses the limit alone. Then Redis is killed and started again, and in the
  same moment the other three begin. They cannot know what the first one has just sent.
- "budget": the time that the limit takes for so many full windows at best, beside the time that they took.
- "fullest": the most requests that arrived within any window, round by round.

Three rounds run at the same time, each with servers and processes of its own, which are idle most of the time. Usage:
bench_shared.py [ROUNDS [ROUNDS WITH WINDOWS OF A MINUTE]], where 0 leaves some out.
"""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Event
from typing import NamedTuple, Self

from measuring import rounds_asked, spread, warm_malloc
from processes import most_in_any, process
from server import ANSWER

from retroach_async import Client, Credentials, RateLimit, RateLimits, RedisLimit, RetroachError
from retroach_async.clock import SystemClock

PROCESSES, CALLS = 4, 12
"""The processes, and the calls that each of them always has in flight or waiting."""
AHEAD = 5.0
"""Seconds by which one clock is ahead."""
ROUNDS, MINUTES, AT_ONCE = 9, 9, 3
GRACE = 8.0
"""Seconds from the first request to the time that counts, until the processes trust a Redis that is new."""


class Setting(NamedTuple):
    """A limit, and for how long its use is measured."""

    name: str
    limit: RateLimit
    seconds: float
    is_restarted: bool


class Used(NamedTuple):
    """The use of the limit in one round."""

    budget: float
    fullest: int


class Ahead(SystemClock):
    """A clock that is ahead."""

    def now(self) -> float:  # type: ignore[override]
        """Wall-clock time as Unix seconds."""
        return time.time() + AHEAD

    def monotonic(self) -> float:  # type: ignore[override]
        """Seconds that never go backwards."""
        return time.monotonic() + AHEAD


class _Writes(asyncio.Protocol):
    """Writes down the moment of each request, and answers."""

    def __init__(self, moments: list[float]) -> None:
        self._moments = moments

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        requests = data.count(b"\r\n\r\n")
        self._moments += [time.monotonic()] * requests
        assert isinstance(self._transport, asyncio.Transport)
        self._transport.write(ANSWER * requests)


def serve(parent: Connection) -> None:
    """The server. It tells its port, and when it is asked, the moments at which requests arrived."""
    moments: list[float] = []

    def tell() -> None:
        parent.recv()
        parent.send(moments)

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Writes(moments), "127.0.0.1", 0)
        loop.add_reader(parent.fileno(), tell)
        parent.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(main())


def use(base_url: str, redis_url: str, limit: RateLimit, number: int, begin: Event) -> None:
    """One of the processes: from a moment on it asks for one thing after the other, until it is ended."""

    async def main() -> None:
        warm_malloc()
        limits = RateLimits(v1=limit, shared=RedisLimit(redis_url, processes=PROCESSES))
        clock = SystemClock() if number else Ahead()
        credentials = Credentials("Tester", "key")
        games = count(1)
        async with Client(credentials, base_url=base_url, rate_limit=limits, clock=clock, timeout=1000) as ra:
            await asyncio.to_thread(begin.wait)

            async def ask() -> None:
                for game in games:
                    with contextlib.suppress(RetroachError):
                        await ra.get_achievement_distribution(game)

            await asyncio.gather(*(ask() for _ in range(CALLS)))

    asyncio.run(main())


class Redis:
    """A Redis or Valkey of our own, as long as the block lasts."""

    def __init__(self, program: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._folder = tempfile.TemporaryDirectory()
        self._command = [program, "--bind", "127.0.0.1", "--port", str(self._port), "--dir", self._folder.name]
        self.url = f"redis://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        self._folder.cleanup()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._server = subprocess.Popen([*self._command, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
        for _ in range(500):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self._port)):
                return
            time.sleep(0.01)
        raise RuntimeError("Redis does not start")

    def kill(self) -> None:
        """End it at once."""
        self._server.kill()
        self._server.wait()


def measure(program: str, setting: Setting) -> Used:
    """One round."""
    limit = setting.limit
    mine, theirs = multiprocessing.get_context("spawn").Pipe()
    with contextlib.ExitStack() as stack:
        stack.enter_context(process(serve, theirs))
        base_url = f"http://127.0.0.1:{mine.recv()}/API"
        redis = stack.enter_context(Redis(program))

        def arrived() -> list[float]:
            mine.send("moments")
            moments: list[float] = mine.recv()
            return moments

        first, others = (multiprocessing.get_context("spawn").Event() for _ in range(2))
        for number in range(PROCESSES):
            stack.enter_context(process(use, base_url, redis.url, limit, number, others if number else first))
        first.set()
        if not setting.is_restarted:
            others.set()
        while not arrived():
            time.sleep(0.1)
        time.sleep(GRACE)
        begun = time.monotonic()
        if setting.is_restarted:
            time.sleep(setting.seconds / 4)
            redis.kill()
            others.set()
            redis.start()
        time.sleep(begun + setting.seconds - time.monotonic())
        moments = arrived()
    counted = [moment for moment in moments if begun <= moment < begun + setting.seconds]
    windows = (len(counted) - 1) // limit.requests
    at_best = windows * limit.seconds
    return Used(at_best / (counted[windows * limit.requests] - counted[0]), most_in_any(moments, limit.seconds))


def show(setting: Setting, rounds: list[Used]) -> None:
    """Print the line of a setting."""
    limit = setting.limit
    budget = spread([100 * each.budget for each in rounds])
    name = f"{setting.name}, {limit.requests} in {limit.seconds:g} s"
    fullest = " ".join(str(each.fullest) for each in rounds)
    figures = f"{budget.median:6.1f} % ({budget.low:.1f} to {budget.high:.1f})"
    print(f"{name:24}{setting.seconds:5.0f} s{len(rounds):7}  {figures:26}  {fullest}", flush=True)


def main() -> None:
    """Measure with each server that is there."""
    rounds, minutes = rounds_asked(ROUNDS), int(sys.argv[2]) if len(sys.argv) > 2 else MINUTES
    second, minute = RateLimit(40, 1.0), RateLimit(60, 60.0)
    settings = {
        Setting("steady", second, 10.0, is_restarted=False): rounds,
        Setting("restart", second, 30.0, is_restarted=True): rounds,
        Setting("steady", minute, 190.0, is_restarted=False): minutes,
    }
    programs = [program for name in ("redis-server", "valkey-server") if (program := shutil.which(name))]
    if not programs:
        print("neither redis-server nor valkey-server is installed, so the shared limit cannot be measured")
    for program in programs:
        print(subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.strip())
        print(f"{'':24}{'time':>7}{'rounds':>7}  {'budget, median':26}  fullest window, round by round")
        for setting, number in settings.items():
            with ThreadPoolExecutor(AT_ONCE) as pool:
                used = list(pool.map(measure, [program] * number, [setting] * number))
            if used:
                show(setting, used)


if __name__ == "__main__":
    main()

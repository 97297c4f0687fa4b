"""What many machines would have: a server of Redis, workers, and an emulator where there is no key."""

import asyncio
import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from attrs import frozen

from retroach_async import RateLimit
from retroach_async.emulator import Emulator

if find_spec("taskiq_redis") is None:
    print("This example needs the broker for Redis: pip install taskiq-redis")
    sys.exit()


def redis_url() -> str:
    """The address of the Redis server, the same for all; without one the program says so and ends."""
    if "REDIS_URL" not in os.environ:
        if shutil.which("redis-server") is None:
            print("This example needs redis-server (apt install redis-server), or REDIS_URL with the address of one.")
            sys.exit()
        folder = tempfile.mkdtemp(prefix="ra")
        command = ["redis-server", "--port", "0", "--unixsocket", f"{folder}/redis", "--save", "", "--dir", folder]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603  see above
        atexit.register(lambda: (server.kill(), server.wait(), shutil.rmtree(folder)))
        while not _listens(f"{folder}/redis") and server.poll() is None:
            time.sleep(0.01)
        os.environ["REDIS_URL"] = f"unix://{folder}/redis"
    return os.environ["REDIS_URL"]


def _listens(path: str) -> bool:
    """Tell if a server listens at a socket; the file is there a moment before."""
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(path) == 0


def in_a_second(requests: int) -> RateLimit:
    """A limit that is fast with the emulator, and the usual one with a key of yours."""
    return RateLimit(requests, 1.0) if "EMULATED" in os.environ else RateLimit(15, 12.0)


@frozen
class Machine:
    """A worker in a process of its own."""

    process: asyncio.subprocess.Process

    async def kill(self) -> None:
        """Pull the plug: taskiq's manager and its worker are gone at once. Twice is fine."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()


@asynccontextmanager
async def workers(broker: str, count: int) -> AsyncIterator[list[Machine]]:
    """Workers of a broker, which are killed at the end."""
    async with AsyncExitStack() as stack:
        environment = {**os.environ}
        if not os.environ.get("RETROACHIEVEMENTS_API_KEY"):
            emulator = await stack.enter_async_context(Emulator())
            environment |= {"RETROACHIEVEMENTS_API_KEY": "any-key", "EMULATED": "yes"}
            environment["RETROACHIEVEMENTS_BASE_URL"] = emulator.base_url
        command = (sys.executable, "-m", "taskiq", "worker", broker, "--workers", "1", "--max-async-tasks", "1")
        place, silence = Path(__file__).parent, asyncio.subprocess.DEVNULL
        machines = [
            Machine(
                await asyncio.create_subprocess_exec(
                    *command, env=environment, cwd=place, stderr=silence, start_new_session=True
                )
            )
            for _ in range(count)
        ]
        try:
            yield machines
        finally:
            for machine in machines:
                await machine.kill()

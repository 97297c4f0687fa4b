"""Jobs that are started, and killed, as processes.

python -m tests.jobs.worker    a new job, in a process of its own, for each line `URL COUNT FILE`: it prints
                               `pid N`, and when it is over `ended STATUS`
"""

from __future__ import annotations

import asyncio
import os
import sys
from importlib import import_module

from retroach_async import Client, Credentials

KEY = "CanaryKeyThatMustNotBeSeen7Q2"
CONCURRENCY = 10


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def run(url: str, count: int, file: str) -> None:
    """One run of the job."""
    async with Client(Credentials("Tester", KEY), base_url=url, rate_limit=None, concurrency=CONCURRENCY) as ra:
        await ra.batch(ra.get_achievement_distribution, range(1, count + 1), hardcore=True).to_file(file)


def main() -> None:
    """Jobs one after the other, without the time that a new interpreter takes."""
    import_module("aiohttp")
    import_module("retroach_async.transport.aiohttp")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            url, count, file = line.split()
            asyncio.run(run(url, int(count), file))
            os._exit(0)  # the standard input of the other jobs is not this one's to read
        say(f"pid {pid}")
        say(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


if __name__ == "__main__":
    main()

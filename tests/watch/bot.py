"""Bots that are started, and killed, as processes.

A bot posts unlocks into a table of the same database as its cursors, or to nowhere, and prints a line for each.

    python -m tests.watch.bot URL KIND FILE    one bot
    python -m tests.watch.bot                  a new bot, in a process of its own, for each line `URL KIND FILE`: it
                                               prints `pid N`, and when it is over `ended STATUS`
"""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
from datetime import UTC, datetime
from importlib import import_module

from retroach_async import Client, ConfigurationError, Credentials
from retroach_async.watch import CursorStore, FileCursors, NewUnlock, SqliteCursors

KEY = "CanaryKeyThatMustNotBeSeen7Q2"


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


async def run(url: str, kind: str, file: str) -> None:
    """Post until somebody stops it."""
    store: CursorStore = FileCursors(file)
    database = sqlite3.connect(":memory:" if kind == "file" else file, check_same_thread=False)
    database.execute("CREATE TABLE IF NOT EXISTS posts (key TEXT PRIMARY KEY)")
    database.commit()
    if kind == "sqlite":
        store = SqliteCursors(database)

    def post(new: NewUnlock) -> None:
        database.execute("INSERT INTO posts VALUES (?)", (new.key,))
        say(new.key)

    async with Client(Credentials("Tester", KEY), base_url=url) as ra:
        begin = datetime(2024, 5, 1, tzinfo=UTC)
        async with ra.watch.unlocks(["Tom"], cursors=store, since=begin) as watch:
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, watch.stop)
            say("watching")
            async for new in watch:
                post(new)


def main(*args: str) -> None:
    """One bot, from its start to its end."""
    try:
        asyncio.run(run(*args))
    except ConfigurationError as problem:
        sys.exit(str(problem))


def nursery() -> None:
    """Bots one after the other, without the time that a new interpreter takes."""
    import_module("aiohttp")
    import_module("retroach_async.transport.aiohttp")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            main(*line.split())
            return
        say(f"pid {pid}")
        say(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(*sys.argv[1:])
    else:
        nursery()

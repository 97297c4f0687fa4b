"""`retroach serve`: the emulator in a process of its own."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter, validators

from retroach_async.cli.exits import Exit
from retroach_async.cli.limits import Limit, rate
from retroach_async.cli.terminal import say, stdout
from retroach_async.credentials import API_KEY_VARIABLE
from retroach_async.emulator import Emulator, RateRule, World
from retroach_async.transport.site import BASE_URL_VARIABLE

_Port = Annotated[
    int, Parameter(validator=validators.Number(gte=0, lte=65535), help="Where to listen; 0 for a free one.")
]
_Host = Annotated[str, Parameter(help="On which address to listen.")]


async def serve(*, port: _Port = 14402, host: _Host = "127.0.0.1", limit: Limit = None) -> int:
    """Serve an emulator of the API on this machine.

    It holds a small universe of games and players, whose present is the moment it was started, and takes any
    key. Ctrl-C ends it.
    """
    world = World(now=datetime.now(UTC))
    emulator = Emulator(port=port, host=host, world=world, limit=RateRule(*rate(limit)) if limit else None)
    over = asyncio.Event()
    try:
        async with emulator:
            _call_on_signals(over)
            stdout().print(_welcome(emulator))
            await over.wait()
    except OSError as problem:
        say(f"cannot listen on {host}:{port}: {problem.strerror or problem}")
        return Exit.FAILED
    return Exit.OK


def _call_on_signals(over: asyncio.Event) -> None:
    """Set the event when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C then ends the command as any other
            loop.add_signal_handler(number, over.set)


def _welcome(emulator: Emulator) -> str:
    return (
        f"Serving {len(emulator.world.games):,} games and {len(emulator.world.players):,} players"
        f" at {emulator.base_url} (V2 at {emulator.v2_base_url}).\n"
        "\n"
        "In another terminal:\n"
        "\n"
        f"  export {BASE_URL_VARIABLE}={emulator.base_url}\n"
        f"  export {API_KEY_VARIABLE}=any-key\n"
        "  retroach get-achievement-distribution 14402 --hardcore\n"
        "\n"
        "Ctrl-C ends it."
    )

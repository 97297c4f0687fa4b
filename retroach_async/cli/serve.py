"""`retroach serve`: the emulator in a process of its own."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter, validators

from retroach_async.cli.exits import Exit
from retroach_async.cli.limits import Limit, rate
from retroach_async.cli.signals import call_on_signals
from retroach_async.cli.terminal import say, stdout
from retroach_async.clock import SystemClock
from retroach_async.credentials import API_KEY_VARIABLE
from retroach_async.emulator import Emulator, RateRule, World
from retroach_async.emulator.alive import play
from retroach_async.errors import InvalidRequest
from retroach_async.transport.site import BASE_URL_VARIABLE

_Port = Annotated[
    int, Parameter(validator=validators.Number(gte=0, lte=65535), help="Where to listen; 0 for a free one.")
]
_Host = Annotated[str, Parameter(help="On which address to listen.")]
_Keys = Annotated[
    list[str] | None,
    Parameter(
        name="--key",
        consume_multiple=True,  # a word behind is a key as well, which no error must show
        metavar="USER=KEY",
        negative="",
        help="Take this key, made up for tests, as that of a player such as MaxMilyin; can be given several times."
        " Without it any key is taken.",
    ),
]
_Alive = Annotated[
    bool, Parameter(negative="", help="Let the players play: one unlocks something every 2 to 5 seconds.")
]
_Verbose = Annotated[bool, Parameter(negative="", help="Show each request in one line, without its key.")]


async def serve(
    *,
    port: _Port = 14402,
    host: _Host = "127.0.0.1",
    limit: Limit = None,
    keys: _Keys = None,
    alive: _Alive = False,
    verbose: _Verbose = False,
) -> int:
    """Serve an emulator until Ctrl-C."""
    world = World(now=datetime.now(UTC))
    emulator = Emulator(
        port=port,
        host=host,
        world=world,
        keys=_owners(keys, world) if keys else None,
        limit=RateRule(*rate(limit)) if limit else None,
        log=_show if verbose else None,
    )
    try:
        await emulator.start()
    except (OSError, UnicodeError) as problem:
        reason = (problem.strerror or problem) if isinstance(problem, OSError) else "that is no name of a host"
        say(f"cannot listen on {host}:{port}: {reason}")
        return Exit.FAILED
    over = asyncio.Event()
    async with emulator:
        call_on_signals(over.set)
        stdout().print(_welcome(emulator, "KEY" if keys else "any-key", alive=alive))
        await _until(over, emulator if alive else None)
    return Exit.OK


async def _until(over: asyncio.Event, alive: Emulator | None) -> None:
    """Wait for the end; meanwhile the players of an emulator that lives play."""
    waits: list[asyncio.Task[object]] = [asyncio.create_task(over.wait())]
    if alive:
        waits.append(asyncio.create_task(play(alive, SystemClock())))
    done, rest = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in rest:
        task.cancel()
    for task in done:
        task.result()


def _show(line: str) -> None:
    """Write a line of the log of requests, at once."""
    with suppress(OSError):  # nobody reads it any more; the server goes on
        print(line, file=sys.stderr, flush=True)


def _owners(pairs: Sequence[str], world: World) -> dict[str, str]:
    """The names of players by their keys. Raises `InvalidRequest`, which repeats nothing: a key might be in it."""
    owners = {}
    for number, pair in enumerate(pairs, 1):
        user, _, key = pair.partition("=")
        if not user or not key.strip():
            raise InvalidRequest(f"key must be USER=KEY, which number {number} is not", parameter="key")
        if world.player_named(user) is None:
            players = ", ".join(player.name for player in world.players[:3])
            message = f"key must be USER=KEY with the name of a player, such as {players}; number {number} names none"
            raise InvalidRequest(message, parameter="key")
        owners[key.strip()] = user
    return owners


def _welcome(emulator: Emulator, key: str, *, alive: bool) -> str:
    players = [player.name for player in emulator.world.players[:3]]
    news = f"Its players play: {', '.join(players)} and others unlock something now and then.\n" if alive else ""
    return (
        f"Serving {len(emulator.world.games):,} games and {len(emulator.world.players):,} players"
        f" at {emulator.base_url} (V2 at {emulator.v2_base_url}).\n"
        f"{news}"
        "\n"
        "In another terminal:\n"
        "\n"
        f"  export {BASE_URL_VARIABLE}={emulator.base_url}\n"
        f"  export {API_KEY_VARIABLE}={key}\n"
        "  retroach get-achievement-distribution 14402 --hardcore\n"
        "\n"
        "Ctrl-C ends it."
    )

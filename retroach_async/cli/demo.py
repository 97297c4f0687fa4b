"""`retroach demo`: one call, then a batch with faults in it, against an emulator."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from functools import partial
from urllib.parse import urlsplit

from retroach_async.cli.demo_screen import Screen, Totals
from retroach_async.cli.exits import Exit
from retroach_async.cli.output import Output, dressed
from retroach_async.cli.tally import Tally
from retroach_async.client import Client
from retroach_async.credentials import API_KEY_VARIABLE, Credentials
from retroach_async.emulator import Emulator, Fault, RateRule
from retroach_async.errors import ConfigurationError
from retroach_async.models import GameListEntry
from retroach_async.transport.limits import RateLimit
from retroach_async.transport.site import BASE_URL_VARIABLE, is_loopback

_DRAGSTER = 14402
_IDS = 500
_UNKNOWN = 999_999_999
"""An id that no game has."""
_ALLOWED = RateRule(200, 1.0)
"""The limit of the demo's own emulator, for each key."""
_KEPT = RateLimit(190, 1.0)
"""The client's limit: ten less, because ten requests may be in flight when a window of the server begins."""
_FAULTS: Mapping[Fault, str] = {
    Fault.DROP: "a dropped connection",
    Fault.TRUNCATE: "a body cut short",
    Fault.HTML: "a web page instead of JSON",
    Fault.UNAVAILABLE: "a 503",
    Fault.RATE_LIMITED: "a 429",
}


@partial(dressed, formats=())
async def demo(_: Output) -> int:
    """Show one call and many, with an emulator of its own or one on this machine."""
    async with _client() as (ra, emulator):
        return await _play(ra, emulator, Screen())


async def _play(ra: Client, emulator: Emulator | None, screen: Screen) -> int:
    screen.opening(emulator.base_url if emulator else os.environ[BASE_URL_VARIABLE], is_ours=emulator is not None)
    screen.one_call(await ra.get_game(_DRAGSTER), await ra.get_achievement_distribution(_DRAGSTER, hardcore=True))
    games = await _some_games(ra)
    keys = [*games][: _IDS - 1]
    keys.insert(len(keys) // 2, _UNKNOWN)
    if emulator is not None:
        _sabotage(emulator, keys)

    tally, sent, begun = Tally(), _requests(ra, emulator), time.perf_counter()
    async with ra.batch(ra.get_achievement_distribution, keys, hardcore=True) as outcomes:
        with screen.many_calls(outcomes.total) as bar:
            async for outcome in outcomes:
                tally.add(outcome)
                bar.advance()
    report = Totals(
        tally=tally,
        keys=keys,
        hardest=games[tally.hardest.game_id] if tally.hardest else None,
        seconds=time.perf_counter() - begun,
        sent=_requests(ra, emulator) - sent,
        faults=[_FAULTS[fault] for fault in emulator.faults] if emulator else None,
        refused=emulator.rejected if emulator else None,
    )
    screen.totals(report)
    screen.next_steps()
    return Exit.FAILED if tally.errors or tally.mismatched(keys) else Exit.OK


@asynccontextmanager
async def _client() -> AsyncIterator[tuple[Client, Emulator | None]]:
    """A client of an emulator: of the demo's own, or of the one that the environment names."""
    if not (address := os.environ.get(BASE_URL_VARIABLE)):
        async with Emulator(limit=_ALLOWED) as emulator, _visitor(emulator.base_url) as ra:
            yield ra, emulator
    elif is_loopback(urlsplit(address).hostname or ""):
        async with _visitor(
            address, Credentials.from_environment() if os.environ.get(API_KEY_VARIABLE) else None
        ) as ra:
            yield ra, None
    else:
        raise ConfigurationError(
            f"the demo sends {_IDS} requests within seconds, so it plays on this machine only:"
            f" unset {BASE_URL_VARIABLE}, or have it name an emulator here"
        )


def _visitor(base_url: str, credentials: Credentials | None = None) -> Client:
    """A client with the demo's limit; without credentials it takes a made-up key, which an emulator accepts."""
    credentials = credentials or Credentials("MaxMilyin", "demo")
    return Client(credentials, base_url=base_url, rate_limit=_KEPT, user_agent="retroach-demo")


async def _some_games(ra: Client) -> dict[int, GameListEntry]:
    """Games with achievements, asked for system by system."""
    systems = await ra.get_console_ids(only_active=True, only_game_systems=True)
    lists = await ra.gather(ra.get_game_list, [system.id for system in systems], only_with_achievements=True)
    return {game.id: game for page in lists.values() for game in page}


def _requests(ra: Client, emulator: Emulator | None) -> int:
    """The number of requests so far: as the demo's own emulator counts them, or else as the client does."""
    return emulator.requests if emulator else ra.stats.attempts


def _sabotage(emulator: Emulator, keys: list[int]) -> None:
    """Make a few calls, spread over the batch, fail once each."""
    step = len(keys) // (len(_FAULTS) + 1)
    for fault, victim in zip(_FAULTS, keys[step + 1 :: step], strict=False):
        emulator.inject(fault, match=_asks_for(victim))


def _asks_for(game_id: int) -> Callable[[str, Mapping[str, str]], bool]:
    return lambda _, params: params.get("i") == str(game_id)

"""`retroach watch`: feeds of new unlocks and awards, one JSON object on each line, for pipes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, TypedDict

from cyclopts import App, Parameter

from retroach_async.cli.calling import client
from retroach_async.cli.cursor_file import CursorFile, store_in
from retroach_async.cli.exits import Exit
from retroach_async.cli.limits import AskingLimit, Timeout, rate_limit
from retroach_async.cli.pasted import user_in
from retroach_async.cli.signals import call_on_signals
from retroach_async.cli.terminal import say, to_json, write
from retroach_async.client import Client
from retroach_async.errors import InvalidRequest
from retroach_async.models._model import plain
from retroach_async.moments import in_utc
from retroach_async.watch import CursorStore, Watch

_Users = Annotated[str, Parameter(help="User name or ULID. The address of the page is fine too.")]
_Since = Annotated[
    datetime | None,
    Parameter(help="Print what is newer than this at the first start, such as 2026-08-01T12:00, in UTC."),
]

_Every = Annotated[float, Parameter(metavar="SECONDS", help="Seconds between two looks at somebody who plays.")]

app = App(
    name="watch",
    help="Print new unlocks and awards as they come, one JSON object on each line. Ctrl-C and SIGTERM end it.",
    help_format="plaintext",
)


@app.command
async def unlocks(
    *users: _Users,
    cursor: CursorFile = None,
    since: _Since = None,
    every: _Every = 60.0,
    limit: AskingLimit = None,
    timeout: Timeout = None,
) -> int:
    """Print the new unlocks of users.

    At the first start nothing old is printed, unless --since says so.

    Example: retroach watch unlocks MaxMilyin Scott --cursor unlocks.json
    """
    if not users:
        raise InvalidRequest("no user given: give some", parameter="users")
    options = _options(cursor, since, every)
    return await _feed(lambda ra: ra.watch.unlocks([*map(user_in, users)], **options), limit, timeout)


@app.command
async def awards(
    *users: _Users,
    cursor: CursorFile = None,
    since: _Since = None,
    every: _Every = 120.0,
    limit: AskingLimit = None,
    timeout: Timeout = None,
) -> int:
    """Print the new awards of users; without users those of everybody on the site.

    Example: retroach watch awards --cursor awards.json
    """
    options = _options(cursor, since, every)
    return await _feed(lambda ra: ra.watch.awards([*map(user_in, users)] or None, **options), limit, timeout)


@app.command
async def masteries(
    *users: _Users,
    cursor: CursorFile = None,
    since: _Since = None,
    every: _Every = 120.0,
    limit: AskingLimit = None,
    timeout: Timeout = None,
) -> int:
    """Print the new masteries of users; without users those of everybody on the site.

    Example: retroach watch masteries MaxMilyin
    """
    options = _options(cursor, since, every)
    return await _feed(lambda ra: ra.watch.masteries(users=[*map(user_in, users)] or None, **options), limit, timeout)


@app.command
async def achievement_of_the_week(
    *, cursor: CursorFile = None, limit: AskingLimit = None, timeout: Timeout = None
) -> int:
    """Print each new achievement of the week.

    Example: retroach watch achievement-of-the-week --cursor week.json
    """
    return await _feed(lambda ra: ra.watch.achievement_of_the_week(cursors=store_in(cursor)), limit, timeout)


async def _feed(begin: Callable[[Client], Watch[Any]], limit: str | None, timeout: float | None) -> int:
    """Print the events of a feed until the process is asked to end; what was printed is then acknowledged."""
    async with client(limit=rate_limit(limit), timeout=timeout) as ra, begin(ra) as watch:
        call_on_signals(watch.stop)
        say("watching; the first look is silent, then each event is a line")
        async for event in watch:
            write(to_json(plain(event)) + "\n")
    return Exit.INTERRUPTED


class _Options(TypedDict):
    cursors: CursorStore | None
    since: datetime | None
    every: float
    on_trouble: Callable[[object], None]


def _options(cursor: CursorFile, since: datetime | None, every: float) -> _Options:
    return {
        "cursors": store_in(cursor),
        "since": None if since is None else in_utc(since),
        "every": every,
        "on_trouble": _tell,
    }


def _tell(trouble: object) -> None:
    say(str(trouble))

"""`retroach changed`: the games in which a user's progress has moved."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Annotated

from cyclopts import Parameter

from retroach_async.cli.calling import client
from retroach_async.cli.cursor_file import CursorFile, PrintedFirst, store_in
from retroach_async.cli.limits import AskingLimit, Timeout, rate_limit
from retroach_async.cli.output import Output, dressed
from retroach_async.cli.pasted import user_in
from retroach_async.cli.records import columns_of
from retroach_async.models import CompletionProgress
from retroach_async.moments import in_utc

_User = Annotated[str, Parameter(help="User name or ULID. The address of the page is fine too.")]
_Since = Annotated[
    datetime | None,
    Parameter(
        help="Print games with progress since this moment, such as 2026-08-01T12:00, in UTC. With --cursor it counts"
        " for the first start only. Without both, all games are printed."
    ),
]


@partial(dressed, columns=lambda _: columns_of(CompletionProgress))
async def changed(
    output: Output,
    user: _User,
    /,
    *,
    since: _Since = None,
    cursor: CursorFile = None,
    limit: AskingLimit = None,
    timeout: Timeout = None,
) -> None:
    """Print the games in which a user's progress has moved."""
    moment = None if since is None else in_utc(since)
    async with client(limit=rate_limit(limit), timeout=timeout) as ra:
        store = store_in(cursor)
        cursors = None if store is None else PrintedFirst(store)
        await output.rows(CompletionProgress, ra.changed_games(user_in(user), since=moment, cursors=cursors))
        if cursors is not None:
            await cursors.write()

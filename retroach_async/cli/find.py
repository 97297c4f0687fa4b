"""`retroach find`: games by their titles."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from cyclopts import Parameter

from retroach_async.cli.answers import Result
from retroach_async.cli.calling import client
from retroach_async.cli.limits import AskingLimit, Timeout, rate_limit
from retroach_async.cli.output import Output, dressed
from retroach_async.cli.records import columns_of
from retroach_async.cli.status import STATUS
from retroach_async.errors import InvalidRequest, NotFound
from retroach_async.lookup import GameMatch, System, parse_url

_Words = Annotated[str, Parameter(help="Words of a title, in any order; a typing mistake does not matter.")]
_Systems = Annotated[
    list[str] | None,
    Parameter(
        name="--system",
        negative=(),
        help="Search this system only: a name such as megadrive, or an id. May be given several times, or with commas.",
    ),
]
_Count = Annotated[int, Parameter(help="Number of games to print.")]
_WithSet = Annotated[
    bool, Parameter(name="--only-with-achievements", negative=(), help="Leave out games that have no achievements.")
]
_MATCHES = tuple[GameMatch, ...]


@partial(dressed, columns=lambda _: columns_of(_MATCHES))
async def find(
    output: Output,
    *words: _Words,
    system: _Systems = None,
    count: _Count = 10,
    only_with_achievements: _WithSet = False,
    limit: AskingLimit = None,
    timeout: Timeout = None,
) -> None:
    """Search the lists of games, which are fetched first."""
    text = " ".join(words)
    if not text.strip():
        raise InvalidRequest("no words given: give some of a title", parameter="words")
    if count < 1:
        raise InvalidRequest(f"count must be at least 1, not {count}", parameter="count")
    systems = None if system is None else [_system_id(name) for names in system for name in names.split(",")]
    async with client(limit=rate_limit(limit), timeout=timeout) as ra:
        STATUS.progress = "looking through the lists of games"
        matches = await ra.find_games(text, systems=systems, limit=count, only_with_achievements=only_with_achievements)
    if not matches:
        raise NotFound(f"no game with a title like {text!r}")
    output.one(Result(matches, _MATCHES))


def _system_id(name: str) -> int:
    """The system of a name, an id, or the address of a page."""
    link = parse_url(name)
    return int(link.id) if link is not None and link.kind == "system" else int(System.of(name))

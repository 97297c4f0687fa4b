"""`retroach batch`: one endpoint for many keys, one line for each outcome as it lands."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from operator import attrgetter
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter
from rich.text import Text

from retroach_async.batch import Outcome
from retroach_async.cli.arguments import argument, value_of
from retroach_async.cli.calling import Command, client, dressed
from retroach_async.cli.exits import Exit
from retroach_async.cli.limits import Limit, rate
from retroach_async.cli.mounting import mount
from retroach_async.cli.progress import Bar
from retroach_async.cli.terminal import print_json, printable, say, stderr, stdout
from retroach_async.cli.text import brief
from retroach_async.client import Client
from retroach_async.endpoint import Endpoint, Param
from retroach_async.errors import InvalidRequest, RetroachError
from retroach_async.transport.limits import RateLimit

_KINDS = inspect.Parameter

_IdsFrom = Annotated[
    str | None,
    Parameter(
        name="--ids-from",
        metavar="FILE",
        allow_leading_hyphen=True,
        help="Read more keys from a file, or from standard input for -; separated by spaces, commas or lines.",
    ),
]


def batch_command(endpoint: Endpoint) -> Command | None:
    """The command that calls an endpoint for many keys; None where the first parameter is no key."""
    params = list(endpoint.arguments.values())
    if not params or not params[0].required or params[0].keyword_only:
        return None
    key, *others = params

    async def call(
        *words: str,
        ids_from: str | None = None,
        limit: str | None = None,
        as_json: bool = False,
        verbose: bool = False,
        **options: Any,
    ) -> int:
        keys = _keys(key, words, ids_from)
        async with client(limit=RateLimit(*rate(limit)) if limit else None, verbose=verbose) as ra:
            return await _stream(ra, endpoint, keys, options, as_json=as_json)

    arguments = [
        _KINDS(key.name, _KINDS.VAR_POSITIONAL, annotation=Annotated[str, Parameter(help=key.key.meaning)]),
        *(argument(param, keyword_only=True) for param in others),
        _KINDS("ids_from", _KINDS.KEYWORD_ONLY, default=None, annotation=_IdsFrom),
        _KINDS("limit", _KINDS.KEYWORD_ONLY, default=None, annotation=Limit),
    ]
    return dressed(call, endpoint, arguments)


def _keys(param: Param, words: Sequence[str], source: str | None) -> list[Any]:
    """All keys of a command line, each of the right type."""
    texts = [*words, *(_read(source).replace(",", " ").split() if source else ())]
    if not texts:
        raise InvalidRequest(f"no {param.name}: give some, or a file with --ids-from", parameter=param.name)
    return [value_of(param, text) for text in texts]


def _read(source: str) -> str:
    try:
        return sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        reason = getattr(problem, "strerror", None) or "it is not text"
        raise InvalidRequest(f"cannot read {source}: {reason}", parameter="ids_from") from None


async def _stream(ra: Client, endpoint: Endpoint, keys: list[Any], options: dict[str, Any], *, as_json: bool) -> int:
    out, err = stdout(), stderr()
    width = max(len(str(key)) for key in keys)
    done = failed = 0
    shows_bar = err.is_terminal and not out.is_terminal
    batch = ra.batch(attrgetter(endpoint.name)(ra), keys, **options)
    try:
        async with batch as outcomes:
            with Bar(err, outcomes.total, endpoint.name) if shows_bar else nullcontext() as bar:
                async for outcome in outcomes:
                    done += 1
                    failed += not outcome.ok
                    if as_json:
                        print_json(_record(outcome), indent=None)
                    else:
                        out.print(_line(outcome, width))
                        sys.stdout.flush()
                    if bar is not None:
                        bar.advance()
    finally:
        ending = "" if done == batch.total else f" of {batch.total}, interrupted"
        say(f"{done} done{ending}, {failed} failed")
    return Exit.FAILED if failed else Exit.OK


def _record(outcome: Outcome[Any, Any]) -> dict[str, Any]:
    if outcome.ok:
        return {"key": outcome.key, "ok": True, "value": outcome.value}
    error = outcome.error
    facts: dict[str, Any] = {"type": type(error).__name__, "message": str(error)}
    if isinstance(error, RetroachError):
        facts |= {"message": error.message, "status": error.status, "attempts": error.attempts}
    return {"key": outcome.key, "ok": False, "error": facts}


def _line(outcome: Outcome[Any, Any], width: int) -> Text:
    line = Text(f"{outcome.key!s:>{width}}  ", no_wrap=False)
    if outcome.ok:
        return line.append(brief(outcome.value))
    return line.append(f"failed: {printable(str(outcome.error))}", "red")


app = mount(
    App(
        name="batch",
        help="Call one endpoint for many keys: outcomes are printed as they land.",
        help_format="plaintext",
    ),
    Client,
    batch_command,
)

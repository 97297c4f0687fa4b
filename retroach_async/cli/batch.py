"""`retroach batch`: one endpoint for many keys; each outcome is printed as it lands, or goes into a file."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Annotated, Any

from cyclopts import App, Parameter

from retroach_async.batch import Batch
from retroach_async.cli.arguments import argument, meaning_of, value_of
from retroach_async.cli.calling import client, documented
from retroach_async.cli.columns import related_columns
from retroach_async.cli.examples import batch_example
from retroach_async.cli.exits import Exit
from retroach_async.cli.ids import keys_from
from retroach_async.cli.jobs import Explode, Out, Restart, is_quick, plan, refuse_alone, run_job
from retroach_async.cli.limits import limit_options, rate_limit
from retroach_async.cli.mounting import mount
from retroach_async.cli.outcomes import Landed, columns_of_outcomes
from retroach_async.cli.output import Command, Output, dressed
from retroach_async.cli.plots import can_be_plotted
from retroach_async.cli.records import relations_in
from retroach_async.cli.signals import EndedBySignals
from retroach_async.cli.titles import titles_of
from retroach_async.client import Client
from retroach_async.endpoint import Endpoint
from retroach_async.errors import AuthenticationFailed, InvalidRequest
from retroach_async.param import Param
from retroach_async.transport.limits import LimitState

_KINDS = inspect.Parameter

_IdsFrom = Annotated[
    str | None,
    Parameter(
        name="--ids-from",
        metavar="FILE",
        allow_leading_hyphen=True,
        help="Read more keys from a file, or from standard input for -; separated by spaces, commas or lines."
        " A # begins a comment.",
    ),
]


def batch_command(endpoint: Endpoint) -> Command | None:
    """The command that calls an endpoint for many keys; None where the first parameter is no key."""
    params = list(endpoint.arguments.values())
    if not params or not params[0].required or params[0].keyword_only:
        return None
    key, *others = params

    async def call(
        output: Output,
        *words: str,
        ids_from: str | None = None,
        limit: str | None = None,
        timeout: float | None = None,
        out: str | None = None,
        explode: bool = False,
        restart: bool = False,
        **options: Any,
    ) -> int:
        refuse_alone(output, out, explode=explode, restart=restart)
        keys = _keys(key, words, ids_from)
        code: int = Exit.OK
        async with EndedBySignals() as ended, client(endpoint, limit=rate_limit(limit), timeout=timeout) as ra:

            def state() -> LimitState | None:
                return ra.limits[endpoint.api]

            batch = ra.batch(attrgetter(endpoint.name)(ra), keys, **options)
            if out is None:
                titles = (
                    await titles_of(ra, endpoint, keys) if output.format.fits_columns and not output.columns else {}
                )
                if not is_quick(batch.requests, state()):
                    output.note(plan(batch.requests, batch.total, state()))
                code = await _stream(output, batch, endpoint, options, titles)
            else:
                code = await run_job(output, batch, state, ended, out=out, explode=explode, restart=restart)
        return code if ended.code is None else ended.code

    arguments = [
        _KINDS(key.name, _KINDS.VAR_POSITIONAL, annotation=Annotated[str, Parameter(help=meaning_of(key))]),
        *(argument(param, keyword_only=True) for param in others),
        _KINDS("ids_from", _KINDS.KEYWORD_ONLY, default=None, annotation=_IdsFrom),
        *limit_options(),
        _KINDS("out", _KINDS.KEYWORD_ONLY, default=None, annotation=Out),
        *(
            [_KINDS("explode", _KINDS.KEYWORD_ONLY, default=False, annotation=Explode)]
            if can_be_plotted(endpoint)
            else []
        ),
        _KINDS("restart", _KINDS.KEYWORD_ONLY, default=False, annotation=Restart),
    ]

    def columns(options: Mapping[str, Any]) -> Sequence[str]:
        relations = relations_in(options)
        return (*columns_of_outcomes(endpoint.result, relations), *related_columns(endpoint.result, relations))

    return dressed(documented(call, endpoint, batch_example(endpoint)), arguments, columns=columns)


def _keys(param: Param, words: Sequence[str], source: str | None) -> list[Any]:
    """All keys of a command line, each of the right type."""
    keys = [*(value_of(param, word) for word in words), *(keys_from(source, param) if source else ())]
    if not keys:
        where = f"in {source}" if source else "given: give some, or a file with --ids-from"
        raise InvalidRequest(f"no {param.name} {where}", parameter=param.name)
    return keys


async def _stream(
    output: Output,
    batch: Batch[Any, Any],
    endpoint: Endpoint,
    options: Mapping[str, Any],
    titles: Mapping[Any, str],
) -> int:
    """Print each outcome as it lands."""
    width, relations = max(len(str(key)) for key in batch.keys), relations_in(options)
    ok = failed = 0
    try:
        async with batch as outcomes:
            with (
                output.progress(batch.total, endpoint.name, beside_stream=True) as advance,
                output.stream(columns_of_outcomes(endpoint.result, relations)) as put,
            ):
                async for outcome in outcomes:
                    ok += outcome.ok
                    failed += not outcome.ok
                    put(Landed(outcome, endpoint.result, width, relations, titles.get(outcome.key, "")))
                    advance()
    finally:
        # Of a wrong key one line tells all; the error brings it.
        if ok + failed or not isinstance(sys.exception(), AuthenticationFailed):
            ending = "" if ok + failed == batch.total else f" of {batch.total:,}, interrupted"
            output.note(f"{ok:,} done{ending}, {failed:,} failed")
    return Exit.FAILED if failed else Exit.OK


app = mount(
    App(
        name="batch",
        help="Call one endpoint for many keys: outcomes are printed as they land, or go into a file.",
        help_format="plaintext",
    ),
    Client,
    batch_command,
)

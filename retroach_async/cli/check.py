"""`retroach check`: a comparison of the server's answers with what the library expects."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from cyclopts import Parameter

from retroach_async.cli.calling import USER_AGENT, client
from retroach_async.cli.check_report import Planned, Report, counted
from retroach_async.cli.exits import Exit
from retroach_async.cli.key_file import key_in_use, name_in_use
from retroach_async.cli.limits import AskingLimit, Timeout, rate
from retroach_async.cli.output import Output, dressed
from retroach_async.drift import Compared, Plan
from retroach_async.drift import check as make_calls
from retroach_async.drift import plan as make_plan
from retroach_async.errors import InvalidRequest
from retroach_async.transport.limits import RateLimit
from retroach_async.transport.site import sites

_LONGEST_PAUSE = 60.0
"""A longer pause would take more than the deadline of a call."""

_PAUSE = 1.0

_Only = Annotated[
    str | None,
    Parameter(
        name="--only",
        metavar="NAMES",
        help="Check only these endpoints, separated by commas: get-game,get-game-list.",
    ),
]
_Every = Annotated[
    float | None,
    Parameter(
        name="--every",
        metavar="SECONDS",
        help="The time from one call to the next; 1 second unless this, or --limit, says otherwise.",
    ),
]
_DryRun = Annotated[
    bool,
    Parameter(name="--dry-run", negative="", show_default=False, help="List the calls without making any."),
]


@dressed
async def check(
    output: Output,
    *,
    only: _Only = None,
    every: _Every = None,
    dry_run: _DryRun = False,
    limit: AskingLimit = None,
    timeout: Timeout = None,
) -> int:
    """Call endpoints and compare their answers with the models."""
    if limit is not None:
        if every is not None:
            raise InvalidRequest("--every and --limit exclude each other: give one of them", parameter="every")
        requests, seconds = rate(limit)
        every = seconds / requests
    every = _PAUSE if every is None else every
    if not 0 < every <= _LONGEST_PAUSE:
        raise InvalidRequest(f"every must be above 0 and at most {_LONGEST_PAUSE:g} seconds", parameter="every")
    names = [name.strip().replace("-", "_") for name in only.split(",")] if only else []
    plan = make_plan(name_in_use(), names)
    if dry_run:
        output.one(Planned(plan))
        output.note(_announcement(plan, every))
        return Exit.OK
    results: list[Compared] = []
    async with client(limit=RateLimit(1, every, adaptive=True), timeout=timeout) as ra:
        output.note(_announcement(plan, every))
        secret = key_in_use().credentials.api_key
        try:
            with output.progress(len(plan.calls), "calls") as advance:
                async for compared in make_calls(ra, plan, secret):
                    results.append(compared)
                    advance()
        finally:  # findings from before a failure, or before Ctrl-C, are printed as well
            if results:
                output.one(Report(plan, results))
    return Exit.FAILED if any(compared.findings for compared in results) else Exit.OK


def _announcement(plan: Plan, every: float) -> str:
    """The number of calls, their addresses, their user and their pace."""
    counts = Counter(call.endpoint.api for call in plan.calls)
    total = counts.total()
    addresses = {api: site.base_url for api, site in sites(None, None, USER_AGENT, "query").items()}
    where = ", ".join(f"{count} to {addresses[api]}" for api, count in counts.items())
    owner = name_in_use()
    whom = f"for {owner}" if owner else f"for the owner of the key, about {plan.user}"
    return f"{counted(total, 'call')} ({where}) {whom}, one every {every:g} s: about {total * every:.0f} s"

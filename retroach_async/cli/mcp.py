"""`retroach mcp`: endpoints as tools for an assistant."""

from __future__ import annotations

import sys
from typing import Annotated

from cyclopts import Parameter

from retroach_async.cli.calling import client, environment_token
from retroach_async.cli.exits import Exit
from retroach_async.cli.limits import AskingLimit, Timeout, rate_limit
from retroach_async.cli.signals import call_on_signals
from retroach_async.cli.terminal import say
from retroach_async.clock import SystemClock
from retroach_async.mcp.ages import Ages
from retroach_async.mcp.toolbox import Toolbox
from retroach_async.mcp.tools import Context
from retroach_async.observe import Hooks
from retroach_async.transport.cache import CachePolicy

_Tools = Annotated[
    str,
    Parameter(
        help="The tools that the assistant sees: default, all, v1, v2, or names of endpoints, separated by commas."
        " find_endpoint and call_endpoint are always there."
    ),
]


async def mcp(*, tools: _Tools = "default", limit: AskingLimit = None, timeout: Timeout = None) -> int:
    """Serve the Model Context Protocol on standard input and output, for an assistant."""
    toolbox = Toolbox(tools)
    try:
        from retroach_async.mcp.server import server_of  # noqa: PLC0415  an extra, and slow to import
        from retroach_async.mcp.stdio import Lines, serve_stdio  # noqa: PLC0415  an extra, and slow to import
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in ("mcp", "mcp_types"):
            raise
        say('the server for assistants is an extra: pip install "retroach_async[mcp]"')
        return Exit.FAILED
    ages = Ages(SystemClock())
    async with client(
        limit=rate_limit(limit),
        timeout=timeout,
        cache=CachePolicy(),
        hooks=Hooks(on_response=ages.note),
        with_kept_key=False,
    ) as ra:
        token = environment_token()
        context = Context(ra, ages, None if token is None else ra.with_credentials(token))
        if sys.stdin is not None and sys.stdin.isatty():
            say("waiting for a host of the Model Context Protocol; Ctrl-C ends it")
        lines = Lines()
        call_on_signals(lines.end)
        await serve_stdio(server_of(context, toolbox), lines)
    return Exit.OK

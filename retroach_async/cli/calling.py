"""One command for each endpoint: call it once, or page by page, and show the answer."""

from __future__ import annotations

import inspect
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from operator import attrgetter
from typing import Annotated, Any

from cyclopts import Parameter

from retroach_async.cli.arguments import OUTPUT, Json, Verbose, argument
from retroach_async.cli.terminal import print_json, put, say, stderr, stdout
from retroach_async.client import Client
from retroach_async.credentials import API_KEY_VARIABLE
from retroach_async.endpoint import Endpoint
from retroach_async.errors import AuthenticationFailed
from retroach_async.transport.limits import RateLimit, RateLimits

Command = Callable[..., Awaitable[int | None]]

USER_AGENT = "retroach"

_KINDS = inspect.Parameter

_EVERY_PAGE = Annotated[
    bool,
    Parameter(
        name="--all",
        negative="",
        show_default=False,
        group=OUTPUT,
        help="Walk every page. With --json each row is a line of its own.",
    ),
]


@asynccontextmanager
async def client(*, limit: RateLimit | None = None, verbose: bool = False) -> AsyncIterator[Client]:
    """A client with the key of the environment."""
    if not os.environ.get(API_KEY_VARIABLE):
        raise AuthenticationFailed(
            f"no key: set {API_KEY_VARIABLE} to the web API key from your settings on the site"
            " (`retroach demo` and `retroach serve` need none)"
        )
    with telling() if verbose else _silence():
        async with Client(user_agent=USER_AGENT, rate_limit=limit or RateLimits()) as ra:
            yield ra


@contextmanager
def telling() -> Iterator[None]:
    """Repeat the library's log, which holds no secret, on standard error."""
    log, handler = logging.getLogger("retroach_async"), _Repeater()
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


@contextmanager
def _silence() -> Iterator[None]:
    yield


class _Repeater(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        say(record.getMessage())


def command(endpoint: Endpoint) -> Command:
    """The command that calls an endpoint."""

    async def call(
        *args: Any, every_page: bool = False, as_json: bool = False, verbose: bool = False, **options: Any
    ) -> None:
        async with client(verbose=verbose) as ra:
            method = attrgetter(endpoint.name)(ra)
            if not every_page:
                show(await method(*args, **options), as_json=as_json)
            elif as_json:
                async for row in ra.pages(method, *args, **options):
                    print_json(row, indent=None)
            else:
                with stderr().status("walking the pages"):
                    rows = [row async for row in ra.pages(method, *args, **options)]
                show(tuple(rows), as_json=False)

    arguments = [argument(param) for param in endpoint.arguments.values()]
    if endpoint.paging:
        arguments.append(_option("every_page", _EVERY_PAGE))
    return dressed(call, endpoint, arguments)


def dressed(call: Command, endpoint: Endpoint, arguments: list[inspect.Parameter]) -> Command:
    """A function with the signature and the documentation of a command, for cyclopts to read."""
    arguments = [*arguments, _option("as_json", Json), _option("verbose", Verbose)]
    call.__name__ = endpoint.name
    call.__doc__ = unwrapped(endpoint.doc.replace("`", ""))
    call.__signature__ = inspect.Signature(arguments)  # type: ignore[attr-defined]  # what inspect looks for
    call.__annotations__ = {each.name: each.annotation for each in arguments}
    return call


def unwrapped(doc: str) -> str:
    """A text with one line for each paragraph, to be wrapped to the width of the terminal."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in doc.split("\n\n"))


def _option(name: str, annotation: Any) -> inspect.Parameter:
    return _KINDS(name, _KINDS.KEYWORD_ONLY, default=False, annotation=annotation)


def show(answer: Any, *, as_json: bool) -> None:
    """Print an answer on standard output."""
    if as_json:
        print_json(answer)
        return
    from retroach_async.cli.tables import picture  # noqa: PLC0415  JSON is printed without it

    console = stdout()
    put(console, picture(answer, console))

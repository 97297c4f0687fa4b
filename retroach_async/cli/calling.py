"""One command for each endpoint: call it once, or page by page, and print the answer."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from operator import attrgetter
from typing import Any

from attrs import evolve

from retroach_async.access import DATA_READ
from retroach_async.charts.themes import ThemeName
from retroach_async.cli.answers import Result
from retroach_async.cli.arguments import argument
from retroach_async.cli.columns import pickable
from retroach_async.cli.examples import example
from retroach_async.cli.key_file import key_in_use
from retroach_async.cli.limits import limit_options, rate_limit
from retroach_async.cli.output import Command, Output, Work, dressed, switch
from retroach_async.cli.plots import can_be_plotted, plot_file, plot_options, save_plot
from retroach_async.cli.records import relations_in, row_kind
from retroach_async.cli.status import sign_of_life
from retroach_async.cli.wording import spelt
from retroach_async.client import Client
from retroach_async.credentials import USERNAME_VARIABLE, complaint_about_name, complaint_about_secret
from retroach_async.endpoint import Endpoint
from retroach_async.errors import AuthenticationFailed, ConfigurationError
from retroach_async.oauth import TOKEN_VARIABLE, OAuthToken
from retroach_async.observe import Hooks
from retroach_async.secret import Secret
from retroach_async.transport.cache import CachePolicy
from retroach_async.transport.limits import RateLimit, RateLimits
from retroach_async.transport.protocol import Timeouts

USER_AGENT = "retroach"
_DEFAULTS: dict[str, dict[str, Any]] = {"get_user_summary": {"recent_games_count": 5}}
"""Defaults of the command line, where those of the server leave out what people look for."""


@asynccontextmanager
async def client(
    endpoint: Endpoint | None = None,
    *,
    limit: RateLimit | None = None,
    timeout: float | None = None,
    cache: CachePolicy | None = None,
    hooks: Hooks | None = None,
    with_kept_key: bool = True,
) -> AsyncIterator[Client]:
    """A client with the key in use; for a private endpoint, with the OAuth token of the environment.

    A terminal shows what it waits for, unless there are other `hooks`. Without `with_kept_key` the key comes from the
    environment alone.
    """
    scope = None if endpoint is None else endpoint.scope
    token = None if scope is None or scope == DATA_READ else _token(scope)
    credentials = key_in_use(with_kept_key=with_kept_key).credentials if token is None else token
    async with (
        sign_of_life(hooks) as seen,
        Client(
            credentials,
            user_agent=USER_AGENT,
            rate_limit=limit or RateLimits(),
            timeout=Timeouts() if timeout is None else timeout,
            cache=cache,
            hooks=seen,
        ) as ra,
    ):
        yield ra


def environment_token() -> OAuthToken | None:
    """The OAuth token of the environment, for private endpoints; None when there is none.

    Raises `ConfigurationError`, naming the variable, when it cannot be sent.
    """
    if not os.environ.get(TOKEN_VARIABLE):
        return None
    secret, username = Secret(os.environ[TOKEN_VARIABLE]), os.environ.get(USERNAME_VARIABLE, "")
    wrong = complaint_about_name(username, USERNAME_VARIABLE) or complaint_about_secret(
        secret, TOKEN_VARIABLE, "give the access token of an authorization"
    )
    if wrong:
        raise ConfigurationError(wrong)
    return OAuthToken(secret, username=username)


def _token(scope: str) -> OAuthToken:
    token = environment_token()
    if token is None:
        raise AuthenticationFailed(f"no token: set {TOKEN_VARIABLE} to an OAuth token that grants {scope}")
    return token


def command(endpoint: Endpoint) -> Command:
    """The command that calls an endpoint."""
    own = _DEFAULTS.get(endpoint.name, {})

    async def call(
        output: Output,
        *args: Any,
        every_page: bool = False,
        plot: str | None = None,
        theme: ThemeName = "dark",
        limit: str | None = None,
        timeout: float | None = None,
        **options: Any,
    ) -> None:
        file, options = plot_file(plot), own | options
        async with client(endpoint, limit=rate_limit(limit), timeout=timeout) as ra:
            method = attrgetter(endpoint.name)(ra)
            if every_page:
                rows = ra.pages(method, *args, **options)
                await output.rows(row_kind(endpoint.result), rows, relations_in(options))
                return
            result = await method(*args, **options)
            if file is not None:
                await save_plot(ra, endpoint, result, file, theme)
            output.one(Result(result, endpoint.result, relations_in(options)))

    params = endpoint.arguments.values()
    arguments = [argument(evolve(each, default=own.get(each.name, each.default))) for each in params]
    if endpoint.paging:
        arguments.append(switch("every_page", "--all", "Walk every page; rows for programs are printed as they come."))
    if can_be_plotted(endpoint):
        arguments += plot_options()
    arguments += limit_options()

    def columns(options: Mapping[str, Any]) -> Sequence[str]:
        kind = row_kind(endpoint.result) if options.get("every_page") else endpoint.result
        return pickable(kind, relations_in(options))

    return dressed(documented(call, endpoint, example(endpoint)), arguments, columns=columns)


def documented(work: Work, endpoint: Endpoint, example: str) -> Work:
    """The same function with the name and the documentation of an endpoint, and with an example."""
    work.__name__ = endpoint.name
    summary, *details = unwrapped(spelt(endpoint.doc, endpoint)).split("\n\n")
    work.__doc__ = "\n\n".join([summary, f"Example: {example}", *details])
    return work


def unwrapped(doc: str) -> str:
    """A text with one line for each paragraph, to be wrapped to the width of the terminal."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in doc.split("\n\n"))

"""`retroach login`, `retroach logout` and `retroach whoami`: the key in use."""

from __future__ import annotations

import asyncio
import getpass
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from attrs import frozen
from cyclopts import Parameter

from retroach_async import ENDPOINTS
from retroach_async.cli.answers import Printable
from retroach_async.cli.calling import USER_AGENT, client
from retroach_async.cli.key_file import forget, keep, key_file, key_in_use
from retroach_async.cli.limits import AskingLimit, Timeout, rate_limit
from retroach_async.cli.output import Output, dressed
from retroach_async.cli.records import Record
from retroach_async.cli.terminal import printable, say
from retroach_async.client import Client
from retroach_async.credentials import API_KEY_VARIABLE, Credentials, complaint_about_secret
from retroach_async.errors import AuthenticationFailed, InvalidRequest, NotFound
from retroach_async.query import Reply
from retroach_async.secret import Secret

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_User = Annotated[
    str | None, Parameter(name="--user", metavar="NAME", help="The name of the key's owner; asked for without it.")
]
_Stdin = Annotated[
    bool,
    Parameter(
        name="--stdin", negative="", show_default=False, help="Read the key from the first line of standard input."
    ),
]
_LONGEST = 10_000
"""The most characters that are read of a line; no key is so long."""
_MARK = "\ufeff"
"""The mark that Windows puts in front of a text file."""
_FACTS = (
    ("user", "User", str),
    ("ulid", "ULID", str),
    ("points_hardcore", "TotalPoints", int),
    ("points_casual", "TotalSoftcorePoints", int),
)
"""The facts of a profile that are told: our name, the server's, the type."""
_COLUMNS = ("key", "source", "user", "ulid", "points_hardcore", "points_casual", "requests_left", "requests")


def login(*, user: _User = None, stdin: _Stdin = False) -> None:
    """Keep a key for this command line, once the server has known it."""
    credentials = _from_stdin(user or "") if stdin else _asked_for(user)
    owner = asyncio.run(_checked(credentials))
    file = key_file()
    keep(Credentials(owner, credentials.api_key), file)
    say(f"the key is good, and kept in {file}{f' as that of {owner}' if owner else ''}")
    if os.environ.get(API_KEY_VARIABLE):
        say(f"{API_KEY_VARIABLE} is set and takes precedence: unset it to use this key")


def logout() -> None:
    """Remove the file with the key."""
    file = key_file()
    say(f"removed {file}" if forget(file) else f"no key is kept: there is no {file}")
    if os.environ.get(API_KEY_VARIABLE):
        say(f"{API_KEY_VARIABLE} is still set")


def _from_stdin(user: str) -> Credentials:
    secret = _read(lambda: "" if sys.stdin is None else sys.stdin.readline(_LONGEST))
    if secret is not None and not secret.reveal():
        raise InvalidRequest("no key on standard input")
    return _sendable(user, secret)


def _read(ask: Callable[[], str]) -> Secret | None:
    """The key that somebody gives, without space around it; None for what is no text.

    No error leaves this function with the key in it, as that of a wrong encoding has it.
    """
    try:
        return Secret(ask().removeprefix(_MARK).strip())
    except (UnicodeError, OSError):
        return None


def _sendable(user: str, secret: Secret | None) -> Credentials:
    """The credentials. Raises `InvalidRequest` where no request could hold the key."""
    if secret is None:
        raise InvalidRequest("the key cannot be read: it is no text in the encoding of this terminal")
    if wrong := complaint_about_secret(secret, "the key", "copy it from the site's settings page"):
        raise InvalidRequest(wrong)
    return Credentials(user, secret)


def _asked_for(user: str | None) -> Credentials:
    """The credentials that somebody types."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise InvalidRequest(
            "there is no terminal to ask on: give the key with --stdin, as in `retroach login --stdin < FILE`"
        )
    try:
        if user is None:
            say("the web API key stands in your settings on the site: https://retroachievements.org/settings")
            sys.stderr.write("User name (may be empty): ")  # standard output may be a file
            sys.stderr.flush()
            user = input("").strip()
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            secret = _read(lambda: getpass.getpass("Web API key (not shown): "))
    except UnicodeError:
        raise InvalidRequest("the user name is no text in the encoding of this terminal") from None
    except EOFError:
        raise InvalidRequest("no key given") from None
    except getpass.GetPassWarning:
        raise InvalidRequest("this terminal cannot hide what is typed: give the key with --stdin") from None
    if secret is not None and not secret.reveal():
        raise InvalidRequest("no key given")
    return _sendable(user, secret)


async def _checked(credentials: Credentials) -> str:
    """The owner's name as the site spells it. Raises `AuthenticationFailed` for a key that is not known."""
    async with Client(credentials, user_agent=USER_AGENT) as ra:
        try:
            if not credentials.username:
                await ra.check_key()
                return ""
            return (await ra.get_user_profile(credentials.username)).user or credentials.username
        except NotFound:
            raise InvalidRequest(f"the key is good, but there is no user {credentials.username}") from None
        except AuthenticationFailed as error:
            error.reword("the server does not know this key, so it is not kept")
            raise


@partial(dressed, columns=lambda _: _COLUMNS)
async def whoami(output: Output, *, limit: AskingLimit = None, timeout: Timeout = None) -> None:
    """Tell about the key in use, with one call."""
    found = key_in_use()
    name = found.credentials.username
    endpoint = ENDPOINTS["get_user_profile" if name else "get_top_ten_users"]
    query = endpoint.compile(endpoint.bind((name,) if name else (), {}))
    async with client(limit=rate_limit(limit), timeout=timeout) as ra:
        try:
            reply = await ra.fetch(query)
        except NotFound:
            raise _nobody(name) from None
        except AuthenticationFailed as error:
            error.reword(f"the server does not know the key of {found.source}")
            raise
        state = ra.limits["v1"]
    profile = reply.json() if name else {}
    if not isinstance(profile, dict):
        raise _nobody(name)  # an empty list is how some answers spell it
    own = "no limit" if state is None else f"{state.requests} in any {state.seconds:g} s"
    output.one(_Key(found.source, profile, _numbers(reply), own))


def _nobody(name: str) -> NotFound:
    return NotFound(f"the key is good, but there is no user {name}")


def _numbers(reply: Reply) -> tuple[int | None, int | None]:
    """The requests that are left and those that the limit allows, as the server tells them."""
    told = (reply.headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "limit"))
    left, limit = (int(text) if text.isascii() and text.isdigit() else None for text in told)
    return left, limit


@frozen
class _Key(Printable):
    """A good key."""

    source: str
    profile: Mapping[str, Any]
    numbers: tuple[int | None, int | None]
    own_limit: str

    def columns(self) -> Sequence[str]:
        """The facts about the key."""
        return _COLUMNS

    def document(self) -> Record:
        """An object."""
        told = {name: self._told(wire, kind) for name, wire, kind in _FACTS}
        left, limit = self.numbers
        return {"key": "good", "source": self.source, **told, "requests_left": left, "requests": limit}

    def _told(self, wire: str, kind: type) -> Any:
        """A fact of the profile; None for one of another type, which is no reason to fail: the key is good."""
        fact = self.profile.get(wire)
        return fact if isinstance(fact, kind) else None

    def records(self) -> Iterator[Record]:
        """One row."""
        yield self.document()

    def picture(self, _: Console, /) -> RenderableType:
        """A card."""
        from rich.table import Table  # noqa: PLC0415  programs are answered without it

        facts = self.document()
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="cyan", no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row("key", f"good, from {printable(self.source)}")
        if facts["user"]:
            points = f"{facts['points_hardcore'] or 0:,} points, {facts['points_casual'] or 0:,} casual"
            grid.add_row("user", f"{printable(facts['user'])}, {points}")
        else:
            grid.add_row("user", "not told: the site names no owner of a key; set RETROACHIEVEMENTS_USERNAME")
        left = facts["requests_left"]
        told = (
            "the server does not tell"
            if left is None
            else f"{left} of {facts['requests']} requests left, says the server"
        )
        grid.add_row("limit", f"{told}; this program sends {self.own_limit}")
        return grid

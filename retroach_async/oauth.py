"""OAuth access tokens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeAlias

from retroach_async.credentials import Credentials, complaint_about_name, complaint_about_secret
from retroach_async.errors import ConfigurationError
from retroach_async.secret import Secret

TOKEN_VARIABLE = "RETROACHIEVEMENTS_OAUTH_TOKEN"  # noqa: S105  the name of a variable
"""The variable in which the command line looks for a token."""


class OAuthToken:
    """An OAuth access token of V2, in place of `Credentials`: `OAuthToken(token, username="MaxMilyin")`.

    Frozen, hashable, checked at once; the token is never shown. It travels as `Authorization: Bearer`. V1 takes API
    keys only.

    - `username`: whose token it is; may be empty. Keys and tokens with one name share V2's limit, as on the server.
    - `scopes`: the scopes that the user granted, such as `["data:read", "follows:read"]`. A call that needs another
      one is refused before it is sent. None when they are not known: then the server decides.
    - `refresh`: a plain or async callable without arguments that gives a new token, as text or as an `OAuthToken`. It
      is called when the server answers 401, once for all calls in flight; a plain one must not block. A call that it
      makes with the token raises `ConfigurationError`. None for a token that is not refreshed.

    Raises `ConfigurationError` when the token is empty, is surrounded by space or holds a control character, and for
    any other argument that cannot be right.
    """

    __slots__ = ("__refresh", "__scopes", "__token", "__username", "__weakref__")

    def __init__(
        self,
        token: str | Secret,
        *,
        username: str = "",
        scopes: Iterable[str] | None = None,
        refresh: Refresher | None = None,
    ) -> None:
        secret = token if isinstance(token, Secret) else Secret(token)
        del token  # a traceback with locals would show it, and the scopes may be a generator that raises
        granted = _granted(scopes)
        self.__token = secret
        self.__username = username
        self.__scopes = None if isinstance(granted, str) else granted
        self.__refresh = refresh
        complaint = (
            complaint_about_name(username)
            or complaint_about_secret(secret, "token", "give the access token of an authorization")
            or (granted if isinstance(granted, str) else None)
            or _complaint_about_refresh(refresh)
        )
        del scopes, refresh  # one may be a token in the wrong place
        if complaint:
            raise ConfigurationError(complaint)

    @property
    def username(self) -> str:
        """The name of the token's owner; may be empty."""
        return self.__username

    @property
    def token(self) -> Secret:
        """The access token, wrapped."""
        return self.__token

    @property
    def secret(self) -> Secret:
        """The token, by the name that it shares with an API key: what a request must not show."""
        return self.__token

    @property
    def scopes(self) -> frozenset[str] | None:
        """The scopes that the user granted; None when they are not known."""
        return self.__scopes

    @property
    def refresh(self) -> Refresher | None:
        """The callable that gives a new token; None for a token that is not refreshed."""
        return self.__refresh

    def __repr__(self) -> str:
        if not hasattr(self, "_OAuthToken__refresh"):
            return f"<{type(self).__name__}, not built>"  # seen in a traceback with locals
        facts = ["***"]
        if self.__username:
            facts.append(f"username={self.__username!r}")
        if self.__scopes is not None:
            facts.append(f"scopes={sorted(self.__scopes)!r}")
        return f"OAuthToken({', '.join(facts)})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OAuthToken):
            return NotImplemented
        mine = (self.__token, self.__username, self.__scopes, self.__refresh)
        return mine == (other.token, other.username, other.scopes, other.refresh)

    def __hash__(self) -> int:
        return hash((self.__token, self.__username, self.__scopes))  # a callable need not have a hash


Refresher: TypeAlias = Callable[[], "str | OAuthToken | Awaitable[str | OAuthToken]"]
"""A plain or async function that gives a new token."""

Credential: TypeAlias = Credentials | OAuthToken
"""The proof of who asks: a name with an API key, or an OAuth token."""


def _complaint_about_refresh(refresh: object) -> str | None:
    is_good = refresh is None or callable(refresh)
    return None if is_good else "refresh must be a callable without arguments that gives a new token"


def _granted(scopes: object) -> frozenset[str] | str | None:
    """The scopes as a set, or a complaint about them as text; no value is repeated, since it may be a token."""
    if scopes is None:
        return None
    words = "scopes must be a list of texts such as 'data:read', or None when they are not known"
    if isinstance(scopes, str | bytes) or not isinstance(scopes, Iterable):
        return words
    try:
        granted = tuple(scopes)
    except Exception:  # noqa: BLE001  a generator of the program may raise anything, with a token in it
        return words
    if not all(isinstance(scope, str) and scope and scope.isprintable() and " " not in scope for scope in granted):
        return words
    return frozenset(granted)

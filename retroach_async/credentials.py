"""Username and web API key."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from urllib.parse import quote_plus

from retroach_async.errors import ConfigurationError
from retroach_async.secret import Secret

API_KEY_VARIABLE = "RETROACHIEVEMENTS_API_KEY"
USERNAME_VARIABLE = "RETROACHIEVEMENTS_USERNAME"

_WHERE_FROM = "copy it from the site's settings page"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Credentials:
    """A user's name and web API key, as shown on the site's settings page.

    `Credentials("MaxMilyin", "web-api-key")`: frozen, hashable, checked at once; the key is never shown.
    Raises `ConfigurationError` when the key is empty, is surrounded by space or holds a control
    character. The name is sent along as `z`; the server does not read it, so it may be empty.
    """

    __slots__ = ("__api_key", "__parameters", "__username")

    def __init__(self, username: str, api_key: str | Secret) -> None:
        secret = api_key if isinstance(api_key, Secret) else Secret(api_key)
        del api_key  # a traceback with locals would show it
        self.__username = username
        self.__api_key = secret
        complaint = _complaint(username, secret)
        if complaint:
            raise ConfigurationError(complaint)
        self.__parameters = _parameters(username, secret)

    @property
    def username(self) -> str:
        """The name of the key's owner; may be empty."""
        return self.__username

    @property
    def api_key(self) -> Secret:
        """The web API key, wrapped."""
        return self.__api_key

    @property
    def secret(self) -> Secret:
        """The key, by the name that it shares with a token: what a request must not show."""
        return self.__api_key

    @property
    def parameters(self) -> Secret:
        """Name and key as V1's query parameters `z` and `y`, encoded and wrapped."""
        return self.__parameters

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Credentials:
        """The credentials in RETROACHIEVEMENTS_USERNAME and RETROACHIEVEMENTS_API_KEY.

        Raises `ConfigurationError`, naming the variable, when there is no key, or one that cannot be sent.
        """
        environment = os.environ if environment is None else environment
        username = environment.get(USERNAME_VARIABLE, "")
        secret = Secret(environment.get(API_KEY_VARIABLE, ""))
        del environment  # a traceback with locals would show it
        if not secret.reveal():
            raise ConfigurationError(f"no credentials: pass Credentials(username, api_key) or set {API_KEY_VARIABLE}")
        wrong = complaint_about_name(username, USERNAME_VARIABLE) or complaint_about_secret(
            secret, API_KEY_VARIABLE, _WHERE_FROM
        )
        if wrong:
            raise ConfigurationError(wrong)
        return cls(username, secret)

    def __repr__(self) -> str:
        if not hasattr(self, "_Credentials__api_key"):
            return f"<{type(self).__name__}, not built>"  # seen in a traceback with locals
        return f"Credentials({self.__username!r}, ***)"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Credentials):
            return NotImplemented
        return (self.__username, self.__api_key) == (other.username, other.api_key)

    def __hash__(self) -> int:
        return hash((self.__username, self.__api_key))


def _complaint(username: object, secret: Secret) -> str | None:
    """The complaint about a name or a key, as a sentence without the value; None when all is well."""
    return complaint_about_name(username) or complaint_about_secret(secret, "api_key", _WHERE_FROM)


def folded(username: str) -> str:
    """The name of a user as names are compared, without case and space around it; empty when nobody is named."""
    return username.strip().casefold()


def complaint_about_name(username: object, name: str = "username") -> str | None:
    """The complaint about the name of a user, by the parameter's name; None when all is well."""
    if not isinstance(username, str):
        return f"{name} must be text, and may be empty"
    if _CONTROL.search(username):
        return f"{name} holds a line break or another control character"
    if not _can_be_sent(username):
        return f"{name} holds a character that cannot be encoded"
    return None


def complaint_about_secret(secret: Secret, name: str, source: str) -> str | None:
    """The complaint about a key or a token, by the parameter's name and without the value; None when all is well.

    `source` says where to get one.
    """
    # Nothing is raised in here, and the caller raises where no local is the secret.
    text: object = secret.reveal()
    if not isinstance(text, str):
        return f"{name} must be text"
    if not text:
        return f"{name} is empty: {source}"
    if not _can_be_sent(text):
        return f"{name} holds a character that cannot be encoded"
    if text != text.strip():
        return f"{name} is surrounded by space"
    if _CONTROL.search(text):
        return f"{name} holds a line break or another control character"
    return None


def _can_be_sent(text: str) -> bool:
    """False for half a surrogate pair, as a byte in the environment that is not UTF-8 becomes one."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _parameters(username: str, secret: Secret) -> Secret:
    name = f"z={quote_plus(username)}&" if username else ""
    return Secret(f"{name}y={quote_plus(secret.reveal())}")

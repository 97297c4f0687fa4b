"""The addresses of the two APIs, and the headers of every request."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from attrs import frozen

from retroach_async.errors import ConfigurationError
from retroach_async.query import Api
from retroach_async.version import __version__

V1_BASE_URL = "https://retroachievements.org/API"
V2_BASE_URL = "https://api.retroachievements.org/v2"
BASE_URL_VARIABLE = "RETROACHIEVEMENTS_BASE_URL"
V2_BASE_URL_VARIABLE = "RETROACHIEVEMENTS_V2_BASE_URL"
PROJECT_URL = "https://github.com/retroach-async/retroach_async"

_NETLOC = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[^\[\]:/?#\\]*)(:[0-9]*)?")

KeyPlace = Literal["query", "header"]


@frozen(eq=False)
class Site:
    """The address of one API, and the headers that a client sends there."""

    base_url: str
    """The address below which all paths lie, without a slash at its end."""
    headers: Mapping[str, str]
    """Headers of every request: the wanted media type, and the program that asks."""
    key_header: str
    """The header that carries the key when the key does not travel in the query."""
    key_in: KeyPlace
    """The place in which the key travels."""


def checked_base_url(parameter: str, text: str) -> str:
    """A base URL without its last slash.

    Raises `ConfigurationError`, naming the parameter, unless it is https, or http to this machine: the
    key would travel in the clear.
    """
    complaint = _base_url_complaint(text)
    if complaint:
        raise ConfigurationError(f"{parameter} {complaint}")
    return text.rstrip("/")


def _base_url_complaint(text: object) -> str | None:
    try:
        parts = urlsplit(text) if isinstance(text, str) and text.isprintable() else None
        host = None if parts is None or parts.port == 0 else parts.hostname
    except ValueError:
        parts = host = None
    if parts is None or not _NETLOC.fullmatch(parts.netloc.rpartition("@")[2]):
        return "is not a valid address"
    if parts.scheme not in ("http", "https") or not host:
        return "must start with https:// and name a host"
    if parts.username or parts.password or parts.query or parts.fragment:
        return "must not hold a user, a password, a query or a fragment"
    if any(character.isspace() for character in parts.geturl()):
        return "holds a space"
    if parts.scheme == "http" and not is_loopback(host):
        return "must use https unless it is an address of this machine: the key would travel in the clear"
    return None


def is_loopback(host: str) -> bool:
    """True for an address or name of this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _given(parameter: str, value: str | None, variable: str) -> tuple[str, str | None]:
    """An address with the name of the place where it was found, for an error: a parameter or a variable."""
    found = None if value else os.environ.get(variable)
    return (variable, found) if found else (parameter, value)


def sites(base_url: str | None, v2_base_url: str | None, user_agent: str | None, key_in: KeyPlace) -> dict[Api, Site]:
    """The sites of the two APIs.

    An address that is not given is read from the environment. When only V1's is known, V2 is looked for
    at the same host, below `/v2`, so that a key meant for a test server goes nowhere else. Raises
    `ConfigurationError`, naming the parameter or the variable.
    """
    v1_name, v1_given = _given("base_url", base_url, BASE_URL_VARIABLE)
    v2_name, v2 = _given("v2_base_url", v2_base_url, V2_BASE_URL_VARIABLE)
    v1 = checked_base_url(v1_name, v1_given or V1_BASE_URL)
    if not v2:
        v2 = V2_BASE_URL if v1 == V1_BASE_URL else f"{urlsplit(v1).scheme}://{urlsplit(v1).netloc}/v2"
    agent = f"retroach_async/{__version__} (+{PROJECT_URL})" + (f" {user_agent}" if user_agent else "")
    # The second type of V2 is for its few documents, and all its errors, that are plain JSON.
    json, json_api = "application/json", "application/vnd.api+json, application/json;q=0.9"
    return {
        "v1": Site(v1, {"Accept": json, "User-Agent": agent}, "Authorization", key_in),
        "v2": Site(checked_base_url(v2_name, v2), {"Accept": json_api, "User-Agent": agent}, "X-API-Key", "header"),
    }

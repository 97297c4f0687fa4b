"""OAuth tokens, known by their form and read without a look at the signature."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen

TOKEN_LIFETIME = 15 * 86400.0
"""Seconds for which a token of the site is valid."""

_FORM = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}", re.ASCII)


@frozen
class Token:
    """The claims of a token."""

    claims: Mapping[str, Any] | None = field(repr=False)
    """The JSON object in the middle part; None for a token without one, which is never valid."""

    @property
    def scopes(self) -> frozenset[str]:
        """The scopes that its owner granted."""
        scopes = (self.claims or {}).get("scopes")
        if not isinstance(scopes, list):
            return frozenset()
        return frozenset(scope for scope in scopes if isinstance(scope, str))

    @property
    def owner(self) -> str | None:
        """The owner by name, ULID or id; None when no claim says."""
        claims = self.claims or {}
        owner = claims.get("name", claims.get("sub"))
        return None if owner is None else str(owner)

    def is_valid(self, now: float) -> bool:
        """False for a token without claims, and for one that has expired at a Unix time."""
        if self.claims is None:
            return False
        expiry = self.claims.get("exp")
        return expiry is None or (isinstance(expiry, int | float) and now < expiry)


def token_in(text: str) -> Token | None:
    """The token that a text is; None for any other text, which is an API key."""
    if not _FORM.fullmatch(text):
        return None
    middle = text.split(".")[1]
    try:
        claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    except (ValueError, RecursionError):
        claims = None
    return Token(claims if isinstance(claims, dict) else None)


def token_text(owner: str, scopes: Iterable[str], *, number: int, issued: float, expiry: float) -> str:
    """A token of the same form as the site's, but nobody has signed it."""
    head = {"typ": "JWT", "alg": "none"}
    claims = {
        "jti": str(number),
        "iat": issued,
        "exp": expiry,
        "sub": owner,
        "scopes": list(scopes),
    }
    return ".".join([_part(head), _part(claims), "emulated"])


def _part(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")

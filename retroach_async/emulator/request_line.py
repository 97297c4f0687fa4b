"""A request in one line of a log, without a key or a token."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote, quote_plus

_CREDENTIALS = frozenset({"y", "z", "api_key", "apikey", "key", "token", "access_token"})
"""The names of parameters that are not shown; `z` is the username beside a key."""
_HIDDEN = "***"
_SHORTEST = 3
"""The length of the shortest text that is looked for; a shorter key would hide half of the line."""


def request_line(
    method: str,
    path: str,
    *,
    params: Iterable[tuple[str, str]],
    headers: Mapping[str, str],
    status: int | None,
    keys: Iterable[str] = (),
) -> str:
    """Method, path, parameters and status, such as `GET /API/API_GetGame.php?i=1 200`; `-` for no status.

    A text that is a credential of this request, or one of `keys`, is hidden wherever it stands.
    """
    params = list(params)
    shown = [(name, text) for name, text in params if name.strip().lower() not in _CREDENTIALS]
    secrets = {*keys, headers.get("X-API-Key", ""), headers.get("Authorization", "").rpartition(" ")[2]}
    secrets.update(text for name, text in params if name.strip().lower() in _CREDENTIALS and name.lower() != "z")
    query = "&".join(f"{quote(name, safe='[].')}={quote(text, safe=',:-')}" for name, text in shown)
    line = f"{path}?{query}" if query else path
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            for spelling in (
                secret,
                quote(secret, safe=",:-"),
                quote(secret),
                quote(secret, safe=""),
                quote_plus(secret),
            ):
                line = line.replace(spelling, _HIDDEN)
    return f"{method} {line} {'-' if status is None else status}"

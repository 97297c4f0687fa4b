"""Queries of a program's own: checked before they are sent, and their replies made plain."""

from __future__ import annotations

import re
import reprlib
from typing import Any

from attrs import evolve

from retroach_async.errors import InvalidRequest
from retroach_async.query import Query, Reply
from retroach_async.secret import Secret

_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*(/[A-Za-z0-9_][A-Za-z0-9_.\-]*)*", re.ASCII)


def check_query(query: Any) -> None:
    """Raise `InvalidRequest` for a query that cannot be sent."""
    if not isinstance(query, Query):
        raise InvalidRequest('query must be a Query, such as Query("v1", "API_GetGame.php", (("i", "1"),))')
    if query.api not in ("v1", "v2"):
        raise InvalidRequest(f"api must be 'v1' or 'v2', not {reprlib.repr(query.api)}", parameter="api")
    path: object = query.path
    if not isinstance(path, str) or not _PATH.fullmatch(path):
        raise InvalidRequest(f"path is not one below the API: {reprlib.repr(query.path)}", parameter="path")
    params: object = query.params
    if not isinstance(params, tuple) or not all(map(_is_pair, params)):
        raise InvalidRequest(
            f'params must be a tuple of pairs of text, such as (("i", "1"),), not {reprlib.repr(query.params)}',
            parameter="params",
        )


def _is_pair(pair: object) -> bool:
    if not isinstance(pair, tuple) or len(pair) != 2 or not all(isinstance(text, str) for text in pair):
        return False
    try:
        "".join(pair).encode()
    except UnicodeEncodeError:  # half a surrogate pair
        return False
    return True


def plain(reply: Reply, secret: Secret) -> Reply:
    """The reply with headers in a plain dictionary, in which the server has not repeated the key."""
    headers = {name.lower(): secret.scrub_text(value) for name, value in reply.headers.items()}
    return evolve(reply, headers=headers)

"""Queries of a program's own: checked before they are sent, and their replies made plain."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Sequence
from typing import Any

from attrs import evolve

from retroach_async.errors import InvalidRequest
from retroach_async.query import Query, Reply
from retroach_async.secret import Secret

_PATH = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.\-]*(/[A-Za-z0-9_][A-Za-z0-9_.\-]*)*", re.ASCII)


_CREDENTIALS = {"z", "y"}
"""The parameters of V1 for the name and the key of a user, which the client writes itself."""


def problem_of(query: Any, secrets: Sequence[Secret]) -> InvalidRequest | None:
    """The reason why a query cannot be sent; None for a good one.

    It is returned, since the query may hold the key: no frame of a traceback may show it.
    """
    try:
        _check(query)
        _check_secrecy(query, secrets)
    except InvalidRequest as problem:
        return InvalidRequest(_without(secrets, problem.message), parameter=problem.parameter)
    return None


def _check_secrecy(query: Query, secrets: Sequence[Secret]) -> None:
    names = {name for name, _ in query.params} & _CREDENTIALS if query.api == "v1" else set[str]()
    if names or any(secret.is_in(query.encoded.encode()) for secret in secrets):
        raise InvalidRequest(
            "the client adds the user and the key to a request: leave them out of the query", parameter="params"
        )


def _check(query: Any) -> None:
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


def plain(reply: Reply, secrets: Sequence[Secret]) -> Reply:
    """The reply with headers in a plain dictionary, in which the server has not repeated the key or the token."""
    headers = {name.lower(): _without(secrets, value) for name, value in reply.headers.items()}
    return evolve(reply, headers=headers)


def _without(secrets: Sequence[Secret], text: str) -> str:
    for secret in secrets:
        text = secret.scrub_text(text)
    return text

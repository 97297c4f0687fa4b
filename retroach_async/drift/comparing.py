"""One answer, compared with its model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from retroach_async._types import without_none
from retroach_async.drift import jsonapi, php
from retroach_async.drift.findings import Compared, Drift, Finding
from retroach_async.drift.left_out import is_left_out
from retroach_async.drift.sometimes import is_sent_sometimes
from retroach_async.drift.systems import unknown_systems
from retroach_async.drift.walk import Walk, below
from retroach_async.endpoint import Endpoint
from retroach_async.errors import NotFound, RetroachError
from retroach_async.wire import jsonapi as v2
from retroach_async.wire import php as v1

_DIALECTS = {"v1": (v1.naming, php.walk_through), "v2": (v2.naming, jsonapi.walk_through)}


def compare(endpoint: Endpoint, payload: Any, bound: Mapping[str, object]) -> Compared:
    """The differences between an endpoint's answer and its model; `bound` has the arguments of the call."""
    result = endpoint.reader(payload, bound)
    if result is None:
        return Compared(name=endpoint.name, skipped="nothing to compare: the answer is that there is none")
    if isinstance(result, NotFound):
        endpoint.name_the_missing(result, bound)
        return failed(endpoint, result)
    naming, walk_through = _DIALECTS[endpoint.api]
    walk = Walk(naming, partial(is_left_out, endpoint.name), partial(is_sent_sometimes, endpoint.name))
    kind = without_none(endpoint.result)
    if endpoint.rows is not None and endpoint.without_envelope(payload) is not payload:
        _walk_into(walk, payload, kind, endpoint.rows.split("."))
    else:
        walk_through(walk, payload, kind, bound)
    findings = (*walk.findings, *unknown_systems(result))
    if isinstance(result, RetroachError) and not any(each.drift in _REFUSED for each in findings):
        return failed(endpoint, result)
    return Compared(name=endpoint.name, findings=findings, unseen=walk.unseen)


def _walk_into(walk: Walk, payload: Any, kind: Any, names: Sequence[str]) -> None:
    """Compare a part of an answer with its type, and note what lies around it."""
    path, part = "", payload
    for name in names:
        walk.enter(path)
        walk.unread({key: value for key, value in part.items() if key != name}, path)
        path, part = below(path, name), part[name]
    walk.value(part, kind, path)


_REFUSED = (Drift.REQUIRED_KEY, Drift.OTHER_TYPE)
"""Differences for which the library refuses an answer."""


def failed(endpoint: Endpoint, error: RetroachError) -> Compared:
    """The comparison of a call that failed."""
    status = "" if error.status is None else f" (HTTP {error.status})"
    return Compared(name=endpoint.name, findings=(Finding(drift=Drift.FAILED_CALL, found=f"{error.message}{status}"),))

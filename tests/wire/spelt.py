"""Comparison of the server's own answer with what `to_wire` makes of the result that was read from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Difference = tuple[str, Any, Any]


def differences(sent: Any, spelt: Any, key: str = "") -> Iterator[Difference]:
    """The values that both have and that are not the same, with their keys, as the server sent them and as spelt."""
    if isinstance(sent, dict) and isinstance(spelt, dict):
        for name in sent.keys() & spelt.keys():
            yield from differences(sent[name], spelt[name], key if name.isdecimal() else name)
    elif isinstance(sent, list) and isinstance(spelt, list) and len(sent) == len(spelt):
        for one, other in zip(by_identity(sent), by_identity(spelt), strict=True):
            yield from differences(one, other, key)
    elif sent != spelt or type(sent) is not type(spelt):
        yield key, sent, spelt


def by_identity(rows: list[Any]) -> list[Any]:
    """Included objects in one order: the order in which they come along means nothing."""
    named = [row for row in rows if isinstance(row, dict) and {"type", "id", "attributes"} <= row.keys()]
    return sorted(named, key=lambda row: (row["type"], row["id"])) if named and len(named) == len(rows) else rows


def additions(sent: Any, spelt: Any) -> Iterator[str]:
    """The keys that are spelt although the server did not send them."""
    if isinstance(sent, dict) and isinstance(spelt, dict):
        yield from spelt.keys() - sent.keys()
        for name in sent.keys() & spelt.keys():
            yield from additions(sent[name], spelt[name])
    elif isinstance(sent, list) and isinstance(spelt, list):
        for one, other in zip(by_identity(sent), by_identity(spelt), strict=False):
            yield from additions(one, other)

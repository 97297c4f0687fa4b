"""Documents that are taken apart and put together again."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async.wire.documents import apart, together


def resource(kind: str, own: str, **linked: Any) -> dict[str, Any]:
    """A resource that names others."""
    return {"type": kind, "id": own, "relationships": {name: {"data": data} for name, data in linked.items()}}


def name(kind: str, own: str) -> dict[str, str]:
    """One end of a relationship."""
    return {"type": kind, "id": own}


SYSTEM = resource("systems", "25")
SETS = [resource("achievement-sets", own, games=[name("games", "9")]) for own in ("1", "2")]
OTHER = resource("games", "9", achievementSets=[name("achievement-sets", "1")])
"""A game within a set, which names the set in turn."""
FIRST = resource("games", "5", system=name("systems", "25"), achievementSets=[name("achievement-sets", "1")])
SECOND = resource("games", "6", achievementSets=[name("achievement-sets", "2")], system=None)
THIRD = resource("games", "7", achievementSets=[name("achievement-sets", "1"), name("achievement-sets", "2")])
DOCUMENT = {"data": [FIRST, SECOND, THIRD], "included": [SYSTEM, *SETS, OTHER], "links": {}, "meta": {}}


def ids(document: dict[str, Any]) -> set[tuple[str, str]]:
    """The names of the included objects."""
    return {(each["type"], each["id"]) for each in document["included"]}


def test_each_row_has_what_belongs_to_it() -> None:
    """Whatever a row leads to, in any number of steps, goes with it, and nothing else; circles end."""
    parts = apart(DOCUMENT)
    assert [(own, part["data"]) for own, part in parts.items()] == [("5", FIRST), ("6", SECOND), ("7", THIRD)]
    assert ids(parts["5"]) == {("systems", "25"), ("achievement-sets", "1"), ("games", "9")}
    assert ids(parts["6"]) == {("achievement-sets", "2"), ("games", "9"), ("achievement-sets", "1")}
    assert ids(parts["7"]) == ids(parts["6"])


def test_parts_make_the_document_again() -> None:
    """All rows are there, and what they share is there once."""
    whole = together(apart(DOCUMENT).values())
    assert whole["data"] == DOCUMENT["data"]
    assert len(whole["included"]) == 4
    assert ids(whole) == {("systems", "25"), ("achievement-sets", "1"), ("achievement-sets", "2"), ("games", "9")}
    assert whole["meta"] == {"page": {"total": 3}}


@pytest.mark.parametrize(
    "document",
    [None, [], {}, {"data": None}, {"data": FIRST}, {"data": [1, None, {"type": "games"}, {"id": "1"}]}, "text"],
)
def test_document_without_rows_has_no_parts(document: Any) -> None:
    """What the reader will refuse is nothing to keep."""
    assert apart(document) == {}


@pytest.mark.parametrize(
    "odd", [{"relationships": 1}, {"relationships": {"system": 1}}, {"relationships": {"system": {"data": 1}}}, {}]
)
def test_row_with_odd_relationships_is_alone(odd: dict[str, Any]) -> None:
    """A relationship of another shape names nothing."""
    assert apart({"data": [name("games", "1") | odd], "included": [SYSTEM]})["1"]["included"] == []

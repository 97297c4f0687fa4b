"""The cursors as values: what they remember, and what they may forget."""

from __future__ import annotations

from retroach_async.watch.by_id import IdCursor
from retroach_async.watch.cursor import LONGEST_DELAY, Cursor, parsed


def test_floor_rises_with_the_newest_unlock() -> None:
    """What the server would not take any more is forgotten, whatever was seen later; the floor never falls."""
    cursor = Cursor(0, 0, {(5, 1, 1)})
    cursor.add((LONGEST_DELAY + 10, 2, 1))
    assert (cursor.floor, cursor.seen) == (10, {(LONGEST_DELAY + 10, 2, 1)})
    cursor.add((20, 3, 0))
    assert (cursor.floor, cursor.newest) == (10, LONGEST_DELAY + 10)
    assert Cursor.of(parsed(cursor.to_text())) == cursor


def test_last_200_ids_are_remembered() -> None:
    """An id below the lowest of them is dealt with; a missing one among them may still arrive."""
    cursor = IdCursor()
    for number in range(1, 501):
        if number != 400:
            cursor.add((number, 0))
            cursor.prune(set())
    assert cursor.floor == 300
    assert len(cursor.ids) == 200
    assert cursor.knows((299, 0), by_change=False)
    assert not cursor.knows((400, 0), by_change=False)
    assert IdCursor.of(cursor.to_text()) == cursor


def test_row_that_waits_is_not_forgotten() -> None:
    """The floor stays below a row that nobody has acknowledged, and below a change as well."""
    cursor = IdCursor()
    for number in range(1, 501):
        if number != 100:
            cursor.add((number, 1000 + number))
    cursor.prune({(100, 1100)})
    assert not cursor.knows((100, 1100), by_change=False)
    assert not cursor.knows((100, 1100), by_change=True)
    assert cursor.knows((99, 1099), by_change=False)

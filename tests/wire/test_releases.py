"""Release dates in the spellings of all years."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from retroach_async import ENDPOINTS, ValidationError
from tests.v1.answers import ANSWERS, arguments_of


def released(text: Any, granularity: Any = None) -> Any:
    """The release of a game whose answer has a text."""
    endpoint, answer = ENDPOINTS["get_game"], copy.deepcopy(ANSWERS["get_game"])
    answer |= {"Released": text, "ReleasedAtGranularity": granularity}
    game = endpoint.reader(answer, endpoint.bind((), arguments_of("get_game")))
    return game if isinstance(game, ValidationError) else game.released


@pytest.mark.parametrize(
    ("text", "granularity", "shown", "known"),
    [
        ("1991-06-23", None, "1991-06-23", None),
        ("1991-06-23 00:00:00", "day", "1991-06-23", "day"),
        ("1991-06-01", "month", "1991-06", "month"),
        ("June 23, 1991", None, "1991-06-23", "day"),
        ("23 Jun 1991", None, "1991-06-23", "day"),
        ("June 3rd, 1991", None, "1991-06-03", "day"),
        ("1980", None, "1980", "year"),
        ("1991-06", None, "1991-06", "month"),
        ("June 1991", None, "1991-06", "month"),
        ("Q3 1999 (Japan)", None, "1999", "year"),
        ("  circa 1985 ", None, "1985", "year"),
        ("February 30, 1991", None, "1991-02", "month"),
        ("1991-13", None, "1991", "year"),
    ],
)
def test_release_is_as_exact_as_its_text(text: str, granularity: str | None, shown: str, known: str | None) -> None:
    """A text is read as far as it says something."""
    release = released(text, granularity)

    assert (str(release), release.granularity) == (shown, known)


@pytest.mark.parametrize("text", ["", "soon", "0000-00-00 00:00:00", "1991 or 1992", "12/34", None])
def test_text_without_a_year_is_no_release(text: str | None) -> None:
    """A text that names no year says nothing about the release, and does not refuse the game."""
    assert released(text) is None


@pytest.mark.parametrize(("value", "path"), [({}, "released.date"), (True, "released.date"), ([1], "released.date")])
def test_value_of_another_kind_is_refused(value: Any, path: str) -> None:
    """A release that is no text is an error with its place."""
    assert released(value).path == path

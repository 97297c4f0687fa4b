"""Types as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal, Optional

import pytest

from retroach_async import AchievementFlags, Game, Page
from retroach_async._types import choices, spell, without_none


@pytest.mark.parametrize(
    ("kind", "bare"),
    [
        (int | None, int),
        (Optional[int], int),  # noqa: UP045  the older spelling is another class
        (None | Literal["id", "-id"], Literal["id", "-id"]),
        (tuple[Game, ...] | None, tuple[Game, ...]),
        (int | str | None, int | str),
    ],
)
def test_none_is_taken_out_of_a_type(kind: Any, bare: Any) -> None:
    """Whatever else a type may be stays, in whichever spelling the None stands."""
    assert without_none(kind) == bare


@pytest.mark.parametrize("kind", [int, Page[Game], Literal["id"], int | str, type(None)])
def test_type_without_none_stays_the_same(kind: Any) -> None:
    """A type that has nothing to take out is given back, so `is` tells them apart."""
    assert without_none(kind) is kind


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (Literal["id", "-id"], ("id", "-id")),
        (Literal[1], (1,)),
        (Literal["id"] | None, ("id",)),
        (Collection[Literal["id"]] | None, ("id",)),
        (AchievementFlags, (AchievementFlags.OFFICIAL, AchievementFlags.UNOFFICIAL)),
        (Collection[AchievementFlags], tuple(AchievementFlags)),
        (bool, ()),
        (Collection[int] | None, ()),
    ],
)
def test_choices_of_a_type(kind: Any, values: tuple[Any, ...]) -> None:
    """A type with a few values has them in their order, also where it is a list or may be None."""
    assert choices(kind) == values


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (int, "int"),
        (None, "None"),
        (type(None), "None"),
        (datetime | None, "datetime | None"),
        (Page[Game], "Page[Game]"),
        (tuple[Game, ...], "tuple[Game, ...]"),
        (Collection[AchievementFlags] | None, "Collection[AchievementFlags] | None"),
        (Mapping[str, Collection[int] | None], "Mapping[str, Collection[int] | None]"),
        (Literal["id", "-id"], 'Literal["id", "-id"]'),
        (Literal["a", "b", "c", "d"] | None, 'Literal["a", "b", "c", "d"] | None'),
        (Literal[1], "Literal[1]"),
    ],
)
def test_type_is_spelt_as_one_would_write_it(kind: Any, text: str) -> None:
    """A type looks as it does in a program, without the names of modules."""
    assert spell(kind) == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Literal["a", "b", "c"], 'Literal["a", "b", "c"]'),
        (Literal["a", "b", "c", "d"] | None, 'Literal["a", "b", "c", ...] | None'),
        (Collection[Literal["a", "b", "c", "d"]], 'Collection[Literal["a", "b", "c", ...]]'),
    ],
)
def test_long_choice_can_be_shortened(kind: Any, text: str) -> None:
    """Only the first words are spelt, and dots tell that there are more."""
    assert spell(kind, most_words=3) == text

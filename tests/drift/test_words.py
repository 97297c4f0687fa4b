"""Types and values in a few words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from retroach_async import AwardKind, Badge, FrozenMap, Game, Image, Page, Permissions
from retroach_async.drift.words import type_words, value_words


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (int, "integer"),
        (int | None, "integer or null"),
        (bool, "true or false"),
        (float, "number"),
        (str, "text"),
        (Image | None, "text or null"),
        (Badge, "text"),
        (datetime, "date and time"),
        (date | None, "date or null"),
        (timedelta, "seconds"),
        (Permissions, "Permissions"),
        (AwardKind | None, "AwardKind or null"),
        (Game, "Game"),
        (Page[Game], "Page"),
        (tuple[Game, ...], "list"),
        (FrozenMap[int] | None, "object keyed by ids or null"),
    ],
)
def test_type_in_words(kind: Any, words: str) -> None:
    """Plain types are told as JSON knows them, ours by their names."""
    assert type_words(kind) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "number 0"),
        (-1.5, "number -1.5"),
        ("", "text ''"),
        ("it's", 'text "it\'s"'),
        ("a" * 30, f"text '{'a' * 30}'"),
        ("a" * 31, f"text '{'a' * 30}'..."),
        ([], "empty list"),
        ([None], "list of 1"),
        ({}, "empty object"),
        ({"a": 1}, "object with 'a'"),
        ({"a": 1, "b": 2, "c": 3, "d": 4}, "object with 'a', 'b', 'c', ..."),
    ],
)
def test_value_in_words(value: object, words: str) -> None:
    """A value is told by its type and its beginning."""
    assert value_words(value) == words


def test_words_are_short_whatever_comes() -> None:
    """Neither a long name nor a huge number makes a long line."""
    for value in ({"a" * 9999: 1}, 10**4000, "a" * 9999):
        assert len(value_words(value)) < 60

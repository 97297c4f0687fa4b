"""The spelling of V2's arguments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, Literal

import pytest

from retroach_async import InvalidRequest, ReleaseGranularity
from retroach_async.keys import Key, filter_by, filter_by_ids
from retroach_async.param import Param
from retroach_async.wire.jsonapi import JsonApiDialect

Word = Literal["points_total", "-points_total", "achievement.achievement_set"]


def spelt(value: Any, annotation: Any, key: Key = Key("k", "A key.")) -> str:
    """The text that is sent for a value."""
    spelling = JsonApiDialect().spelling(annotation, is_ordered=key.keeps_order)
    return Param("value", key, annotation, None, spelling=spelling).encode(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (datetime(2026, 8, 5, 23, 59, 1, tzinfo=UTC), "2026-08-05 23:59:01"),
        (datetime(2026, 8, 5, 1, tzinfo=timezone(timedelta(hours=2))), "2026-08-04 23:00:00"),
        (datetime(2026, 8, 5, 1, 2, 3, 999_999, tzinfo=UTC), "2026-08-05 01:02:03"),
        (date(2026, 8, 5), "2026-08-05"),
    ],
)
def test_moment_is_the_text_that_the_server_compares(value: Any, text: str) -> None:
    """A moment goes in UTC and to the second; a bare date stays one, so that it covers its whole day."""
    assert spelt(value, date | datetime | None) == text


def test_moment_without_a_zone_is_refused() -> None:
    """Nobody knows which moment it is."""
    with pytest.raises(InvalidRequest, match=r"a date.* or an aware datetime"):
        spelt(datetime(2026, 8, 5), date | datetime | None)  # noqa: DTZ001  the subject of the test


@pytest.mark.parametrize("value", [[10, 9, 2], (2, 10, 9), {9, 2, 10}, [2, 2, 10, 9, 9]])
def test_list_is_sent_in_one_order(value: Any) -> None:
    """Two callers who mean the same send the same, in every process; each item goes once."""
    assert spelt(value, Sequence[int], filter_by_ids("id", "Ids.")) == "2,9,10"


def test_order_of_a_sort_is_kept() -> None:
    """The first word is the first key of the order."""
    key = Key("sort", "Order.", keeps_order=True)
    assert spelt(["points_total", "-points_total"], Word | Sequence[Word] | None, key) == "pointsTotal,-pointsTotal"


def test_one_word_or_several() -> None:
    """A word alone needs no list."""
    assert spelt("-points_total", Word | Sequence[Word] | None) == "-pointsTotal"


def test_word_with_a_path_is_spelt_part_by_part() -> None:
    """The dots stay, and each part has camel case."""
    assert spelt(["achievement.achievement_set"], Sequence[Word]) == "achievement.achievementSet"


def test_member_is_spelt_by_its_value() -> None:
    """The server's words of a filter keep their hyphens and underscores."""
    assert spelt([ReleaseGranularity.YEAR, ReleaseGranularity.DAY], Sequence[ReleaseGranularity]) == "day,year"


@pytest.mark.parametrize(("value", "text"), [(True, "true"), (False, "false")])
def test_flag_is_a_word(value: bool, text: str) -> None:
    """V2 takes `true` and `false`."""
    assert spelt(value, bool | None, filter_by("active", "Active.")) == text


@pytest.mark.parametrize("value", ["points_total", [], "", ["pointsTotal"], [None], 5, b"points_total"])
def test_wrong_list_of_words_is_refused(value: Any) -> None:
    """A bare word where a list is due, an empty list and a misspelt word are no lists of words."""
    with pytest.raises(InvalidRequest):
        spelt(value, Sequence[Word])

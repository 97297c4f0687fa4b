"""`plain`: any result of a call as JSON-ready values."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from retroach_async import AwardKind, Badge, ClaimStatus, FrozenMap, Image, Page, UserPoints, plain

POINTS = UserPoints(points_hardcore=1, points_casual=2)
PLAIN_POINTS = {"points_hardcore": 1, "points_casual": 2}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (7, 7),
        (POINTS, PLAIN_POINTS),
        ((POINTS, POINTS), [PLAIN_POINTS, PLAIN_POINTS]),
        (FrozenMap({3: POINTS}), {"3": PLAIN_POINTS}),
        ({1: POINTS}, {"1": PLAIN_POINTS}),
        (Page(results=(POINTS,), total=5), {"results": [PLAIN_POINTS], "total": 5, "has_more": None}),
        (AwardKind.MASTERED, "mastered"),
        (ClaimStatus.COMPLETE, 1),
        (Image("/Images/1.png"), "https://media.retroachievements.org/Images/1.png"),
        (Badge("00041"), "00041"),
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, tzinfo=UTC), "2024-05-01T00:00:00+00:00"),
        (timedelta(minutes=2), 120.0),
    ],
)
def test_every_kind_of_value_becomes_plain(value: Any, expected: Any) -> None:
    """A value of each kind becomes what JSON holds, and text is text and no class of ours."""
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)
    assert json.loads(json.dumps(plain(value))) == expected

"""The parts of which models are made: maps, enumerations, pictures, pages, releases."""

from __future__ import annotations

import copy
import datetime as dt
import pickle
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Any

import pytest
from attrs import fields, frozen
from attrs.exceptions import FrozenInstanceError

from retroach_async import (
    AchievementType,
    Badge,
    ClaimStatus,
    FrozenMap,
    Game,
    GameDetails,
    Image,
    Model,
    Page,
    Released,
    ReleaseGranularity,
    UserPoints,
    models,
    v2,
)
from retroach_async._types import public_name
from retroach_async.testing import example


@frozen(kw_only=True)
class Everything(Model):
    """One field of every kind."""

    number: int = 7
    share: float = 0.5
    moment: datetime = datetime(2024, 5, 1, 18, 30, tzinfo=UTC)
    day: date = date(2024, 5, 1)
    length: timedelta = timedelta(minutes=1.5)
    kind: AchievementType = AchievementType.MISSABLE
    status: ClaimStatus = ClaimStatus.IN_REVIEW
    badge: Badge = Badge("008123")  # noqa: RUF009  a frozen value
    inner: UserPoints = UserPoints(points_hardcore=1, points_casual=2)  # noqa: RUF009  a frozen value
    many: tuple[UserPoints, ...] = ()
    by_id: FrozenMap[FrozenMap[int]] = FrozenMap({3: FrozenMap({4: 5})})  # noqa: RUF009  a frozen value
    nothing: int | None = None


def test_plain_values_are_what_json_holds() -> None:
    """Dates are ISO 8601 in UTC, lengths are seconds, members are their values and maps have text for keys."""
    plain = Everything(many=(UserPoints(points_hardcore=3, points_casual=4),)).to_dict()
    assert plain == {
        "number": 7,
        "share": 0.5,
        "moment": "2024-05-01T18:30:00+00:00",
        "day": "2024-05-01",
        "length": 90.0,
        "kind": "missable",
        "status": 3,
        "badge": "008123",
        "inner": {"points_hardcore": 1, "points_casual": 2},
        "many": [{"points_hardcore": 3, "points_casual": 4}],
        "by_id": {"3": {"4": 5}},
        "nothing": None,
    }
    assert (type(plain["kind"]), type(plain["status"]), type(plain["badge"])) == (str, int, str)


def test_model_cannot_change() -> None:
    """A model is frozen, and has no room for more."""
    points: Any = UserPoints(points_hardcore=1, points_casual=2)
    with pytest.raises(FrozenInstanceError):
        points.points_hardcore = 3
    with pytest.raises((FrozenInstanceError, AttributeError)):
        points.level = 3


@pytest.mark.parametrize(
    "kind",
    [kind for home in (models, v2) for name in home.__all__ if isinstance(kind := getattr(home, name), type)],
    ids=public_name,
)
def test_every_model_is_frozen_slotted_and_explained(kind: type) -> None:
    """Each model has no dictionary, takes its fields by name only and says what it is."""
    assert kind.__doc__
    if issubclass(kind, Model):
        assert "__dict__" not in dir(kind)
        assert all(field.kw_only for field in kind.__attrs_attrs__ if field.init)


def test_redefined_field_keeps_its_place() -> None:
    """A game's id comes first, as it does in the class that the game is made of, however it is shown."""
    game = example(Game, id=14402)
    assert repr(game).startswith("Game(id=14402, title=")
    assert list(game.to_dict())[:2] == ["id", "title"]
    assert [field.name for field in fields(Game)] == [field.name for field in fields(GameDetails)]


def test_map_is_a_frozen_mapping() -> None:
    """A map from ids compares with any mapping, hashes, copies and pickles, and cannot change."""
    items: Any = FrozenMap({1: "a", 2: "b"})
    assert items == {1: "a", 2: "b"}
    assert items != {1: "a"}
    assert items != [1, 2]
    assert (items[2], list(items), len(items), repr(items)) == ("b", [1, 2], 2, "{1: 'a', 2: 'b'}")
    for other in (
        copy.copy(items),
        copy.deepcopy(items),
        pickle.loads(pickle.dumps(items)),
        FrozenMap({2: "b", 1: "a"}),
    ):
        assert (other, hash(other)) == (items, hash(items))
    with pytest.raises(TypeError):
        items[3] = "c"


def test_map_keeps_nothing_of_what_it_was_made_from() -> None:
    """Changing the dictionary later does not change the map."""
    source = {1: "a"}
    items = FrozenMap(source)
    source[2] = "b"
    assert items == {1: "a"}


@pytest.mark.parametrize(
    "member", [AchievementType("hidden"), AchievementType.MISSABLE, ClaimStatus(9), ClaimStatus.ACTIVE]
)
def test_member_compares_copies_and_pickles(member: Enum) -> None:
    """A member equals its value, known or not, and so do its copies."""
    for other in (
        copy.copy(member),
        copy.deepcopy(member),
        pickle.loads(pickle.dumps(member)),
        type(member)(member.value),
    ):
        assert other == member == member.value
        assert hash(other) == hash(member)


def test_unknown_member_is_none_of_the_members() -> None:
    """An unknown value is kept, but the enumeration does not grow by it."""
    member = AchievementType("hidden")
    assert (member.name, member.is_known, str(member)) == ("UNKNOWN", False, "hidden")
    assert member not in list(AchievementType)
    assert (AchievementType.MISSABLE.is_known, str(AchievementType.MISSABLE)) == (True, "missable")


@pytest.mark.parametrize(("kind", "value"), [(ClaimStatus, "1"), (AchievementType, 1)])
def test_value_of_another_type_is_no_member(kind: Any, value: Any) -> None:
    """An enumeration of numbers takes numbers only, one of words only words."""
    with pytest.raises(ValueError, match="is not a valid"):
        kind(value)


def test_pictures_have_absolute_addresses() -> None:
    """A path is text, and knows its address; a badge knows the one of its grey twin as well."""
    assert Image("/Images/026366.png").url == "https://media.retroachievements.org/Images/026366.png"
    assert Badge("008123").url == "https://media.retroachievements.org/Badge/008123.png"
    assert Badge("008123").locked_url == "https://media.retroachievements.org/Badge/008123_lock.png"
    assert Badge("008123") == "008123"


@pytest.mark.parametrize(
    ("granularity", "text"),
    [
        (ReleaseGranularity.DAY, "1980-07-01"),
        (ReleaseGranularity.MONTH, "1980-07"),
        (ReleaseGranularity.YEAR, "1980"),
        (ReleaseGranularity("decade"), "1980-07-01"),
        (None, "1980-07-01"),
    ],
)
def test_release_tells_only_what_is_known(granularity: ReleaseGranularity | None, text: str) -> None:
    """As text a release is as exact as it is known."""
    assert str(Released(date=dt.date(1980, 7, 1), granularity=granularity)) == text


def test_page_is_like_a_tuple_of_its_rows() -> None:
    """A page can be iterated, indexed and measured."""
    page = Page(results=("a", "b"), total=9)
    assert (list(page), page[0], page[-1], len(page)) == (["a", "b"], "a", "b", 2)
    assert not Page(results=())
    with pytest.raises(IndexError):
        page[2]

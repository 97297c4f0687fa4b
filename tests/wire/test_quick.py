"""The functions made for models agree with cattrs' careful way, over answers changed at random."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any

import pytest
from attrs import field, frozen

from retroach_async import (
    ENDPOINTS,
    AchievementDistribution,
    AchievementFlags,
    AchievementType,
    FrozenMap,
    Image,
    Model,
)
from retroach_async.models._model import none_if_zero
from retroach_async.models.marks import Wire
from retroach_async.models.media import Badge
from retroach_async.models.page import Page
from retroach_async.models.ticket import GameTicketStats
from retroach_async.wire import jsonapi, php
from retroach_async.wire.quick import is_plain
from retroach_async.wire.structure import Structurer
from tests.v1.test_lacking import V2_ARGUMENTS, samples
from tests.v1.test_lacking import read as read_sample
from tests.v2.answers import ANSWERS, document_of, every_answer, read

JUNK: tuple[Any, ...] = (
    *(None, "", " ", "x", "0", "1", "-7", "007", "9" * 19, "9" * 20, "9" * 101, "1e3", "12.5%", "²", "\u0661"),
    *(0, 1, -1, 2, 2**63, True, False, 0.0, 1.0, 2.5, 1e308, float("nan"), float("inf"), [], {}, [[]], {"ID": None}),
    *("2024-02-29", "2024-W09-4", "2024-02-29 12:00:00", "2024-02-29T12:00+01", "2024-02-29 12:00:00.5"),
    *("2024-02-29T12:00:00Z", "2024-02-29T12:00:00+02:00", "9999-12-31 23:59:59", "0000-00-00 00:00:00"),
    *("/Images/000001.png", "https://media.retroachievements.org/Images/1.png", "00001", "win_condition", "mastered"),
)
"""Values of which each field may take any."""
CHANGES = 40
"""Changes of each answer."""


class Compared(Structurer):
    """A structurer that structures both ways and insists on one result."""

    quick_results = 0

    def structure(self, payload: Any, kind: Any) -> Any:
        """The result of the careful way."""
        careful = _result(self._exact.structure, payload, kind)
        quick = _result(self._quick.structure, payload, kind)
        self.quick_results += quick is not None
        assert quick is None or (careful is not None and quick == careful and repr(quick) == repr(careful)), payload
        return super().structure(payload, kind)


def _result(structure: Callable[[Any, Any], Any], payload: Any, kind: Any) -> Any:
    try:
        return structure(copy.deepcopy(payload), kind)
    except Exception:  # noqa: BLE001  any problem is one
        return None


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> dict[str, Compared]:
    """A comparing structurer for each dialect, which the readers use."""
    both = {"v1": Compared(php.naming), "v2": Compared(jsonapi.naming)}
    monkeypatch.setattr(php, "_structurer", both["v1"])
    monkeypatch.setattr(jsonapi, "_structurer", both["v2"])
    return both


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Each place within an answer: the object or list, and the key or index."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places(value[key])


def changed(answer: Any, rng: random.Random) -> Any:
    """A copy of an answer with one to three changes: another value, or a key less."""
    wrong = copy.deepcopy(answer)
    for _ in range(rng.randint(1, 3)):
        if not (found := list(places(wrong))):
            break
        around, key = rng.choice(found)
        if isinstance(around, dict) and rng.random() < 0.3:
            del around[key]
        else:
            around[key] = copy.deepcopy(rng.choice(JUNK))
    return wrong


def readers() -> dict[str, tuple[Any, Callable[[Any], Any]]]:
    """The answers of V1 by name, each with what reads it."""
    return {
        f"{each}": (answer, lambda payload, name=name: read_sample(name, payload))
        for each, name, answer in samples()
        if name not in V2_ARGUMENTS
    }


V1 = readers()


@pytest.mark.parametrize("sample", V1)
def test_answers_of_v1_are_read_alike(sample: str, compared: dict[str, Compared]) -> None:
    """A good answer is read quickly, and a changed one comes to the result or the error of the careful way."""
    answer, read_it = V1[sample]
    read_it(copy.deepcopy(answer))
    endpoint = ENDPOINTS[sample.removeprefix("sample ").partition(".")[0]]
    assert endpoint.result is AchievementDistribution or compared["v1"].quick_results == 1
    rng = random.Random(sample)
    for _ in range(CHANGES):
        read_it(changed(answer, rng))


@every_answer
def test_answers_of_v2_are_read_alike(sample: str, compared: dict[str, Compared]) -> None:
    """The objects of a document, and those that are included, are read quickly, and changed ones like carefully."""
    name, arguments = ANSWERS[sample]
    document = document_of(sample)
    read(copy.deepcopy(document), name, **arguments)
    assert compared["v2"].quick_results > 0
    rng = random.Random(sample)
    for _ in range(CHANGES):
        read(changed(document, rng), name, **arguments)


@frozen(kw_only=True)
class Part(Model):
    """A model within another one."""

    size: int


@frozen(kw_only=True)
class Sorts(Model):
    """A model with a field of every sort."""

    number: int
    text: str
    flag: bool
    rate: float
    moment: datetime
    day: date
    length: timedelta
    picture: Image
    badge: Badge
    kind: AchievementFlags
    word: AchievementType
    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    counts: FrozenMap[int]
    part: Part
    any_number: Annotated[int | None, Wire("AnyNumber", "OtherNumber")] = None
    any_flag: bool | None = None
    any_moment: datetime | None = None
    any_day: date | None = None
    any_picture: Image | None = None
    any_badge: Badge | None = None
    any_kind: AchievementFlags | None = None
    any_word: AchievementType | None = None
    any_part: Part | None = None
    usual_number: int = 7
    usual_text: str = "usual"
    usual_word: AchievementType = AchievementType.MISSABLE
    usual_texts: tuple[str, ...] = ()
    topic: int | None = field(default=None, converter=none_if_zero)


SORTS: dict[str, Any] = {
    "Number": 1,
    "Text": "a",
    "Flag": 1,
    "Rate": 0.5,
    "Moment": "2024-02-29 12:00:00",
    "Day": "2024-02-29",
    "Length": 60,
    "Picture": "/Images/000001.png",
    "Badge": "00001",
    "Kind": 3,
    "Word": "progression",
    "Texts": ["a"],
    "Numbers": [1],
    "Counts": {"1": 1},
    "Part": {"Size": 1},
    "AnyNumber": 1,
    "AnyFlag": True,
    "AnyMoment": "2024-02-29T12:00:00Z",
    "AnyDay": "2024-02-29",
    "AnyPicture": "/Images/000001.png",
    "AnyBadge": "00001",
    "AnyKind": 5,
    "AnyWord": "win_condition",
    "AnyPart": {"Size": 1},
    "UsualNumber": 1,
    "UsualText": "a",
    "UsualWord": "progression",
    "UsualTexts": ["a"],
    "Topic": 1,
}
"""A good answer of that model."""


@pytest.mark.parametrize("key", [*SORTS, "OtherNumber"])
def test_each_sort_of_field_is_read_alike(key: str, compared: dict[str, Compared]) -> None:
    """Whatever stands in a field, or is missing, comes to the result or the error of the careful way."""
    compared["v1"].structure(SORTS, Sorts)
    compared["v1"].structure({each: value for each, value in SORTS.items() if each != key}, Sorts)
    for junk in JUNK:
        compared["v1"].structure(SORTS | {key: junk}, Sorts)
        compared["v1"].structure(SORTS | {key: [junk]}, Sorts)
        compared["v1"].structure(SORTS | {key: {"1": junk}}, Sorts)
    assert compared["v1"].quick_results > 0


def test_model_that_is_more_than_its_fields_is_left_to_cattrs() -> None:
    """A model whose constructor works something out is not filled past its constructor."""
    assert is_plain(Page)
    assert not is_plain(GameTicketStats)

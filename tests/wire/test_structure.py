"""From objects of the wire to models, and the errors that say where it failed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

import pytest
from attrs import field, frozen

from retroach_async import AchievementType, FrozenMap, Image, Model, Page, ValidationError
from retroach_async.models._model import NOTHING_BY_ID
from retroach_async.models.marks import Flattened, FromCall, Wire
from retroach_async.wire.php import _structurer as php
from retroach_async.wire.structure import from_call


@frozen(kw_only=True)
class Wheel(Model):
    """A part."""

    size: int
    spokes: int | None = None


@frozen(kw_only=True)
class Paint(Model):
    """The part of the car that the wire spreads over the object around it."""

    colour: Annotated[str, Wire("PaintColour", "Colour")]
    is_fresh: bool


@frozen(kw_only=True)
class Car(Model):
    """A model with every sort of field."""

    id: int
    system_name: str
    image_box_art: str
    type: str | None
    owner_ulid: str | None
    wheels: tuple[Wheel, ...]
    spares: FrozenMap[FrozenMap[Wheel]] = NOTHING_BY_ID
    front: Wheel | None = None
    paint: Annotated[Paint | None, Flattened()]
    place: Annotated[int, FromCall("place")]
    since: Annotated[datetime | None, FromCall("since")]
    stickers: tuple[str, ...] = ()
    motto: str = ""
    level: AchievementType | None = None
    photo: Image | None = None


CAR: dict[str, Any] = {
    "ID": 1,
    "ConsoleName": "Atari 2600",
    "ImageBoxArt": "/Images/1.png",
    "Type": None,
    "OwnerULID": None,
    "Wheels": [{"Size": 15}, {"Size": 16, "Spokes": None}],
    "Spares": {"3": {"14": {"Size": 17}}},
    "PaintColour": "red",
    "IsFresh": 1,
}


SINCE = datetime(2024, 5, 1, tzinfo=UTC)
FROM_CALL = from_call({"place": 4, "since": SINCE})


def read(**changes: Any) -> Any:
    """The car of an answer with some other values."""
    return php.structure({**CAR, **changes} | FROM_CALL, Car)


def test_fields_are_named_by_rule() -> None:
    """Snake case becomes the wire's capitals, with the few words that have a spelling of their own."""
    car = read()
    assert (car.id, car.system_name, car.image_box_art, car.owner_ulid) == (1, "Atari 2600", "/Images/1.png", None)


@pytest.mark.parametrize("name", ["Type", "type"])
def test_both_spellings_of_type_are_read(name: str) -> None:
    """The server writes `type` at one place and `Type` at the others."""
    answer = {key: value for key, value in CAR.items() if key != "Type"} | {name: "fast"}
    assert php.structure(answer | FROM_CALL, Car).type == "fast"


def test_first_of_two_names_counts() -> None:
    """Where an answer has both spellings, one of them is always the one; without either, the field is missing."""
    assert read(Type="fast", type="slow").type == "fast"
    error = php.structure({key: value for key, value in CAR.items() if key != "Type"} | FROM_CALL, Car)
    assert error.problems == ("type: required field missing",)


def test_argument_of_the_call_is_repeated() -> None:
    """A field that the answer does not hold takes the argument of the call, as it is."""
    assert (read().place, read().since) == (4, SINCE)


def test_flattened_model_is_read_from_the_object_around_it() -> None:
    """A part that the wire spreads over an object is a model of its own, whichever of its names is used."""
    assert read().paint == Paint(colour="red", is_fresh=True)
    assert read(PaintColour=None).paint is None
    answer = {key: value for key, value in CAR.items() if key != "PaintColour"}
    assert php.structure({**answer, "Colour": "blue"} | FROM_CALL, Car).paint.colour == "blue"
    assert php.structure(answer | FROM_CALL, Car).paint is None


def test_nested_maps_are_keyed_by_numbers() -> None:
    """An object keyed by ids becomes a mapping from numbers, also inside another one."""
    assert read().spares == {3: {14: Wheel(size=17)}}


@pytest.mark.parametrize("empty", [[], {}])
def test_empty_list_is_an_empty_map(empty: Any) -> None:
    """PHP cannot tell an empty map from an empty list."""
    assert read(Spares=empty).spares == {}
    assert read(Spares={"3": empty}).spares == {3: {}}


def test_missing_and_null_are_the_same_where_both_may_be() -> None:
    """A field with a default may be missing; one that may be None may be null."""
    assert read().wheels == (Wheel(size=15), Wheel(size=16))


@pytest.mark.parametrize("nothing", [None, [], {}, {"ID": None}])
def test_optional_object_may_be_spelt_as_nothing(nothing: Any) -> None:
    """Null, an empty list, an empty object and one with a null id all mean no object, where there may be none."""
    assert read(Front=nothing).front is None


@pytest.mark.parametrize("nothing", [None, [], {}])
def test_optional_list_and_map_may_be_spelt_as_nothing(nothing: Any) -> None:
    """Null, an empty list and an empty object all mean an empty list or map, where either may be missing."""
    assert (read(Spares=nothing).spares, read(Stickers=nothing).stickers) == ({}, ())


def test_null_means_the_default() -> None:
    """Null for a field with a default is the same as no key."""
    assert (read(Motto=None).motto, read(Motto="go").motto, read().motto) == ("", "go", "")


def test_empty_word_is_none() -> None:
    """Empty text where a word or a picture may be missing is None; any other text stays what it is."""
    assert (read(Level="", Photo="").level, read(Level="", Photo="").photo) == (None, None)
    assert read(Level="missable").level is AchievementType.MISSABLE
    assert read(OwnerULID="").owner_ulid == ""


def test_unknown_keys_are_ignored() -> None:
    """The server may add to its answers."""
    assert read(Novelty={"Deep": [1]}) == read()


PROBLEMS: dict[str, tuple[dict[str, Any], str, str]] = {
    "field": ({"ID": "one"}, "id", "expected an integer, got 'one'"),
    "field like an address": ({"ID": "me @ home"}, "id", "expected an integer, got 'me @ home'"),
    "list": ({"Wheels": 7}, "wheels", "expected a list, got 7"),
    "field in a list": ({"Wheels": [{"Size": 1}, {"Size": {}}]}, "wheels[1].size", "expected an integer, got {}"),
    "missing in a list": ({"Wheels": [{}]}, "wheels[0].size", "required field missing"),
    "list with holes": ({"Wheels": {"0": {"Size": 1}, "5": {}}}, "wheels[1].size", "required field missing"),
    "row that is none": ({"Wheels": ["round"]}, "wheels[0]", "expected an object, got 'round'"),
    "map": ({"Spares": 5}, "spares", "expected an object keyed by ids, got 5"),
    "list for a map": ({"Spares": [1]}, "spares", "expected an object keyed by ids, got [1]"),
    "key of a map": ({"Spares": {"x": {}}}, "spares", "expected an integer, got 'x'"),
    "field in a map": ({"Spares": {"3": {"14": {}}}}, "spares[3][14].size", "required field missing"),
    "object": ({"Front": [1]}, "front", "expected an object, got [1]"),
    "field of an object": ({"Front": {"Size": True}}, "front.size", "expected an integer, got True"),
    "field of a flattened model": ({"IsFresh": "maybe"}, "paint.is_fresh", "expected true or false, got 'maybe'"),
}


@pytest.mark.parametrize(("changes", "path", "problem"), PROBLEMS.values(), ids=PROBLEMS)
def test_error_says_where_what_and_why(changes: dict[str, Any], path: str, problem: str) -> None:
    """The path uses the names of our models; the message adds what was expected and what came."""
    error = read(**changes)
    assert type(error) is ValidationError
    assert error.path == path
    assert error.message == f"not a valid Car: {path}: {problem}"
    assert error.problems == (f"{path}: {problem}",)


def _refuse(_: object, __: object, value: object) -> None:
    raise ValueError(value)


@frozen(kw_only=True)
class Picky(Model):
    """A model that refuses what its types allow."""

    size: int = field(validator=_refuse)


def test_problem_of_another_kind_is_told_without_its_words() -> None:
    """An exception that is not ours may say anything, so its words are not repeated."""
    assert php.structure({"Size": 5}, Picky).problems == ("not what was promised",)


def test_every_problem_is_reported() -> None:
    """An answer with several faults names all of them, and counts those after the first in its message."""
    error = read(ID=None, Wheels=[{"Size": "a"}, {"Size": "b"}])
    assert [problem.split(":")[0] for problem in error.problems] == ["id", "wheels[0].size", "wheels[1].size"]
    assert error.message.endswith("(and 2 more)")
    assert read(ID=None, Wheels=[{"Size": "a"}]).message.endswith("(and 1 more)")


def test_error_remembers_nothing_of_how_it_was_found() -> None:
    """The converter's own exception holds the whole answer, so nothing of it is kept."""
    error = read(ID=None)
    assert (error.__cause__, error.__context__, error.__traceback__) == (None, None, None)


def test_rows_of_a_page_are_structured_by_its_type() -> None:
    """A page is generic: the rows are of the type that the annotation names."""
    page = php.structure({"Results": [{"Size": 1}], "Total": "9"}, Page[Wheel])
    assert page == Page(results=(Wheel(size=1),), total=9)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (Wheel, "Wheel"),
        (tuple[Wheel, ...], "tuple[Wheel, ...]"),
        (FrozenMap[FrozenMap[int]], "FrozenMap[FrozenMap[int]]"),
    ],
)
def test_error_names_what_was_promised(kind: Any, name: str) -> None:
    """The message begins with the type that the annotation promises."""
    assert php.structure("?", kind).message.startswith(f"not a valid {name}: expected ")

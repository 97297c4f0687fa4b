"""Calls and errors survive the way through JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    ConfigurationError,
    Endpoint,
    InvalidRequest,
    Outcome,
    Page,
    Query,
    RetroachError,
    ValidationError,
    errors,
    v2,
)
from retroach_async.contrib.taskiq.forms import (
    arguments_of,
    call_form,
    error_form,
    error_of,
    outcome_form,
    outcome_of,
)
from retroach_async.errors import NotIncluded
from retroach_async.models.resource import Resource
from tests.relations.documents import SETS, SYSTEM, game, get_game
from tests.v1.test_arguments import ACCEPTED
from tests.v2 import answers
from tests.v2.test_requests import FULL

CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    **{case: (name, arguments) for case, (name, arguments, _) in ACCEPTED.items()},
    **{name: (name, arguments) for name, (arguments, _, _) in FULL.items()},
}
CALLS = {case: (name if name in ENDPOINTS else f"v2.{name}", arguments) for case, (name, arguments) in CALLS.items()}
QUERY = Query("v1", "API_GetGame.php", (("i", "1"), ("f", "a b")))


def kinds(base: type[RetroachError] = RetroachError) -> list[type[RetroachError]]:
    """All errors of the library."""
    return [
        base,
        *(each for kind in base.__subclasses__() for each in kinds(kind) if kind.__module__ == errors.__name__),
    ]


def through_json(form: object) -> Any:
    """What comes out at the other end."""
    return json.loads(json.dumps(form))


def delivered(value: object, endpoint: Endpoint) -> Any:
    """A value at the other end."""
    outcome = outcome_of(1, through_json(outcome_form(Outcome(1, None, value))), endpoint)
    assert outcome.error is None
    return outcome.value


def objects_in(value: object) -> list[Resource]:
    """The objects of V2 in a value, with those that are included in them."""
    if isinstance(value, Resource):
        return [value, *objects_in(tuple(related for _, related in value._related))]
    rows = value if isinstance(value, tuple | Page) else ()
    return [each for row in rows for each in objects_in(row)]


@pytest.mark.parametrize(("name", "arguments"), CALLS.values(), ids=CALLS)
def test_call_is_the_same_request_in_a_worker(name: str, arguments: dict[str, Any]) -> None:
    """Days, moments, words, flags, lists and ranges arrive as what the method takes."""
    endpoint = ENDPOINTS[name]
    arrived = arguments_of(endpoint, through_json(call_form(endpoint, (), arguments)))
    assert endpoint.compile(endpoint.bind((), arrived)) == endpoint.compile(endpoint.bind((), arguments))


def test_days_and_moments_keep_their_types() -> None:
    """A method that takes both tells them apart: a day is equal to no moment."""
    endpoint = ENDPOINTS["v2.users.player_achievements"]
    given = {"unlocked_from": date(2024, 5, 1), "unlocked_to": datetime(2024, 5, 2, 12, tzinfo=UTC)}
    form = call_form(endpoint, ("Tom",), given)
    assert arguments_of(endpoint, through_json(form)) == {"user": "Tom", **given}


def test_argument_of_another_version_is_told() -> None:
    """A worker that is older than its sender says so."""
    with pytest.raises(ConfigurationError, match="another version: its get_game has no argument 'colour'"):
        arguments_of(ENDPOINTS["get_game"], {"game_id": 1, "colour": "red"})


@pytest.mark.parametrize("kind", kinds())
def test_error_keeps_everything(kind: type[RetroachError]) -> None:
    """The class, the message, the query and each fact but the rows of a list."""
    error = kind("no game 5", query=QUERY, status=404, attempts=2)
    for name, fact in vars(error).items():
        changed = {bool: True, tuple: ("a", "b"), str: "somewhere", int: 7}.get(type(fact))
        if name not in {"message", "query", "rows"}:
            setattr(error, name, "read" if name in {"parameter", "required_scope"} else changed or 1.5)
    arrived = error_of(through_json(error_form(error)))
    assert type(arrived) is kind
    assert vars(arrived) == vars(error)
    assert str(arrived) == str(error)


def test_type_error_is_one_in_the_sender() -> None:
    """A call that Python itself would refuse."""
    arrived = error_of(through_json(error_form(TypeError("no such option"))))
    assert (type(arrived), str(arrived)) == (TypeError, "no such option")


def test_text_of_a_strange_error_does_not_travel(canary: str) -> None:
    """Nobody knows what is in it."""
    form = json.dumps(error_form(OSError(f"https://site/?y={canary}")))
    assert canary not in form
    assert repr(error_of(json.loads(form))) == "RetroachError('a worker met OSError')"


def test_error_of_a_subclass_is_its_base_in_the_sender() -> None:
    """A class that only the worker knows."""

    class Mine(InvalidRequest):
        pass

    assert type(error_of(through_json(error_form(Mine("no", parameter="x"))))) is InvalidRequest


def test_unknown_error_and_unknown_fact_are_no_obstacle() -> None:
    """A worker that is newer than its sender."""
    error = error_of({"kind": "Eclipse", "message": "dark", "facts": {"status": 500, "moon": "new"}})
    assert (type(error), str(error)) == (RetroachError, "dark (HTTP 500)")


def test_value_that_cannot_be_read_is_an_error_of_its_key() -> None:
    """A worker of another version hurts no other key."""
    outcome = outcome_of(5, {"value": {"id": "five"}}, ENDPOINTS["get_game"])
    assert outcome.key == 5
    assert isinstance(outcome.error, ValidationError)


NEWS = {"type": "news", "id": "1", "attributes": {"headline": "New \ud83d"}}


def test_object_keeps_what_the_server_named_beside_its_attributes() -> None:
    """Identifier, linkage, what this release does not know, why a relation is not there; an included object too."""
    sets = [{**SETS[0], "relationships": {"news": {"data": {"type": "news", "id": "1"}}}}, SETS[1]]
    document = {"data": game(system=SYSTEM, achievementSets=sets, newThings=[NEWS]), "included": [*sets, NEWS]}
    sent = get_game(document, "system", "achievement_sets")
    found: v2.Game = delivered(sent, ENDPOINTS["v2.games.get"])
    assert found == sent
    assert found.identifier == v2.Identifier("games", "1")
    assert found.linkage == sent.linkage
    assert [each.json() for each in found.unknown] == [NEWS]
    assert [each.json() for each in found.achievement_sets[0].unknown] == [NEWS]
    assert found.achievement_sets[1].identifier == v2.Identifier("achievement-sets", "12")
    with pytest.raises(NotIncluded, match="is not in the answer, although the call asked for it"):
        _ = found.system
    with pytest.raises(NotIncluded, match=r"'achievement_sets\.games'"):
        _ = found.achievement_sets[0].games


@answers.every_answer
def test_answer_keeps_what_the_server_named(sample: str) -> None:
    """Every object of every sample, whatever it stands in."""
    sent = answers.answer(sample)
    found = delivered(sent, ENDPOINTS[f"v2.{answers.ANSWERS[sample][0]}"])
    assert found == sent
    assert [each._origin for each in objects_in(found)] == [each._origin for each in objects_in(sent)]
    assert None not in [each._origin for each in objects_in(found)]


def test_object_that_comes_from_no_answer() -> None:
    """A stand-in for the transport may give one: there is nothing beside its attributes."""
    endpoint = ENDPOINTS["v2.games.get"]
    sent = get_game({"data": game(), "included": []})
    object.__setattr__(sent, "_origin", None)
    assert delivered(sent, endpoint).identifier is None
    assert outcome_form(Outcome(1, None, sent)) == {"value": sent.to_dict()}


@pytest.mark.parametrize("origin", [5, {}, {"identifier": ["games"]}, {"identifier": ["games", "1"], "linkage": [1]}])
def test_strange_words_about_an_object_are_an_error_of_its_key(origin: object) -> None:
    """A worker of another version may send them."""
    form = outcome_form(Outcome(1, None, get_game({"data": game()})))
    form["value"]["_origin"] = origin
    assert isinstance(outcome_of(1, form, ENDPOINTS["v2.games.get"]).error, ValidationError)

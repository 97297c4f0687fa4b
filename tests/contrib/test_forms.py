"""Calls and errors survive the way through JSON."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    ConfigurationError,
    InvalidRequest,
    Query,
    RetroachError,
    ValidationError,
    errors,
)
from retroach_async.contrib.taskiq.forms import arguments_of, call_form, error_form, error_of, outcome_of
from tests.v1.test_arguments import ACCEPTED
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

"""The tree of failures."""

from __future__ import annotations

import copy
import inspect
import pickle
from typing import Any

import pytest

from retroach_async import Client, Credentials, Query, RetroachError, errors
from retroach_async.testing import MemoryTransport, json_reply

TREE = [kind for kind in vars(errors).values() if inspect.isclass(kind) and issubclass(kind, RetroachError)]
FACTS: dict[str, Any] = {
    "query": Query("v1", "API_GetGame.php", (("i", "1"),)),
    "status": 418,
    "attempts": 3,
    "parameter": "game_id",
    "retry_after": 7.5,
    "is_cloudflare": True,
    "path": "achievements[9].id",
    "problems": ("achievements[9].id: expected an integer", "title: required field missing"),
}
"""A value for every fact that some error has."""


def example(kind: type[RetroachError]) -> RetroachError:
    """An error with every fact that its kind knows."""
    known = {*inspect.signature(kind).parameters, *errors.Facts.__annotations__}
    return kind("it went wrong", **{name: value for name, value in FACTS.items() if name in known})


@pytest.mark.parametrize("kind", TREE)
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_error_survives_copying_and_pickling(kind: type[RetroachError], duplicate: Any) -> None:
    """Each error reaches another process, or another waiter, with all of its facts."""
    error = example(kind)
    again = duplicate(error)
    assert type(again) is kind
    assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))


@pytest.mark.parametrize("kind", TREE)
def test_error_says_what_it_is_about(kind: type[RetroachError]) -> None:
    """The text of an error holds the message, the call, the status and the attempts."""
    text = str(example(kind))
    assert text == "it went wrong (v1 API_GetGame.php?i=1, HTTP 418, 3 attempts)"
    assert str(kind("it went wrong")) == "it went wrong"


@pytest.mark.parametrize("kind", TREE)
def test_error_is_drawn_in_the_tree(kind: type[RetroachError]) -> None:
    """The picture at the top of the module has every error."""
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__
    assert kind.__doc__


def test_wrong_values_are_value_errors() -> None:
    """Python's own family of errors fits where the mistake is the caller's."""
    assert issubclass(errors.InvalidRequest, ValueError)
    assert issubclass(errors.ConfigurationError, ValueError)


async def test_error_of_a_call_has_no_context(credentials: Credentials) -> None:
    """No other exception, and so no frame of the HTTP library, hangs on an error."""
    transport = MemoryTransport([errors.TlsFailed("no"), json_reply({}, 404), json_reply("text")])
    async with Client(credentials, transport=transport) as ra:
        for kind in (errors.TlsFailed, errors.NotFound, errors.ValidationError):
            with pytest.raises(kind) as caught:
                await ra.get_achievement_distribution(1)
            assert (caught.value.__context__, caught.value.__cause__) == (None, None)
            assert caught.value.query == Query("v1", "API_GetAchievementDistribution.php", (("i", "1"),))
            assert caught.value.attempts == 1

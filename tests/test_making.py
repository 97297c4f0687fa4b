"""Objects that are made without a constructor: they are as if the constructor had made them."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest
from attrs import asdict, evolve
from attrs.exceptions import FrozenInstanceError

from retroach_async import Credentials
from retroach_async.deadlines import Deadline, Deadlines
from retroach_async.making import maker_of
from retroach_async.models import AchievementDistribution, AchievementFlags
from retroach_async.query import Answer, Query, Reply, make_answer, make_query, make_reply
from retroach_async.testing import FakeClock
from retroach_async.transport.protocol import Request, make_request
from retroach_async.transport.site import Site

PARAMS = (("i", "1"), ("t", "a b"))
PAIRS: dict[str, tuple[Any, Any]] = {
    "query": (make_query("v1", "API_GetGame.php", PARAMS, "i=1&t=a+b"), Query("v1", "API_GetGame.php", PARAMS)),
    "reply": (make_reply(200, {"a": "b"}, b"[]"), Reply(200, {"a": "b"}, b"[]")),
    "answer": (make_answer(Reply(200), [1], ("5",)), Answer(Reply(200), [1], ("5",))),
    "distribution": (
        maker_of(AchievementDistribution)(1, True, AchievementFlags.OFFICIAL, (5, 3)),
        AchievementDistribution(game_id=1, hardcore=True, flags=AchievementFlags.OFFICIAL, players=(5, 3)),
    ),
}
EACH = pytest.mark.parametrize(("made", "built"), PAIRS.values(), ids=PAIRS)


@EACH
def test_made_object_equals_a_built_one(made: Any, built: Any) -> None:
    """Its class, its value, its text and its fields are the same."""
    assert type(made) is type(built)
    assert made == built
    assert repr(made) == repr(built)
    assert asdict(made) == asdict(built)


@EACH
def test_made_object_is_frozen(made: Any, built: Any) -> None:
    """Nothing of it can be set or deleted, and nothing added."""
    name = type(built).__slots__[0]
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, None)
    with pytest.raises(FrozenInstanceError):
        delattr(made, name)
    with pytest.raises((FrozenInstanceError, AttributeError)):
        made.other = None


@EACH
def test_made_object_can_be_copied(made: Any, built: Any) -> None:
    """Copies, pickles and changed copies are of the frozen class."""
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made)), evolve(made)):
        assert type(again) is type(built)
        assert again == built


def test_made_query_is_found_where_a_built_one_is_kept() -> None:
    """Its hash is the same."""
    made, built = PAIRS["query"]
    assert {built: 1}[made] == 1


def test_made_request_shows_no_key(clock: FakeClock, canary: str) -> None:
    """It hides its credentials as one that was built does."""
    deadline = Deadline(Deadlines(None, None, clock))
    parts = (Query("v1", "API_GetGame.php"), Site("https://a", {}, "X-API-Key", "query"), Credentials("", canary))
    made, built = make_request(*parts, deadline), Request(*parts, deadline)
    assert repr(made) == repr(built)
    assert canary not in repr(made)
    assert made.reveal() == built.reveal()

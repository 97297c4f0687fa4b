"""Every endpoint of V1 with a usual answer."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, get_origin

import pytest

from retroach_async import ENDPOINTS, RetroachError
from retroach_async._types import without_none
from retroach_async.query import Query
from tests.unread import UNREAD, unread_keys, without_reason
from tests.v1.answers import ANSWERS, arguments_of

V1 = {name: endpoint for name, endpoint in ENDPOINTS.items() if endpoint.api == "v1"}


def read(name: str, answer: Any) -> Any:
    """The result that the client makes of an endpoint's answer."""
    return V1[name].reader(answer, V1[name].bind((), arguments_of(name)))


def test_every_endpoint_has_an_answer_here() -> None:
    """The tests of this folder cover all endpoints of V1."""
    assert ANSWERS.keys() == V1.keys()


@pytest.mark.parametrize("name", ANSWERS)
def test_answer_has_the_promised_type(name: str) -> None:
    """A usual answer becomes what the method's annotation says."""
    promised = without_none(V1[name].result)
    result = read(name, ANSWERS[name])
    assert not isinstance(result, RetroachError), result
    assert type(result) is (get_origin(promised) or promised)


@pytest.mark.parametrize("name", ANSWERS)
def test_no_key_of_an_answer_goes_unread(name: str) -> None:
    """Each key of an answer is read or has a reason not to be."""
    answer = copy.deepcopy(ANSWERS[name])
    assert without_reason(name, unread_keys(answer, lambda changed: read(name, changed))) == set()


def test_every_reason_is_for_a_key_that_is_sent() -> None:
    """The table of unread keys holds none that is read, or never sent."""
    unread = {
        (name, key)
        for name in ANSWERS
        for key in unread_keys(copy.deepcopy(ANSWERS[name]), lambda changed, name=name: read(name, changed))
    }
    known = unread | {("*", key) for _, key in unread} | {("get_game_info_and_user_progress", "GuideURL")}
    assert {(name, key) for name, key in UNREAD if not name.startswith("v2.")} - known == set()


@pytest.mark.parametrize("name", ANSWERS)
def test_result_pickles_copies_and_hashes(name: str) -> None:
    """A result equals its copies, which hash alike."""
    result = read(name, ANSWERS[name])
    for other in (pickle.loads(pickle.dumps(result)), copy.copy(result), copy.deepcopy(result)):
        assert other == result
        assert hash(other) == hash(result)
        assert repr(other) == repr(result)


@pytest.mark.parametrize("name", ANSWERS)
def test_result_becomes_plain_values(name: str) -> None:
    """A result can be written as JSON and read back unchanged."""
    result = read(name, ANSWERS[name])
    models = (
        result if isinstance(result, tuple) else (result,) if hasattr(result, "to_dict") else tuple(result.values())
    )
    plain = [model.to_dict() for model in models]
    assert plain
    assert json.loads(json.dumps(plain)) == plain


@pytest.mark.parametrize("name", V1)
def test_declaration_explains_itself(name: str) -> None:
    """Each method has one line that says what it gives, and names the page that documents it."""
    endpoint = V1[name]
    assert endpoint.summary.endswith(".")
    assert endpoint.source is not None
    assert endpoint.doc.endswith(endpoint.source)


SENT = {
    "get_game": (("i", "14402"),),
    "get_game_rank_and_score": (("g", "14402"),),
    "get_game_info_and_user_progress": (("g", "14402"), ("u", "Tom")),
    "get_user_game_leaderboards": (("i", "14402"), ("u", "Tom")),
    "get_achievements_earned_between": (("u", "Tom"), ("f", "1714521600"), ("t", "1714608000")),
    "get_achievements_earned_on_day": (("u", "Tom"), ("d", "2024-05-01")),
    "get_user_progress": (("u", "Tom"), ("i", "14402,1")),
    "get_comments": (("i", "Tom"),),
    "get_most_recent_tickets": (),
    "get_most_ticketed_games": (("f", "1"),),
    "get_game_ticket_stats": (("g", "14402"), ("d", "1")),
    "get_achievement_ticket_stats": (("a", "79434"),),
}


@pytest.mark.parametrize("name", SENT)
def test_only_what_was_asked_for_is_sent(name: str) -> None:
    """The query holds what is required; what equals the server's default is left out."""
    endpoint = V1[name]
    assert endpoint.compile(endpoint.bind((), arguments_of(name))) == Query("v1", endpoint.path, SENT[name])

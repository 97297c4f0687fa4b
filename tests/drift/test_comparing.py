"""Answers, slightly changed, compared with their models."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async import ENDPOINTS, NotFound, ValidationError
from retroach_async.drift import LEFT_OUT, Compared, Drift, Finding, compare
from retroach_async.drift.sometimes import SOMETIMES
from tests.v1.answers import ANSWERS, arguments_of
from tests.v1.test_mutations import CHANGES, change, places_in

REFUSED = (Drift.REQUIRED_KEY, Drift.OTHER_TYPE)
"""Differences because of which the client refuses an answer."""


def compared(name: str, answer: Any) -> Compared:
    """The result of comparing an answer with its model."""
    endpoint = ENDPOINTS[name]
    return compare(endpoint, answer, endpoint.bind((), arguments_of(name)))


def read(name: str, answer: Any) -> Any:
    """The result that the client makes of an answer."""
    endpoint = ENDPOINTS[name]
    return endpoint.reader(answer, endpoint.bind((), arguments_of(name)))


def objects_in(name: str, value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in an answer that stands for a model, with its path."""
    if isinstance(value, dict) and not path and name in ("get_claims", "get_top_ten_users"):
        value = list(value.values())  # a list with digit keys
    if isinstance(value, list):
        for item in value:
            yield from objects_in(name, item, f"{path}[]")
    elif isinstance(value, dict):
        is_map = all(key.isdecimal() for key in value) and name != "get_top_ten_users"
        if not is_map:
            yield path, value
        for key, item in value.items():
            if not {(name, key), ("*", key)} & LEFT_OUT.keys():
                step = "*" if is_map else key
                yield from objects_in(name, item, f"{path}.{step}" if path else step)


@pytest.mark.parametrize("name", ANSWERS)
def test_usual_answer_has_no_drift(name: str) -> None:
    """A usual answer is what the models say, and there is something in it to compare."""
    assert compared(name, ANSWERS[name]).findings == ()
    assert not compared(name, ANSWERS[name]).skipped


@pytest.mark.parametrize("name", ANSWERS)
def test_added_key_is_found_in_every_object(name: str) -> None:
    """A key that no model knows is reported with its path, whatever object it is in."""
    answer = copy.deepcopy(ANSWERS[name])
    for path, values in list(objects_in(name, answer)):
        values["Novelty"] = "2024-05-01"
        (finding,) = compared(name, answer).findings
        del values["Novelty"]
        assert (finding.drift, finding.path) == (Drift.UNKNOWN_KEY, f"{path}.Novelty" if path else "Novelty")
        assert (finding.found, finding.times) == ("text '2024-05-01'", 1)


@pytest.mark.parametrize(
    "name", [name for name in ANSWERS if name not in ("get_game_hashes", "get_most_ticketed_games")]
)
def test_dropped_key_is_found(name: str) -> None:
    """A key that an answer lacks is reported at its path, and told apart when the client refuses the answer."""
    answer = copy.deepcopy(ANSWERS[name])
    for path, values in list(objects_in(name, answer)):
        for key in list(values):
            value = values.pop(key)
            findings = compared(name, answer).findings
            is_refused = isinstance(read(name, answer), ValidationError)
            # An empty object is the same as none.
            is_usual = not values or {(name, key), ("*", key)} & (LEFT_OUT.keys() | SOMETIMES.keys())
            values[key] = value
            assert len(findings) == (not is_usual)
            for finding in findings:
                home, _, names = finding.path.rpartition(".")
                assert (finding.drift, home) == (Drift.REQUIRED_KEY if is_refused else Drift.MISSING_KEY, path)
                assert key in names.split("|")


@settings(max_examples=500, deadline=None, database=None)
@given(name=st.sampled_from(sorted(set(ANSWERS) - {"get_achievement_distribution"})), data=st.data())
def test_check_and_client_agree(name: str, data: st.DataObject) -> None:
    """An answer that the client refuses is reported, and no other is reported as refused, except for a release."""
    answer = copy.deepcopy(ANSWERS[name])
    place = data.draw(st.sampled_from(places_in(answer)))
    answer = change(answer, place, data.draw(st.sampled_from(CHANGES)))
    result, findings = read(name, answer), compared(name, answer).findings
    refused = [finding for finding in findings if finding.drift in REFUSED and not finding.path.endswith("Released")]
    if isinstance(result, NotFound):
        assert [finding.drift for finding in findings] == [Drift.FAILED_CALL]
    elif "Released" not in place:
        assert bool(refused) == isinstance(result, ValidationError)


def test_differences_of_many_rows_are_told_once() -> None:
    """One line stands for all rows, and says in how many of how many it was met."""
    rows = [copy.deepcopy(ANSWERS["get_game_list"][0]) for _ in range(5)]
    for row in rows[:3]:
        row["NumLeaderboards"] = "many"
    del rows[4]["Points"]

    assert compared("get_game_list", rows).findings == (
        Finding(
            drift=Drift.OTHER_TYPE,
            path="[].NumLeaderboards",
            expected="integer or null",
            found="text 'many'",
            times=3,
            of=5,
        ),
        Finding(drift=Drift.MISSING_KEY, path="[].Points", expected="integer or null", times=1, of=5),
    )


def test_number_as_text_is_no_drift() -> None:
    """A value that the models take by design is as good as the type that they name."""
    assert compared("get_user_points", {"Points": "1200", "SoftcorePoints": 0}).findings == ()


def test_empty_list_hides_its_rows() -> None:
    """Where a list is empty, and where a key that may be missing is, nothing was seen."""
    stats = {key: value for key, value in ANSWERS["get_game_ticket_stats"].items() if key != "Tickets"}

    empty = {"meta": {"page": {"total": 0}}, "data": []}

    assert compared("get_user_claims", []).unseen == ("[]",)
    assert compared("get_user_progress", []).unseen == ("*",)
    assert compare(ENDPOINTS["v2.games.list"], empty, {}).unseen == ("data[]",)
    assert compared("get_game_ticket_stats", {**stats, "Tickets": []}).unseen == ("Tickets[]",)
    assert compared("get_game_ticket_stats", stats).unseen == ("Tickets",)


def test_something_else_altogether_is_one_finding() -> None:
    """An object that has none of the keys is not reported key by key."""
    assert compared("get_ticket_by_id", {"error": "It is gone"}).findings == (
        Finding(drift=Drift.OTHER_TYPE, expected="Ticket", found="object with 'error'"),
    )


def test_no_such_thing_is_a_failed_call() -> None:
    """The check asks for what exists, so an answer that denies it is drift."""
    (finding,) = compared("get_game", []).findings

    assert (finding.drift, finding.found) == (Drift.FAILED_CALL, "no game 14402 (HTTP 200)")


def test_nothing_is_skipped_where_it_is_a_usual_answer() -> None:
    """An answer that there is none is neither drift nor a comparison."""
    result = compared("get_achievement_of_the_week", {"Achievement": {"ID": None}, "StartAt": None})

    assert result.findings == ()
    assert result.skipped


def test_refusal_that_no_walk_explains_is_a_failed_call() -> None:
    """When the client refuses an answer in which every value has its type, the client's words are reported."""
    (finding,) = compared("get_achievement_distribution", {"5000": 1}).findings

    assert finding.drift is Drift.FAILED_CALL
    assert "no set has 5000 achievements" in finding.found


def test_reasons_are_for_endpoints_that_exist() -> None:
    """No reason to leave out a key, or to miss none, is for an endpoint that is gone."""
    assert {name for name, _ in (*LEFT_OUT, *SOMETIMES)} - ENDPOINTS.keys() == {"*"}

"""Answers that are a list within an object."""

from __future__ import annotations

from typing import Any

import pytest

from retroach_async import ENDPOINTS, NotFound, ValidationError
from retroach_async.drift.comparing import compare
from tests.v1.answers import ANSWERS, arguments_of

ENVELOPED = {
    name: endpoint.rows for name, endpoint in ENDPOINTS.items() if endpoint.rows is not None and endpoint.api == "v1"
}

every_enveloped = pytest.mark.parametrize(("name", "rows"), ENVELOPED.items(), ids=ENVELOPED)


def read(name: str, payload: object) -> Any:
    """The result that an endpoint reads from an answer."""
    return ENDPOINTS[name].reader(payload, ENDPOINTS[name].bind((), arguments_of(name)))


def test_endpoints_with_an_object_around_their_rows() -> None:
    """The named lists are those of the server."""
    assert ENVELOPED == {"get_game_hashes": "Results", "get_most_ticketed_games": "MostReportedGames"}


@every_enveloped
@pytest.mark.parametrize("more", [[], [1], {"0": "a"}, {}, "text", None])
def test_list_beside_the_rows_changes_nothing(name: str, rows: str, more: object) -> None:
    """Whatever the server adds to the object, the rows are those of the named list."""
    answer = ANSWERS[name]
    assert read(name, {"Added": more, **answer, "Novelty": more}) == read(name, answer)
    assert read(name, answer)


@every_enveloped
def test_rows_may_come_without_their_object(name: str, rows: str) -> None:
    """Bare rows, also with holes, are as good as rows in an object with holes."""
    answer = ANSWERS[name]
    holes = {str(2 * index): row for index, row in enumerate(answer[rows])}
    for payload in (answer[rows], holes, {rows: holes}):
        assert read(name, payload) == read(name, answer)


@every_enveloped
def test_object_without_the_named_list_is_an_error(name: str, rows: str) -> None:
    """Another list is not taken for the rows, and a failure is what it was."""
    answer = ANSWERS[name]
    assert type(read(name, {"Novelty": answer[rows]})) is ValidationError
    assert type(read(name, {rows: "none"})) is ValidationError
    assert type(read(name, {"success": False})) is NotFound


@every_enveloped
def test_added_list_is_a_finding_of_the_check(name: str, rows: str) -> None:
    """The command that compares the server with the models tells of a list beside the rows, by its name."""
    payload = ANSWERS[name] | {"Novelty": [1]}
    compared = compare(ENDPOINTS[name], payload, ENDPOINTS[name].bind((), arguments_of(name)))
    assert "Novelty" in [finding.path for finding in compared.findings]
    assert not any("[]" in finding.path for finding in compared.findings)

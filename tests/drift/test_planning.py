"""The calls that a check makes."""

from __future__ import annotations

from typing import Annotated

import pytest
from attrs import evolve

from retroach_async import ENDPOINTS, Game, InvalidRequest, keys, v2
from retroach_async._types import choices
from retroach_async.drift import Plan, PlannedCall, plan, planning
from retroach_async.drift.planning import _call
from retroach_async.drift.samples import EVERY_WORD, EXTRAS, NOT_CALLED, OWN_NAME, SAMPLES, SOURCES
from retroach_async.endpoint import Endpoint
from retroach_async.registry import Group, endpoint_of
from retroach_async.v1._declare import route


class Novelties(Group):
    """An endpoint that nobody has heard of."""

    @route("API_GetNovelty.php")
    async def get_novelty(self, novelty_id: Annotated[int, keys.GAME_I]) -> Game:
        """A novelty."""
        ...


def novelty() -> Endpoint:
    """The declared endpoint."""
    endpoint = endpoint_of(Novelties.get_novelty)
    assert endpoint is not None
    return endpoint


def calls_of(planned: Plan) -> dict[str, PlannedCall]:
    """The calls by the names of their endpoints."""
    return {call.endpoint.name: call for call in planned.calls}


def test_every_endpoint_is_called_or_has_a_reason_not_to_be() -> None:
    """No declared endpoint is forgotten: samples.py has its arguments, or the reason why it is not called."""
    planned = plan()

    assert calls_of(planned).keys() | NOT_CALLED.keys() == ENDPOINTS.keys()
    assert planned.not_called == NOT_CALLED


def test_endpoint_without_arguments_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan says so when there is no sample value for a parameter."""
    monkeypatch.setattr(planning, "ENDPOINTS", {"get_novelty": novelty()})
    planned = plan()

    assert planned.calls == ()
    assert planned.not_called == {"get_novelty": "no sample value for parameter novelty_id"}


def test_every_value_is_for_a_parameter_that_exists() -> None:
    """No sample is left over from a parameter that is gone."""
    parameters = {name: param for endpoint in ENDPOINTS.values() for name, param in endpoint.arguments.items()}

    sources = [*SOURCES["v1"].items(), *SOURCES["v2"].items()]
    awaited = {name for name, _ in sources}
    assert (SAMPLES.keys() | awaited | EXTRAS.keys() | {*OWN_NAME, *EVERY_WORD}) - parameters.keys() == set()
    assert {source.name for _, source in sources} - ENDPOINTS.keys() == set()
    assert NOT_CALLED.keys() - ENDPOINTS.keys() == set()


@pytest.mark.parametrize("name", ENDPOINTS.keys() - NOT_CALLED.keys())
def test_every_call_can_be_sent(name: str) -> None:
    """All arguments are fit for their parameters, those included that an answer would give."""
    call = calls_of(plan("Scott", [name]))[name]
    found = dict.fromkeys(call.awaited, 1) | {key: SAMPLES[key] for key in call.awaited if key in SAMPLES}

    assert call.endpoint.compile(call.endpoint.bind((), {**call.arguments, **found}))


def test_owner_of_the_key_is_asked_about() -> None:
    """Where an endpoint takes a user, it is the owner of the key; somebody known when that name is not."""
    assert calls_of(plan("Scott"))["get_user_profile"].arguments == {"user": "Scott"}
    assert calls_of(plan("Scott"))["get_comments"].arguments["identifier"] == "Scott"
    assert calls_of(plan())["get_user_profile"].arguments == {"user": "MaxMilyin"}
    assert (plan("Scott").user, plan().user) == ("Scott", "MaxMilyin")


def test_answers_are_asked_to_be_full_but_not_huge() -> None:
    """Options add what is left out by default, and keep a list short that has all rows by default."""
    games, tickets = (calls_of(plan())[name].arguments for name in ("get_game_list", "get_game_ticket_stats"))

    assert games == {"system_id": 25, "with_hashes": True, "count": 25}
    assert tickets["details"] is True
    assert calls_of(plan())["v2.tickets.list"].arguments["state"] == tuple(v2.TicketState)


@pytest.mark.parametrize("name", [name for name, each in ENDPOINTS.items() if "include" in each.arguments])
def test_every_related_object_is_asked_for(name: str) -> None:
    """A call of V2 asks for all objects that can come with its own, so that the check sees them."""
    call = _call(ENDPOINTS[name], "Scott")

    assert call.arguments["include"] == choices(ENDPOINTS[name].arguments["include"].annotation)
    assert dict(
        call.endpoint.compile(call.endpoint.bind((), {**call.arguments, **dict.fromkeys(call.awaited, 1)})).params
    )["include"]


def test_ids_of_v2_come_from_answers_of_v2() -> None:
    """An object is asked for, and what belongs to it, by an id that a list has given."""
    calls = calls_of(plan())

    assert calls["v2.leaderboards.get"].awaited == {"leaderboard_id": "v2.leaderboards.list"}
    assert calls["v2.leaderboards.entries"].awaited == {"leaderboard_id": "v2.leaderboards.list"}
    assert calls["v2.achievement_sets.get"].awaited == {"achievement_set_id": "v2.games.get"}
    assert calls["get_leaderboard_entries"].awaited == {"leaderboard_id": "get_game_leaderboards"}


def test_private_routes_are_left_out_with_their_scopes() -> None:
    """What an API key may not read is not called, and the plan says which scope it takes."""
    assert plan().not_called["v2.users.followers"] == "only for an OAuth token with the scope follows:read"
    assert plan(only=["v2.users.following"]).calls == ()


def test_option_that_does_not_fit_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """An extra value is given only where the parameter of that name takes it."""
    endpoint = ENDPOINTS["get_recent_game_awards"]
    few = [
        evolve(param, key=evolve(param.key, most=5)) if param.name == "count" else param for param in endpoint.params
    ]
    monkeypatch.setattr(planning, "ENDPOINTS", {endpoint.name: evolve(endpoint, params=tuple(few))})
    (call,) = plan().calls

    assert "count" not in call.arguments


def test_narrowed_plan_brings_what_it_needs() -> None:
    """With some endpoints named only these are called, after those in whose answers their arguments are found."""
    assert [*calls_of(plan(only=["get_game", "get_leaderboard_entries"]))] == [
        "get_game_leaderboards",
        "get_game",
        "get_leaderboard_entries",
    ]


def test_sources_come_first() -> None:
    """Every value is found before it is needed."""
    order = [*calls_of(plan())]

    for name, call in calls_of(plan()).items():
        assert all(order.index(source) < order.index(name) for source in call.awaited.values())


def test_name_that_no_endpoint_has_is_refused() -> None:
    """A misspelt name is an error that says it."""
    with pytest.raises(InvalidRequest, match="get_gmae") as caught:
        plan(only=["get_gmae"])

    assert caught.value.parameter == "only"

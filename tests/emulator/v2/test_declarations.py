"""The table has all that the declared endpoints promise."""

from __future__ import annotations

from types import ModuleType

import pytest

from retroach_async import ENDPOINTS
from retroach_async.emulator.v2.custom import CUSTOM
from retroach_async.emulator.v2.kind import Kind, Listing
from retroach_async.emulator.v2.kinds import KINDS, ROUTES, achievements, games, kinds_in, routes_in
from retroach_async.emulator.v2.query import rules_of

DECLARED = [name.removeprefix("v2.") for name, endpoint in ENDPOINTS.items() if endpoint.api == "v2"]


def file_with(**held: object) -> ModuleType:
    """A file of kinds."""
    file = ModuleType("made_up")
    file.__dict__.update({"KINDS": (), "ROUTES": {}, **held})
    return file


def test_every_declared_endpoint_has_exactly_one_route() -> None:
    """The routes and the answers of other kinds are together the declared endpoints, none of them twice."""
    assert sorted([*ROUTES, *CUSTOM]) == sorted(DECLARED)


def test_every_route_leads_to_a_kind() -> None:
    """No route is about a kind that no file holds."""
    assert {route.kind for route in ROUTES.values()} <= set(KINDS)


def test_kinds_and_routes_do_not_depend_on_the_order_of_files() -> None:
    """All that two files hold is gathered, whichever comes first."""
    for files in ((achievements, games), (games, achievements)):
        assert kinds_in(files) == {kind.type: kind for kind in (*games.KINDS, *achievements.KINDS)}
        assert routes_in(files) == {**games.ROUTES, **achievements.ROUTES}


def test_kind_that_two_files_hold_is_an_error() -> None:
    """Neither of two kinds of one type silently wins."""
    with pytest.raises(ValueError, match="two files of the emulator give 'made-up'"):
        kinds_in([file_with(KINDS=(Kind(type="made-up", attributes={}),)) for _ in range(2)])


def test_route_that_two_files_hold_is_an_error() -> None:
    """Neither of two routes of one endpoint silently wins."""
    with pytest.raises(ValueError, match=r"two files of the emulator give 'made_up\.list'"):
        routes_in([file_with(ROUTES={"made_up.list": Listing("games", lambda _: [])}) for _ in range(2)])


@pytest.mark.parametrize("name", ROUTES)
def test_every_declared_word_is_known(name: str) -> None:
    """Each filter, each sort and each step of each include has an entry in the table."""
    rules, kind = rules_of(ENDPOINTS[f"v2.{name}"]), KINDS[ROUTES[name].kind]
    assert rules.filters <= set(kind.filters)
    assert rules.sorts <= {"id", *kind.attributes, *kind.sorts}
    for path in rules.includes:
        reached = kind
        for word in path.split("."):
            reached = KINDS[reached.relations[word].type]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_relation_leads_to_a_kind(kind: Kind) -> None:
    """No relation leads nowhere."""
    assert {relation.type for relation in kind.relations.values()} <= set(KINDS)

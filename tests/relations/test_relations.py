"""Relations: there when the call asked for them, and refused otherwise."""

from __future__ import annotations

import copy
import json
import pickle
import re
from typing import Any

import pytest
from attrs import evolve

from retroach_async import NotIncluded, Page, ValidationError, from_dict, plain, v2
from retroach_async.models.resource import relations_of
from retroach_async.testing import example
from tests.relations.documents import SETS, SYSTEM, WHOLE, game, get_game, identifier, page_of, read

BOTH = ("system", "achievement_sets")


def test_included_objects_are_read_like_fields() -> None:
    """A relation to one object gives it, a relation to many gives a tuple in the server's order."""
    found = get_game(WHOLE, *BOTH)
    assert (type(found.system), found.system.name) == (v2.System, "Atari 2600")
    assert [(each.id, each.points_total) for each in found.achievement_sets] == [(11, 305), (12, 20)]


@pytest.mark.parametrize("name", BOTH)
def test_relation_that_was_not_asked_for_is_refused(name: str) -> None:
    """Reading it names the relation and the way to ask for it, even though the server sent the object."""
    message = f"Game.{name} was not included: ask for it by `include`, as '{name}'"
    with pytest.raises(NotIncluded, match=re.escape(message)) as caught:
        getattr(get_game(WHOLE), name)
    assert caught.value.name == name


def test_relation_that_was_not_asked_for_is_no_attribute() -> None:
    """`hasattr` and `getattr` with a default treat it as an attribute that is not there."""
    found = get_game(WHOLE)
    assert not hasattr(found, "system")
    assert getattr(found, "system", "none") == "none"


def test_class_has_the_relation_itself() -> None:
    """A tool that looks at the class finds what is declared there."""
    assert isinstance(v2.Game.system, v2.One)
    assert [*relations_of(v2.Game)] == [*BOTH]


def test_only_the_tree_that_was_asked_for_is_resolved() -> None:
    """A set that came with a game does not know its games, although the document holds one."""
    document = {**WHOLE, "included": [*SETS, SYSTEM, game()]}
    found = get_game(document, "achievement_sets")
    with pytest.raises(NotIncluded):
        _ = found.achievement_sets[0].games


def test_circle_of_objects_ends_by_itself() -> None:
    """A set that names its game, which names the set, is read one step deep."""
    one = game(1, achievementSets=[SETS[0]])
    holder = {**SETS[0], "relationships": {"games": {"data": [identifier(one)]}}}
    found = read("v2.achievement_sets.get", {"data": holder, "included": [one, holder]}, "games")
    assert [each.title for each in found.games] == ["Game 1"]
    assert json.dumps(found.to_dict())
    assert isinstance(hash(found), int)


@pytest.mark.parametrize("relationships", [{}, {"achievementSets": {"data": []}}, {"achievementSets": {"links": {}}}])
def test_many_without_any_is_an_empty_tuple(relationships: Any) -> None:
    """Asked for and none there: the server names none, or leaves the relationship out."""
    document = {"data": {**game(), "relationships": relationships}}
    assert get_game(document, "achievement_sets").achievement_sets == ()


def test_one_that_the_server_does_not_name_is_refused() -> None:
    """A relation to exactly one object has no way to say that there is none."""
    with pytest.raises(NotIncluded):
        _ = get_game({"data": game()}, "system").system


def test_object_that_is_named_but_not_included_is_refused() -> None:
    """A dangling link is as if nobody had asked, and its id can still be read."""
    found = get_game({"data": game(system=SYSTEM)}, "system")
    with pytest.raises(NotIncluded):
        _ = found.system
    assert found.linkage["system"] == (v2.Identifier("systems", "25"),)


def test_many_leaves_out_what_was_not_included() -> None:
    """Of several objects those that came are given."""
    found = get_game({"data": game(achievementSets=SETS), "included": SETS[1:]}, "achievement_sets")
    assert [each.id for each in found.achievement_sets] == [12]


def test_linkage_names_every_related_object() -> None:
    """Every id that the server named can be read by its relation, unknown relations included."""
    found = get_game({"data": game(system=SYSTEM, newThings=[{"type": "news", "id": "1"}])})
    assert dict(found.linkage) == {
        "system": (v2.Identifier("systems", "25"),),
        "new_things": (v2.Identifier("news", "1"),),
    }
    assert found.identifier == v2.Identifier("games", "1")


def test_object_of_an_unknown_type_is_kept_as_it_came() -> None:
    """What a later server includes does no harm, and can be read as JSON."""
    news = {"type": "news", "id": "1", "attributes": {"headline": "New"}}
    found = get_game({"data": game(newThings=[news]), "included": [news]}, "system")
    assert [(each.type, each.id, each.json()["attributes"]) for each in found.unknown] == [
        ("news", "1", {"headline": "New"})
    ]


def test_object_of_another_type_is_not_taken_for_a_known_one() -> None:
    """A relation that leads elsewhere one day is refused, and the object can be read as JSON."""
    planet = {"type": "planets", "id": "25", "attributes": {"name": "Earth"}}
    found = get_game({"data": game(system=planet), "included": [planet]}, "system")
    assert not hasattr(found, "system")
    assert [each.type for each in found.unknown] == ["planets"]


@pytest.mark.parametrize(
    "relationships",
    [None, [], 5, {"system": None}, {"system": 5}, {"system": {"data": 5}}, {"system": {"data": {"type": "systems"}}}],
)
def test_relationships_of_another_shape_do_no_harm(relationships: Any) -> None:
    """The game is read; the relation is what is missing."""
    found = get_game({"data": {**game(), "relationships": relationships}, "included": [SYSTEM]}, "system")
    assert found.title == "Game 1"
    assert not hasattr(found, "system")


@pytest.mark.parametrize("included", [None, {}, 5, [5], [{"type": "systems"}]])
def test_included_objects_of_another_shape_do_no_harm(included: Any) -> None:
    """The objects that can be read count."""
    assert not hasattr(get_game({"data": game(system=SYSTEM), "included": included}, "system"), "system")


def test_problem_of_an_included_object_is_told_with_its_place() -> None:
    """The path goes through the relation to the field, and nothing else of the mechanism shows."""
    broken = {**SETS[1], "attributes": {"pointsTotal": "many", "achievementsPublished": 9}}
    error = get_game({**WHOLE, "included": [SETS[0], broken, SYSTEM]}, *BOTH)
    assert type(error) is ValidationError
    assert error.path == "achievement_sets[1].points_total"
    assert error.message == ("not a valid v2.Game: achievement_sets[1].points_total: expected an integer, got 'many'")


def test_problem_of_an_included_object_costs_its_row_only() -> None:
    """The rows that can be read are at the error, as for any page."""
    broken = {**SYSTEM, "id": "7", "attributes": {}}
    rows = [game(1, system=SYSTEM), game(2, system=broken)]
    error = read("v2.games.list", page_of(rows, [SYSTEM, broken]), "system")
    assert error.path == "results[1].system.name"
    assert [row.id for row in error.rows] == [1]


def test_object_that_several_rows_lead_to_is_made_once() -> None:
    """A hundred games of one system share one object."""
    page = read("v2.games.list", page_of([game(1, system=SYSTEM), game(2, system=SYSTEM)], [SYSTEM]), "system")
    assert page[0].system is page[1].system


def test_object_with_relations_is_a_value() -> None:
    """It compares, hashes, copies and pickles with what was included."""
    found = get_game(WHOLE, *BOTH)
    for other in (copy.deepcopy(found), pickle.loads(pickle.dumps(found)), get_game(WHOLE, *BOTH)):
        assert other == found
        assert hash(other) == hash(found)
        assert other.system.name == "Atari 2600"
    assert found != get_game(WHOLE)


def test_repr_shows_the_fields_alone() -> None:
    """What was included stays out of the text, which would grow without end."""
    assert "Atari" not in repr(get_game(WHOLE, *BOTH))


def test_plain_values_hold_what_was_included() -> None:
    """Included objects stand under their relations, and the values can be read back."""
    found = get_game(WHOLE, *BOTH)
    values = json.loads(json.dumps(plain(found)))
    assert values["system"]["name"] == "Atari 2600"
    assert [each["id"] for each in values["achievement_sets"]] == [11, 12]
    again = from_dict(v2.Game, values)
    assert again == found
    assert again.system.name == "Atari 2600"
    assert "system" not in plain(get_game(WHOLE))


def test_page_of_objects_with_relations_is_read_back() -> None:
    """A page goes to plain values and back with all that was included."""
    page = read("v2.games.list", page_of([game(1, system=SYSTEM)], [SYSTEM]), "system")
    assert from_dict(Page[v2.Game], json.loads(json.dumps(page.to_dict()))) == page


def test_example_has_the_relations_that_are_given() -> None:
    """A test makes an object with relations in one line."""
    found = example(v2.Game, id=7, system=example(v2.System, name="NES"), achievement_sets=())
    assert (found.id, found.system.name, found.achievement_sets) == (7, "NES", ())
    assert not hasattr(example(v2.Game), "system")


def test_changed_copy_keeps_its_relations() -> None:
    """`attrs.evolve` changes a field and nothing else."""
    assert evolve(get_game(WHOLE, *BOTH), title="Other").system.name == "Atari 2600"

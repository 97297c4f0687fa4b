"""Systems by any usual name."""

from __future__ import annotations

import pickle

import pytest

from retroach_async import InvalidRequest
from retroach_async.emulator.world.systems import all_systems
from retroach_async.lookup import System
from retroach_async.lookup.aliases import IDS

ALIASES = [(alias, system) for system in System for alias in system.aliases]


@pytest.mark.parametrize(("alias", "system"), ALIASES, ids=[alias for alias, _ in ALIASES])
def test_alias_names_its_system(alias: str, system: System) -> None:
    """Every alias gives its system, in any case and with any punctuation."""
    assert System.of(alias) is system
    assert System.of(f" {alias.upper()} ") is system
    assert System.of("-".join(alias)) is system


def test_no_alias_names_two_systems() -> None:
    """Each alias stands in the table once, and every system has some."""
    assert len(ALIASES) == len({alias for alias, _ in ALIASES}) == len(IDS)
    assert all(system.aliases for system in System)


@pytest.mark.parametrize("system", System, ids=lambda system: system.name)
def test_member_is_found_by_its_own_name_and_id(system: System) -> None:
    """The name of a member, its id, and its id as text name it."""
    assert (
        System.of(system.name) is System.of(int(system)) is System.of(str(int(system))) is System.of(system) is system
    )


def test_ids_are_those_of_the_site() -> None:
    """The ids are 1 to 81 and 100 to 102; the emulator knows the same ones, by their names and abbreviations."""
    known = all_systems()
    assert [int(system) for system in System] == [*range(1, 82), 100, 101, 102] == list(known)
    named = [each for each in known.values() if each.short not in AMBIGUOUS]
    assert all(System.of(each.name) == System.of(each.short) == each.id for each in named)


AMBIGUOUS = {"Pico"}
"""Abbreviations of the site that mean another system elsewhere."""


@pytest.mark.parametrize(
    ("alias", "system"),
    [
        ("megadrive", 1),
        ("gc", 16),
        ("ngc", 16),
        ("GameCube", 16),
        ("ngp", 14),
        ("ngpc", 14),
        ("sega mega drive", 1),
        ("Genesis/Mega Drive", 1),
        ("Pokémon mini", 24),
        ("SNES/Super Famicom", 3),
        ("PC-8000/8800", 47),
        ("G&W", 60),
        ("Sega - Mega-CD - Sega CD", 9),
        ("turbografx16--1", 8),
        ("tg-cd", 76),
        ("sega32", 10),
        ("psx", 12),
    ],
)
def test_aliases_that_tables_in_the_field_get_wrong(alias: str, system: int) -> None:
    """A name never finds another console: 16 is the GameCube, 14 is the Neo Geo Pocket."""
    assert System.of(alias) == system


@pytest.mark.parametrize(
    "name", ["nintendo", "cd", "sega", "atari", "sony", "neogeo", "pico", "odyssey", "pc", "color", "pocket", "vision"]
)
def test_name_that_several_systems_share_names_none(name: str) -> None:
    """A name that could mean several systems, or one that the site does not have, is refused."""
    with pytest.raises(InvalidRequest, match=f"no system '{name}': did you mean .+, .+ or .+[?]"):
        System.of(name)


def test_error_names_the_three_nearest() -> None:
    """A misspelt name is a ValueError that says what could be meant."""
    with pytest.raises(ValueError, match=r"no system 'megadrve': did you mean megadrive \(1\), .+ or .+\?") as caught:
        System.of("megadrve")
    assert isinstance(caught.value, InvalidRequest)
    assert caught.value.parameter == "system"


@pytest.mark.parametrize(
    "wrong", ["", "  ", "!?", "999", "0", "-1", "1.0", "٣", 0, -1, 82, 99, True, None, 1.0, "9" * 5000]
)
def test_what_is_no_system_is_refused(wrong: object) -> None:
    """Whatever is no name and no id of a system is an InvalidRequest, whatever its type."""
    with pytest.raises(InvalidRequest, match="no system") as caught:
        System.of(wrong)  # type: ignore[arg-type]
    assert len(str(caught.value)) < 200


def test_hubs_and_events_are_no_game_systems() -> None:
    """Every system has games, but for those of hubs and of events."""
    assert {int(system) for system in System if not system.is_game_system} == {100, 101}


def test_system_is_an_integer_that_pickles() -> None:
    """A member goes wherever an id goes."""
    assert System.SNES == 3
    assert f"{System.SNES:d}" == "3"
    assert pickle.loads(pickle.dumps(System.SNES)) is System.SNES

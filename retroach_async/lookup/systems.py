"""The systems of the site by id, and from any usual name to the id."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from enum import IntEnum
from typing import Self

from retroach_async.checks import excerpt
from retroach_async.errors import InvalidRequest
from retroach_async.keys import LARGEST_ID
from retroach_async.lookup.aliases import IDS, key_of

_NEAREST = 3
"""The number of systems that an error suggests."""


class System(IntEnum):
    """The systems of the site by id; each is an integer, so that any call takes it: `ra.get_game_list(System.SNES)`.

    `System.of` finds one by name. Names to show come from the server: `await ra.get_console_ids()`. `retroach check`
    tells when the server knows a system that is not here.

    The ids are those of https://github.com/RetroAchievements/RAWeb, `config/systems.php`.
    """

    MEGA_DRIVE = 1
    NINTENDO_64 = 2
    SNES = 3
    GAME_BOY = 4
    GAME_BOY_ADVANCE = 5
    GAME_BOY_COLOR = 6
    NES = 7
    PC_ENGINE = 8
    SEGA_CD = 9
    SEGA_32X = 10
    MASTER_SYSTEM = 11
    PLAYSTATION = 12
    ATARI_LYNX = 13
    NEO_GEO_POCKET = 14
    GAME_GEAR = 15
    GAMECUBE = 16
    ATARI_JAGUAR = 17
    NINTENDO_DS = 18
    WII = 19
    WII_U = 20
    PLAYSTATION_2 = 21
    XBOX = 22
    ODYSSEY_2 = 23
    POKEMON_MINI = 24
    ATARI_2600 = 25
    DOS = 26
    ARCADE = 27
    VIRTUAL_BOY = 28
    MSX = 29
    COMMODORE_64 = 30
    ZX81 = 31
    ORIC = 32
    SG_1000 = 33
    VIC_20 = 34
    AMIGA = 35
    ATARI_ST = 36
    AMSTRAD_CPC = 37
    APPLE_II = 38
    SATURN = 39
    DREAMCAST = 40
    PLAYSTATION_PORTABLE = 41
    PHILIPS_CD_I = 42
    THE_3DO = 43
    COLECOVISION = 44
    INTELLIVISION = 45
    VECTREX = 46
    PC_8800 = 47
    PC_9800 = 48
    PC_FX = 49
    ATARI_5200 = 50
    ATARI_7800 = 51
    X68000 = 52
    WONDERSWAN = 53
    CASSETTE_VISION = 54
    SUPER_CASSETTE_VISION = 55
    NEO_GEO_CD = 56
    CHANNEL_F = 57
    FM_TOWNS = 58
    ZX_SPECTRUM = 59
    GAME_AND_WATCH = 60
    N_GAGE = 61
    NINTENDO_3DS = 62
    SUPERVISION = 63
    SHARP_X1 = 64
    TIC_80 = 65
    THOMSON_TO8 = 66
    PC_6000 = 67
    SEGA_PICO = 68
    MEGA_DUCK = 69
    ZEEBO = 70
    ARDUBOY = 71
    WASM_4 = 72
    ARCADIA_2001 = 73
    INTERTON_VC_4000 = 74
    ELEKTOR = 75
    PC_ENGINE_CD = 76
    ATARI_JAGUAR_CD = 77
    NINTENDO_DSI = 78
    TI_83 = 79
    UZEBOX = 80
    FAMICOM_DISK_SYSTEM = 81
    HUBS = 100
    EVENTS = 101
    STANDALONE = 102

    @property
    def is_game_system(self) -> bool:
        """False for hubs and events, which are no systems with games."""
        return self not in (System.HUBS, System.EVENTS)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names by which `System.of` finds it, without case, spaces and punctuation."""
        return tuple(key for key, number in IDS.items() if number == self)

    @classmethod
    def of(cls, system: str | int) -> Self:
        """The system of a name, an id, or an id as text: `System.of("Genesis/Mega Drive")`, `System.of("md")`.

        Case, accents, spaces and punctuation do not matter. The names are those of the site, of IGDB (RomM),
        EmulationStation, RetroArch, No-Intro and Redump. A name that several systems share, such as "Nintendo", names
        none of them.

        Raises `InvalidRequest`, which is a ValueError, with the three nearest names.
        """
        number = _number_of(system)
        try:
            return cls(number)
        except ValueError:
            pass
        raise InvalidRequest(f"no system {excerpt(system)}{_suggestion(system)}", parameter="system")


def ids_of(systems: System | int | str | Iterable[System | int | str]) -> tuple[int, ...]:
    """The ids of some systems, each once; an id that is not in `System` may be newer than this table.

    Raises `InvalidRequest` for what is no system, and when there is none.
    """
    given = (systems,) if isinstance(systems, int | str) else systems
    if isinstance(given, bytes | bytearray | memoryview) or not isinstance(given, Iterable):
        raise InvalidRequest(f"systems must be names or ids of systems, not {excerpt(systems)}", parameter="systems")
    ids = tuple(dict.fromkeys(int(each) if _may_be_new(each) else int(System.of(each)) for each in given))
    if not ids:
        raise InvalidRequest("systems must have at least one name or id of a system", parameter="systems")
    return ids


def _may_be_new(system: object) -> bool:
    return isinstance(system, int) and not isinstance(system, bool) and max(System) < system <= LARGEST_ID


def _number_of(system: object) -> int:
    """The id that a value stands for; 0 when it stands for none."""
    if isinstance(system, int):
        return 0 if isinstance(system, bool) else system
    if not isinstance(system, str):
        return 0
    text = system.strip()
    is_id = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS and int(text) in _IDS
    return int(text) if is_id else IDS.get(key_of(text), 0)


_IDS = frozenset(int(each) for each in System)
_MOST_DIGITS = 9


def _suggestion(system: object) -> str:
    """The systems whose names are the nearest to a text."""
    key = key_of(system) if isinstance(system, str) else ""
    if not key or key.isdecimal():
        return ': write a name or an id, such as "megadrive" or 1'
    match, nearest = difflib.SequenceMatcher(None, "", key, autojunk=False), dict[int, tuple[float, str]]()
    for alias, number in IDS.items():
        match.set_seq1(alias)
        nearest[number] = max(nearest.get(number, (0.0, "")), (match.ratio(), alias))
    best = sorted(nearest.items(), key=lambda each: -each[1][0])[:_NEAREST]
    *others, last = (f"{alias} ({number})" for number, (_, alias) in best)
    return f": did you mean {', '.join(others)} or {last}?"

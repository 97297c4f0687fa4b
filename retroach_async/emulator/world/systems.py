"""The systems of the site."""

from __future__ import annotations

from attrs import frozen

HUBS, EVENTS = 100, 101
"""The two systems without games."""


@frozen(eq=False)
class System:
    """One system."""

    id: int
    name: str
    short: str
    active: bool
    manufacturer: str | None = None

    @property
    def full_name(self) -> str:
        """The name with the manufacturer before it."""
        maker = self.manufacturer
        return self.name if maker is None or maker in self.name else f"{maker} {self.name}"

    @property
    def has_games(self) -> bool:
        """True for a system with games, not a hub or an event."""
        return self.id not in (HUBS, EVENTS)

    @property
    def icon_url(self) -> str:
        """The address of the icon."""
        name = self.short.lower().replace("/", "").replace(" ", "").replace("&", "")
        return f"https://static.retroachievements.org/assets/images/system/{name}.png"


_MAKERS = {
    "Atari": (13, 17, 25, 36, 50, 51, 77),
    "Commodore": (30, 34, 35),
    "NEC": (8, 47, 48, 49, 67, 76),
    "Nintendo": (2, 3, 4, 5, 6, 7, 16, 18, 19, 20, 24, 28, 60, 62, 78, 81),
    "Sega": (1, 9, 10, 11, 15, 33, 39, 40, 68),
    "Sony": (12, 21, 41),
}
_MAKER = {number: maker for maker, numbers in _MAKERS.items() for number in numbers}
"""The manufacturer of a system; the others have none here."""
_ACTIVE = """\
1 MD Genesis/Mega Drive
2 N64 Nintendo 64
3 SNES SNES/Super Famicom
4 GB Game Boy
5 GBA Game Boy Advance
6 GBC Game Boy Color
7 NES NES/Famicom
8 PCE PC Engine/TurboGrafx-16
9 SCD Sega CD
10 32X 32X
11 SMS Master System
12 PS1 PlayStation
13 Lynx Atari Lynx
14 NGP Neo Geo Pocket
15 GG Game Gear
16 GC GameCube
17 JAG Atari Jaguar
18 DS Nintendo DS
21 PS2 PlayStation 2
23 MO2 Magnavox Odyssey 2
24 MINI Pokemon Mini
25 2600 Atari 2600
27 ARC Arcade
28 VB Virtual Boy
29 MSX MSX
33 SG1K SG-1000
37 CPC Amstrad CPC
38 A2 Apple II
39 SAT Saturn
40 DC Dreamcast
41 PSP PlayStation Portable
43 3DO 3DO Interactive Multiplayer
44 CV ColecoVision
45 INTV Intellivision
46 VECT Vectrex
47 80/88 PC-8000/8800
49 PC-FX PC-FX
51 7800 Atari 7800
53 WS WonderSwan
56 NGCD Neo Geo CD
57 CHF Fairchild Channel F
63 WSV Watara Supervision
69 DUCK Mega Duck
71 ARD Arduboy
72 WASM4 WASM-4
73 A2001 Arcadia 2001
74 VC4000 Interton VC 4000
75 ELEK Elektor TV Games Computer
76 PCCD PC Engine CD/TurboGrafx-CD
77 JCD Atari Jaguar CD
78 DSi Nintendo DSi
80 UZE Uzebox
81 FDS Famicom Disk System
101 Events Events
102 EXE Standalone
"""
_INACTIVE = """\
19 Wii Wii
20 WiiU Wii U
22 Xbox Xbox
26 DOS DOS
30 C64 Commodore 64
31 ZX81 ZX81
32 Oric Oric
34 VIC-20 VIC-20
35 Amiga Amiga
36 AST Atari ST
42 CD-i Philips CD-i
48 9800 PC-9800
50 5200 Atari 5200
52 X68K Sharp X68000
54 ECV Cassette Vision
55 ESCV Super Cassette Vision
58 FMTowns FM Towns
59 ZXS ZX Spectrum
60 G&W Game & Watch
61 N-Gage Nokia N-Gage
62 3DS Nintendo 3DS
64 X1 Sharp X1
65 TIC-80 TIC-80
66 TO8 Thomson TO8
67 PC-6000 PC-6000
68 Pico Sega Pico
70 Zeebo Zeebo
79 TI-83 TI-83
100 Hubs Hubs
"""


def _read(table: str, active: bool) -> list[System]:
    rows = [line.split(" ", 2) for line in table.splitlines()]
    return [System(int(number), name, short, active, _MAKER.get(int(number))) for number, short, name in rows]


def all_systems() -> dict[int, System]:
    """All systems by id, in the order of the ids."""
    systems = _read(_ACTIVE, active=True) + _read(_INACTIVE, active=False)
    return {system.id: system for system in sorted(systems, key=lambda system: system.id)}

"""The names of systems in the vocabularies of the field, each with its source.

An alias names one system and no other. So what several systems share (`nintendo`, `cd`, `neogeo`), and what means
another system in another vocabulary (`pico` is PICO-8 in RomM), is in none of the lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

_SITE = """\
1 MD | Mega Drive | Genesis/Mega Drive | Mega Drive/Genesis | Sega Mega Drive | Sega Mega Drive/Genesis
2 N64 | Nintendo 64
3 SNES | SNES/Super Famicom | Super Nintendo Entertainment System
4 GB | Game Boy | Nintendo Game Boy
5 GBA | Game Boy Advance | Nintendo Game Boy Advance
6 GBC | Game Boy Color | Nintendo Game Boy Color
7 NES | NES/Famicom | Nintendo Entertainment System
8 PCE | PC Engine/TurboGrafx-16 | PC Engine/TurboGrafx | NEC PC Engine/TurboGrafx
9 SCD | Sega CD
10 32X | Sega 32X
11 SMS | Master System | Sega Master System
12 PS1 | PlayStation | Sony PlayStation
13 Lynx | Atari Lynx
14 NGP | Neo Geo Pocket | SNK Neo Geo Pocket
15 GG | Game Gear | Sega Game Gear
16 GC | GameCube | Nintendo GameCube
17 JAG | Jaguar | Atari Jaguar
18 DS | Nintendo DS
19 Wii | Nintendo Wii
20 WiiU | Nintendo Wii U
21 PS2 | PlayStation 2 | Sony PlayStation 2
22 Xbox | Microsoft Xbox
23 MO2 | Odyssey 2 | Magnavox Odyssey 2
24 MINI | Pokemon Mini | Nintendo Pokemon Mini
25 2600 | Atari 2600
26 DOS
27 ARC | Arcade
28 VB | Virtual Boy | Nintendo Virtual Boy
29 MSX | Microsoft MSX
30 C64 | Commodore 64
31 ZX81 | Sinclair ZX81
32 Oric | TCS Oric
33 SG1K | SG-1000 | Sega SG-1000
34 VIC-20 | Commodore VIC-20
35 Amiga | Commodore Amiga
36 AST | Atari ST
37 CPC | Amstrad CPC
38 A2 | Apple II
39 SAT | Saturn | Sega Saturn
40 DC | Dreamcast | Sega Dreamcast
41 PSP | PlayStation Portable | Sony PlayStation Portable
42 CD-i | Philips CD-i
43 3DO | 3DO Interactive Multiplayer
44 CV | ColecoVision
45 INTV | Intellivision | Mattel Intellivision
46 VECT | Vectrex | GCE Vectrex
47 80/88 | PC-8000/8800 | NEC PC-8000/8800
48 9800 | PC-9800 | NEC PC-9800
49 PC-FX | NEC PC-FX
50 5200 | Atari 5200
51 7800 | Atari 7800
52 X68K | X68000 | Sharp X68000
53 WS | WonderSwan | Bandai WonderSwan
54 ECV | Cassette Vision | Epoch Co. Cassette Vision
55 ESCV | Super Cassette Vision | Epoch Co. Super Cassette Vision
56 NGCD | Neo Geo CD | SNK Neo Geo CD
57 CHF | Channel F | Fairchild Channel F
58 FM Towns | Fujitsu FM Towns
59 ZXS | ZX Spectrum | Sinclair ZX Spectrum
60 G&W | Game & Watch | Nintendo Game & Watch
61 N-Gage | Nokia N-Gage
62 3DS | Nintendo 3DS
63 WSV | Supervision | Watara Supervision
64 X1 | Sharp X1
65 TIC-80
66 TO8 | Thomson TO8
67 PC-6000 | NEC PC-6000
68 Sega Pico
69 DUCK | Mega Duck
70 Zeebo
71 ARD | Arduboy
72 WASM-4
73 A2001 | Arcadia 2001
74 VC4000 | Interton VC 4000
75 ELEK | Elektor TV Games Computer
76 PCCD | PC Engine CD | NEC PC Engine CD | PC Engine CD/TurboGrafx-CD
77 JCD | Jaguar CD | Atari Jaguar CD
78 DSi | Nintendo DSi
79 TI-83 | Texas Instruments TI-83
80 UZE | Uzebox
81 FDS | Famicom Disk System
100 Hubs
101 Events
102 EXE | Standalone | Standalones
"""
"""Names and abbreviations of the API and of https://github.com/RetroAchievements/RAWeb, `config/systems.php`."""

_IGDB = """\
1 genesis | genesis-slash-megadrive
3 sfam
7 famicom
8 tg16 | turbografx16--1 | supergrafx
9 segacd
10 sega32
12 psx | ps
14 neo-geo-pocket-color
16 ngc
18 nds
23 odyssey-2-slash-videopac-g7000
29 msx2
32 atmos
37 acpc
38 appleii
47 pc-8000 | pc-8800-series
48 pc-9800-series
53 wonderswan-color
54 epoch-cassette-vision
55 epoch-super-cassette-vision
60 g-and-w
63 watara-slash-quickshot-supervision
67 nec-pc-6000-series | pc-6001
69 mega-duck-slash-cougar-boy
74 vc-4000
75 elektor
76 turbografx-cd | turbografx-16-slash-pc-engine-cd
"""
"""Slugs of IGDB's platforms as https://github.com/rommapp/romm uses them (`UniversalPlatformSlug`)."""

_EMULATIONSTATION = """\
1 megadrive | megadrivejp
3 sfc | snesna
8 pcengine
9 megacd | megacdjp
10 sega32xjp | sega32xna
14 ngpc
15 gamegear
25 atari2600
26 msdos
27 mame | fba | fbneo | cps1 | cps2 | cps3 | neogeomvs
28 virtualboy
29 msx1
32 oricatmos
33 sg-1000
34 vic20 | c20
37 amstradcpc
38 apple2
39 saturnjp
42 cdimono1
44 coleco
47 pc88
48 pc98
53 wswan | wswanc | wonderswancolor
55 scv
56 neogeocd | neogeocdjp
57 channelf
60 gameandwatch
62 n3ds
63 watara
69 megaduck
73 arcadia
76 pcenginecd | pce-cd | tg-cd | tg16cd
77 atarijaguarcd
23 videopac | o2em
24 pokemini
"""
"""Names of EmulationStation's folders: RetroPie, ES-DE and Batocera (`PlatformId.cpp`, `RetroAchievements.cpp`)."""

_DATS = """\
1 Sega - Mega Drive - Genesis
3 Nintendo - Super Nintendo Entertainment System
7 Nintendo - Nintendo Entertainment System
8 NEC - PC Engine - TurboGrafx 16 | NEC - PC Engine SuperGrafx
9 Sega - Mega-CD - Sega CD
11 Sega - Master System - Mark III
14 SNK - Neo Geo Pocket Color
2 Nintendo - Nintendo 64
18 Nintendo - Nintendo DS
23 Magnavox - Odyssey2
29 Microsoft - MSX2
30 Commodore - 64
31 Sinclair - ZX 81
43 The 3DO Company - 3DO
44 Coleco - ColecoVision
48 NEC - PC-98
53 Bandai - WonderSwan Color
55 Epoch - Super Cassette Vision
59 Sinclair - ZX Spectrum +3
62 Nintendo - Nintendo 3DS
69 Welback - Mega Duck
70 Mobile - Zeebo
71 Arduboy Inc - Arduboy
73 Emerson - Arcadia 2001
76 NEC - PC Engine CD - TurboGrafx-CD
78 Nintendo - Nintendo DSi
81 Nintendo - Family Computer Disk System | Nintendo - Famicom Disk System
"""
"""No-Intro's and Redump's names, which RetroArch's playlists have too: https://github.com/libretro/libretro-database.

Those that differ from the site's names only in punctuation are left out.
"""

_PEOPLE = """\
1 Sega Genesis | gen
3 Super NES | Super Nintendo | Super Famicom
8 TurboGrafx-16 | TurboGrafx
9 Mega CD | mcd
11 Mark III
12 PSone
14 Neo Geo Pocket Color
16 GCN
43 The 3DO
47 PC-8800
53 WonderSwan Color
76 TurboGrafx-CD | pcecd
81 Family Computer Disk System
"""
"""Names that people type: the other half of a name that the site writes with a slash, and usual abbreviations."""


def key_of(text: str) -> str:
    """A name without case, accents and anything but letters and digits: `Pokémon Mini` is `pokemonmini`."""
    plain = unicodedata.normalize("NFKD", text[:_LONGEST]).casefold()
    return "".join(character for character in plain if character.isalnum())


_LONGEST = 200
"""The number of characters that are looked at; the longest name of a system has 50."""


def _rows() -> Iterator[tuple[int, str]]:
    for table in (_SITE, _IGDB, _EMULATIONSTATION, _DATS, _PEOPLE):
        for line in table.splitlines():
            number, names = re.split(" ", line, maxsplit=1)
            yield from ((int(number), key_of(name)) for name in names.split("|"))


def _collected() -> dict[str, int]:
    found: dict[str, int] = {}
    for number, key in _rows():
        if found.setdefault(key, number) != number:
            raise ValueError(f"{key} names both {found[key]} and {number}")
    return found


IDS: Final[Mapping[str, int]] = MappingProxyType(_collected())
"""The id of a system by each of its aliases, spelt as `key_of` spells them."""

"""Distributions to draw, and pictures that are read back."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import retroach_async
from retroach_async import AchievementDistribution, AchievementFlags

SVG = "{http://www.w3.org/2000/svg}"
FONTS = Path(retroach_async.__file__).parent / "charts" / "fonts"


def spread(*players: int, hardcore: bool = True, game_id: int = 14402) -> AchievementDistribution:
    """A distribution with these numbers of players."""
    return AchievementDistribution(
        game_id=game_id, hardcore=hardcore, flags=AchievementFlags.OFFICIAL, players=tuple(players)
    )


def falling(achievements: int, players: int = 4000) -> AchievementDistribution:
    """A distribution as most games have it: many players with few unlocks, few with many."""
    return spread(*(max(players // (unlocks + 3), 1) for unlocks in range(1, achievements + 1)))


def texts(svg: str) -> list[str]:
    """The texts of a picture, in order."""
    return [each.text or "" for each in ET.fromstring(svg).iter(f"{SVG}text")]


def rects(svg: str) -> list[dict[str, float | str]]:
    """The bars of a picture, in order: numbers where they are some."""
    return [
        {name: value if value.startswith("#") else float(value) for name, value in each.attrib.items()}
        for each in ET.fromstring(svg).iter(f"{SVG}rect")
    ]


def size_of_png(png: bytes) -> tuple[int, int]:
    """The width and height that a PNG declares."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def advances(font: Path) -> dict[str, float]:
    """The width of each letter of a TrueType font, as a share of the font's size, from its own tables."""
    data = font.read_bytes()
    tables: dict[bytes, int] = {}
    for nth in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, 12 + 16 * nth)
        tables[tag] = start
    units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    metrics = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]

    def width(glyph: int) -> float:
        place = tables[b"hmtx"] + 4 * min(glyph, metrics - 1)
        return float(struct.unpack_from(">H", data, place)[0]) / units

    return {char: width(glyph) for char, glyph in _glyphs(data, tables[b"cmap"]).items()}


def _glyphs(data: bytes, cmap: int) -> dict[str, int]:
    """The glyph of each letter, from the table of format 4."""
    offsets = [struct.unpack_from(">HHI", data, cmap + 4 + 8 * nth)[2] for nth in range(_short(data, cmap + 2))]
    start = next(cmap + offset for offset in offsets if _short(data, cmap + offset) == 4)
    double = _short(data, start + 6)
    found: dict[str, int] = {}
    for segment in range(0, double, 2):
        last = _short(data, start + 14 + segment)
        first = _short(data, start + 16 + double + segment)
        delta = _short(data, start + 16 + 2 * double + segment)
        place = start + 16 + 3 * double + segment
        for code in range(first, min(last, 0xFFFE) + 1):
            offset = _short(data, place)
            glyph: Any = _short(data, place + offset + 2 * (code - first)) if offset else code
            found[chr(code)] = (glyph + delta) % 0x10000
    return found


def _short(data: bytes, place: int) -> int:
    return int(struct.unpack_from(">H", data, place)[0])

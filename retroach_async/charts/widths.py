"""The width of a text in the shipped fonts, and texts that are made to fit."""

from __future__ import annotations

from unicodedata import category, normalize

_FIRST = ord(" ")
# fmt: off
_PLAIN = (
    32, 41, 46, 84, 64, 96, 78, 28, 40, 40, 50, 84, 32, 37, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 54, 100, 69, 69, 70, 78, 64, 58, 78, 76, 30, 30, 66, 56, 87, 75, 79,
    61, 79, 70, 64, 62, 74, 69, 99, 69, 62, 69, 40, 34, 40, 84, 50, 50, 62, 64, 55, 64, 62, 36, 64,
    64, 28, 28, 58, 28, 98, 64, 62, 64, 64, 42, 53, 40, 64, 60, 82, 60, 60, 53, 64, 34, 64, 84,
)
_BOLD = (
    35, 46, 53, 84, 70, 101, 88, 31, 46, 46, 53, 84, 38, 42, 38, 37, 70, 70, 70, 70, 70, 70, 70, 70,
    70, 70, 40, 40, 84, 84, 84, 59, 100, 78, 77, 74, 84, 69, 69, 83, 84, 38, 38, 78, 64, 100, 84, 86,
    74, 86, 78, 73, 69, 82, 78, 111, 78, 73, 73, 46, 37, 46, 84, 50, 50, 68, 72, 60, 72, 68, 44, 72,
    72, 35, 35, 67, 35, 105, 72, 69, 72, 72, 50, 60, 48, 72, 66, 93, 65, 66, 59, 72, 37, 72, 84,
)
# fmt: on
"""The letters from space to tilde, in hundredths of the font's size, rounded up."""

_CJK, _CJK_WIDTH = 0x2E80, 104
_OTHER_WIDTH = 120
_ACCENT = 14
"""The most that an accent adds: few stand beside their letter."""
"""The width of a letter that the fonts may lack: rather too large than too small."""
_SPARE = 1.02
"""For viewers that have another font of the list."""

_SHIPPED = "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac\u2122\u2212\u2190\u2191\u2192\u2193\u2605\u2606"
"""The letters of the fonts beyond Latin: dashes, quotes, an ellipsis, euro, trademark, minus, arrows and stars."""

_IN_VAIN = {"Cc", "Cf", "Cs"}
_MOST_MARKS = 2
"""As many accents as one letter of a living script has; a heap of them would reach into other lines."""


def clean(text: str) -> str:
    """A text on one line, without characters that XML forbids and those that change the order of others."""
    kept: list[str] = []
    marks = 0
    for char in normalize("NFC", " ".join(text.split())):
        marks = marks + 1 if category(char).startswith("M") else 0
        if category(char) not in _IN_VAIN and ord(char) & 0xFFFE != 0xFFFE and marks <= _MOST_MARKS:
            kept.append(char)
    return " ".join("".join(kept).split())


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About the width of a text in DejaVu Sans, in px; rather too large than too small."""
    return sum(_width(char, _BOLD if bold else _PLAIN) for char in text) * size * _SPARE / 100


def _width(char: str, table: tuple[int, ...]) -> int:
    apart = normalize("NFD", char)
    letter = apart[0]
    if " " <= letter <= "~":
        return table[ord(letter) - _FIRST] + (_ACCENT if len(apart) > 1 else 0)
    return _CJK_WIDTH if ord(char) >= _CJK else _OTHER_WIDTH


def fitted(text: str, size: float, room: float, *, least: float, bold: bool = False) -> tuple[str, float]:
    """A text and its size, made to fit: smaller, down to the least size, and then with an ellipsis."""
    while size > least and width_of(text, size, bold=bold) > room:
        size -= 1
    return cut(text, size, room, bold=bold), size


def cut(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """A text that ends in an ellipsis where it is too long for the room."""
    if width_of(text, size, bold=bold) <= room:
        return text
    left = room - width_of("…", size, bold=bold)
    for end, char in enumerate(text):
        left -= width_of(char, size, bold=bold)
        if left < 0:
            return text[:end].rstrip() + "…"
    return text


def fits_the_fonts(text: str) -> bool:
    """True when the shipped fonts have every letter; others have to come from somewhere else."""
    return all(" " <= char <= "~" or "\u00a0" <= char <= "\u017f" or char in _SHIPPED for char in text)

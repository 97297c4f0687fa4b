"""Numbers in words."""

from __future__ import annotations

from math import ceil


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 player", "4,402 players"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def rarity(part: int, total: int) -> str:
    """The share of those who have it all: "1 in 62", "9 in 10", "everyone", "nobody yet"."""
    if not part:
        return "nobody yet"
    if part == total:
        return "everyone"
    one_in = round(total / part)
    return f"1 in {one_in:,}" if one_in > 1 else f"{part * 10 // total} in 10"


def top(part: int, total: int) -> str:
    """The place of a player whom `part` of all players equal or exceed: "top 7%", never flattered by rounding."""
    share = 100 * part / total
    digits = 0 if share >= 1 else 1 if share >= 0.1 else 2
    return f"top {max(ceil(share * 10**digits), 1) / 10**digits:.{digits}f}%"

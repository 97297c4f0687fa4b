"""The server's spelling of moments, games, pages and maps."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.world.achievements import Achievement
from retroach_async.emulator.world.games import Game


def moment(seconds: int) -> str:
    """A moment without a time zone."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


def moment_with_offset(seconds: int) -> str:
    """A moment with its offset from UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def moment_in_micros(seconds: int) -> str:
    """A moment with microseconds and a Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def day(seconds: int) -> str:
    """A day."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


def pictures(game: Game) -> dict[str, Any]:
    """The four pictures of a game."""
    return {
        "ImageIcon": game.icon,
        "ImageTitle": game.picture(1),
        "ImageIngame": game.picture(2),
        "ImageBoxArt": game.picture(3),
    }


def details(game: Game) -> dict[str, Any]:
    """The facts about a game that several answers share."""
    return {
        **pictures(game),
        "Publisher": game.publisher,
        "Developer": game.developer,
        "Genre": game.genre,
        "Released": game.released.isoformat() if game.released else None,
        "ReleasedAtGranularity": game.granularity,
    }


def kind(achievement: Achievement) -> str | None:
    """The type of an achievement."""
    return str(achievement.kind) if achievement.kind else None


def page(rows: Sequence[Any], size: int, offset: int) -> Sequence[Any]:
    """The rows of one page."""
    return rows[offset : offset + size]


def paged(rows: Sequence[Any], total: int) -> dict[str, Any]:
    """A page as most paged endpoints send it."""
    return {"Count": len(rows), "Total": total, "Results": list(rows)}


def list_with_holes(rows: dict[int, Any]) -> list[Any] | dict[str, Any]:
    """A PHP list from which rows were removed: an object, unless the rest is still numbered from 0."""
    if list(rows) == list(range(len(rows))):
        return list(rows.values())
    return {str(position): row for position, row in rows.items()}


def php_map(rows: dict[int, Any]) -> list[Any] | dict[str, Any]:
    """A PHP map by id; an empty map is a list."""
    return {str(key): row for key, row in rows.items()} if rows else []


def lenient_page(request: ApiRequest, size: int, most: int) -> tuple[int, int]:
    """The count and the offset of a script that checks neither; a negative count lifts the limit."""
    count = min(request.number("c", size), most)
    return (sys.maxsize if count < 0 else count), max(0, request.number("o"))

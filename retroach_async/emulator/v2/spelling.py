"""V2's spelling of moments, fractions and addresses."""

from __future__ import annotations

from datetime import UTC, datetime

from retroach_async.emulator.world.games import Game
from retroach_async.models.media import MEDIA_HOST

NO_ICON = "/Images/000001.png"
"""The path of the picture of what has none."""


def moment(seconds: int) -> str:
    """A moment in UTC with microseconds and a Z."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_or_none(seconds: int | None) -> str | None:
    """A moment, where there is one."""
    return None if seconds is None else moment(seconds)


def database_moment(seconds: int) -> str:
    """A moment as the database holds it."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")


def fraction(part: int, whole: int) -> int | float | None:
    """A part of a whole, from 0 to 1 and to nine digits; a whole number is an integer. None for a part of nothing."""
    if not whole:
        return None
    value = round(part / whole, 9)
    return int(value) if value == int(value) else value


def picture(path: str) -> str:
    """The address of a picture."""
    return f"{MEDIA_HOST}{path}"


def icon(game: Game) -> str:
    """The address of a game's icon."""
    return picture(game.icon or NO_ICON)

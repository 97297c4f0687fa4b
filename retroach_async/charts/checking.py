"""The checks of what a caller asks of a picture; each fault is a `ConfigurationError` that names the argument."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import get_args

from retroach_async.charts.marks import MOST
from retroach_async.charts.themes import THEMES, ThemeName
from retroach_async.charts.widths import clean
from retroach_async.errors import ConfigurationError

_SHORTEST, _LONGEST = 200, 4000
_LEAST_SCALE, _LARGEST_SCALE = 0.25, 4
_MOST_PIXELS = 40_000_000


def theme_of(name: object) -> Mapping[str, str]:
    """The colours of a theme."""
    names = get_args(ThemeName)
    if not isinstance(name, str) or name not in names:
        raise ConfigurationError(f"theme must be one of {', '.join(names)}")
    return THEMES[name]  # type: ignore[index]  # it is one of the names


def size_of(size: object) -> tuple[int, int]:
    """A width and a height in px."""
    if isinstance(size, tuple | list) and len(size) == 2:
        width, height = size
        if all(type(side) is int and _SHORTEST <= side <= _LONGEST for side in (width, height)):
            return width, height
    raise ConfigurationError(
        f"size must be a width and a height in px, whole numbers from {_SHORTEST} to {_LONGEST:,}: (1200, 630)"
    )


def scale_of(scale: object, size: tuple[int, int]) -> float:
    """The number of dots for a px of the size."""
    is_number = isinstance(scale, int | float) and not isinstance(scale, bool)
    if not is_number or not _LEAST_SCALE <= scale <= _LARGEST_SCALE:  # type: ignore[operator]  # it is a number
        raise ConfigurationError(f"scale must be a number from {_LEAST_SCALE} to {_LARGEST_SCALE}")
    found = float(scale)  # type: ignore[arg-type]  # it is a number
    if size[0] * size[1] * found**2 > _MOST_PIXELS:
        raise ConfigurationError(f"scale times size must be at most {_MOST_PIXELS:,} dots")
    return found


def text_of(name: str, value: object) -> str:
    """A text that is safe to draw; empty for None."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ConfigurationError(f"{name} must be a text, or None")
    return clean(value)


def marks_of(marks: object, achievements: int) -> dict[str, int]:
    """Players and their numbers of unlocks; none where there is nothing to unlock."""
    if marks is None:
        return {}
    if not isinstance(marks, Mapping) or not all(isinstance(name, str) for name in marks):
        raise ConfigurationError('marks must map names of players to their unlocks: {"MaxMilyin": 71}')
    if len(marks) > MOST:
        raise ConfigurationError(f"marks must be at most {MOST} players")
    for name, unlocks in marks.items():
        if type(unlocks) is not int or unlocks < 0 or (achievements and unlocks > achievements):
            most = f"{achievements:,}, as many as there are achievements" if achievements else "what there is"
            raise ConfigurationError(f"marks must have whole numbers from 0 to {most}; {clean(name)!r} has not")
    return dict(marks) if achievements else {}


def fonts_of(fonts: object) -> Sequence[str | os.PathLike[str]]:
    """Files of fonts that are there."""
    if isinstance(fonts, str | bytes) or not isinstance(fonts, Sequence):
        raise ConfigurationError("fonts must be a list of files")
    for file in fonts:
        if not isinstance(file, str | os.PathLike) or not Path(file).is_file():
            raise ConfigurationError("fonts must be files of fonts: one of them is not there")
    return fonts


def games_of(games: object, most: int) -> list[tuple[str, Sequence[int]]]:
    """The title of each game, and its numbers of players with 1, 2, ... unlocks."""
    if not isinstance(games, Mapping) or not 1 <= len(games) <= most:
        raise ConfigurationError(f"games must map 1 to {most} titles to distributions")
    if not all(isinstance(spread, Mapping) for spread in games.values()):
        raise ConfigurationError("games must map titles to distributions")
    named = ((text_of("games: a title", name), spread) for name, spread in games.items())
    return [(title, [spread[unlocks] for unlocks in sorted(spread)]) for title, spread in named]

"""`--plot FILE`: the picture of a distribution, titled with its game."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from retroach_async._types import without_none
from retroach_async.charts.themes import ThemeName
from retroach_async.cli.output import OUTPUT
from retroach_async.client import Client
from retroach_async.endpoint import Endpoint
from retroach_async.errors import InvalidRequest, RetroachError
from retroach_async.models import AchievementDistribution

_KINDS = inspect.Parameter
_ENDINGS = (".svg", ".png")

_Plot = Annotated[
    str | None,
    Parameter(
        name="--plot",
        metavar="FILE",
        group=OUTPUT,
        help="Draw a picture into a file that ends in .svg or .png, titled with the game, which takes one more call.",
    ),
]
_Theme = Annotated[ThemeName, Parameter(name="--theme", group=OUTPUT, help="The colours of the picture.")]


def can_be_plotted(endpoint: Endpoint) -> bool:
    """True when the answer of an endpoint has a picture."""
    return without_none(endpoint.result) is AchievementDistribution


def plot_options() -> list[inspect.Parameter]:
    """The options about the picture."""
    return [
        _KINDS("plot", _KINDS.KEYWORD_ONLY, default=None, annotation=_Plot),
        _KINDS("theme", _KINDS.KEYWORD_ONLY, default="dark", annotation=_Theme),
    ]


def plot_file(name: str | None) -> Path | None:
    """The file for a picture. Raises `InvalidRequest` before anything is asked where it cannot be one."""
    if name is None:
        return None
    file = Path(name)
    if file.suffix.lower() not in _ENDINGS:
        raise InvalidRequest("--plot takes a file that ends in .svg or .png")
    if not file.parent.is_dir():
        raise InvalidRequest(f"--plot: there is no folder {file.parent}")
    return file


async def save_plot(
    ra: Client, endpoint: Endpoint, spread: AchievementDistribution, file: Path, theme: ThemeName
) -> None:
    """Ask for the game's title, and write the picture in the format that the file's ending names."""
    title, system = await _names(ra, endpoint, spread.game_id)
    if file.suffix.lower() == ".svg":
        _write(file, spread.svg(title=title, system=system, theme=theme).encode())
    else:
        _write(file, spread.png(title=title, system=system, theme=theme))


async def _names(ra: Client, endpoint: Endpoint, game_id: int) -> tuple[str, str | None]:
    """The game's title and system, asked for at the API of the endpoint."""
    if endpoint.api == "v2":
        resource = await ra.v2.games.get(game_id, include=["system"])
        return resource.title, resource.system.name
    game = await ra.get_game(game_id)
    return game.title, game.system_name


def _write(file: Path, picture: bytes) -> None:
    try:
        file.write_bytes(picture)
    except OSError as problem:
        raise RetroachError(f"cannot write {file}: {problem.strerror or problem}") from None

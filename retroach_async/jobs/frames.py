"""Tables made of models, in the library that the program uses."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, get_args, overload

from retroach_async._lazy import OptionalModule
from retroach_async.errors import ConfigurationError
from retroach_async.jobs.calls import key_form
from retroach_async.jobs.rows import KEY, flat
from retroach_async.models import AchievementDistribution, Model
from retroach_async.models._model import plain
from retroach_async.workers import Outcome

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]  # it has no types of its own
    import polars as pl
else:
    pd, pl = OptionalModule("pandas"), OptionalModule("polars")

Library = Literal["polars", "pandas"]

_ERROR = "error"
_GAME = "game_id"


@overload
def frame(rows: Iterable[object], *, library: Literal["polars"], explode: bool = False) -> pl.DataFrame: ...
@overload
def frame(rows: Iterable[object], *, library: Literal["pandas"], explode: bool = False) -> pd.DataFrame: ...
@overload
def frame(rows: Iterable[object], *, library: None = None, explode: bool = False) -> pl.DataFrame | pd.DataFrame: ...
def frame(rows: Iterable[object], *, library: Library | None = None, explode: bool = False) -> object:
    """A table of models, one row for each: `frame(await ra.get_game_list(25))`.

    `rows` are models, outcomes of a batch, or mappings. An outcome has its key in the column `key`, and its error in
    the column `error`, which is there when one has failed. Columns have the names of the fields. Moments, days and
    lengths of time stay what they are, an enumeration is its value, a picture is its address, and what has fields or
    items of its own is JSON text. With `explode` a distribution is a row for each number of unlocks: `game_id` (of an
    outcome `key`), `unlocks`, `players`.

    The table is one of polars or of pandas, whichever the program has imported; of polars when it has imported both
    or neither. `library` says which. Raises `ConfigurationError` when narwhals or the library is not installed: they
    are in the extra `[export]`, all but pandas.
    """
    records = [record for row in rows for record in _records(row, explode=explode)]
    names = dict.fromkeys(name for record in records for name in record)
    columns = {name: _alike([record.get(name) for record in records]) for name in names}
    wanted = library or _in_use()
    if wanted not in get_args(Library):
        raise ConfigurationError(f"library is polars or pandas, not {wanted!r}")
    try:
        import narwhals as nw  # noqa: PLC0415  an extra

        import_module(wanted)
        return nw.from_dict(columns, backend=wanted).to_native()
    except ImportError as missing:
        name = missing.name or wanted
    raise ConfigurationError(f'a table needs {name}: pip install "retroach_async[export]"')


def _in_use() -> Library:
    """The library that the program has imported."""
    return "pandas" if "pandas" in sys.modules and "polars" not in sys.modules else "polars"


def _records(row: object, *, explode: bool) -> list[dict[str, Any]]:
    if isinstance(row, Outcome):
        key = {KEY: flat(key_form(row.key))}
        if row.error is not None:
            return [] if explode else [{**key, _ERROR: f"{type(row.error).__name__}: {row.error}"}]
        found = _records(row.value, explode=explode)
        return [key | {name: cell for name, cell in each.items() if not explode or name != _GAME} for each in found]
    if explode:
        if not isinstance(row, AchievementDistribution):
            raise ConfigurationError("explode is for achievement distributions: other answers have one form")
        return [{_GAME: row.game_id, "unlocks": unlocks, "players": count} for unlocks, count in row.items()]
    if isinstance(row, Model):
        return [{name: _cell(getattr(row, name, value), value) for name, value in row.to_dict().items()}]
    if isinstance(row, Mapping):
        return [{str(name): _cell(value, plain(value)) for name, value in row.items()}]
    return [{"value": _cell(row, plain(row))}]


def _cell(value: object, form: object) -> Any:
    """A cell: a moment, a day or a length of time as it is, anything else in its plain form, flat."""
    if isinstance(value, datetime | date | timedelta) and not isinstance(value, Enum):
        return value
    return flat(form)


def _alike(cells: list[Any]) -> list[Any]:
    """The cells of a column, of one type: where there are several, as texts."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) < 2 or kinds == {int, float}:
        return [float(cell) if cell is not None and kinds == {int, float} else cell for cell in cells]
    return [cell if cell is None else str(cell) for cell in cells]

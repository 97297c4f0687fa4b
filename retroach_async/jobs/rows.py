"""From the values of a journal to the rows of a table."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args, get_origin, get_type_hints

from retroach_async._types import TypeForm, without_none
from retroach_async.errors import ConfigurationError
from retroach_async.models import AchievementDistribution, FrozenMap, Model, Page
from retroach_async.models._model import attributes_of

Row = Mapping[str, Any]
"""One row: a plain value for each column."""

KEY = "key"
"""The column of the keys."""
LARGEST = 2**63 - 1
"""The largest whole number that a table holds; a larger one is a text."""
_ENTRY = "entry"
"""The column of a map's own keys."""
_VALUE = "value"
"""The column of a value that has no fields."""


class Rows:
    """The way from a value of one type to rows.

    An object is one row. A list, a page or a map is a row for each item; one without items is a row with its key
    alone, as is a key of which there is no such thing. With `explode`, a distribution is a row for each number of
    unlocks, and an empty one has none.
    """

    def __init__(self, result: TypeForm, *, explode: bool) -> None:
        kind = without_none(result)
        bare = get_origin(kind) or kind
        is_class = isinstance(bare, type)
        if explode and kind is not AchievementDistribution:
            raise ConfigurationError("explode is for achievement distributions: other answers have one form")
        self.explode = explode
        self.is_map = is_class and issubclass(bare, FrozenMap)
        self.is_page = is_class and issubclass(bare, Page)
        self.is_list = bare is tuple
        self.columns = _columns(kind, bare, explode=explode)
        """The columns that a table has in any case; the values may have more."""
        if self.is_map:
            self.columns = (_ENTRY, *self.columns)

    @property
    def has_many(self) -> bool:
        """True where a key may have several rows."""
        return self.explode or self.is_map or self.is_page or self.is_list

    def takes(self, value: Any) -> bool:
        """Tell if a value from a file has the form of an answer, so that `of` has rows for it."""
        if value is None:
            return True
        if self.explode:
            players = value.get("players") if isinstance(value, Mapping) else None
            return isinstance(players, Mapping) and all(map(str.isdecimal, players))
        if self.is_page:
            return isinstance(value, Mapping) and isinstance(value.get("results"), list)
        return isinstance(value, Mapping) if self.is_map else isinstance(value, list) or not self.is_list

    def of(self, key: object, value: Any) -> Iterator[Row]:
        """The rows of a key; the value is None where there is none."""
        found = False
        for row in self._of(value):
            found = True
            yield {KEY: key, **row}
        if not found and not self.explode:
            yield {KEY: key}

    def _of(self, value: Any) -> Iterator[Row]:
        if value is None:
            return
        if self.explode:
            yield from ({"unlocks": int(unlocks), "players": count} for unlocks, count in value["players"].items())
        elif self.is_map:
            yield from ({_ENTRY: _number(each), **_fields(item)} for each, item in value.items())
        elif self.is_page:
            yield from map(_fields, value["results"])
        elif self.is_list:
            yield from map(_fields, value)
        else:
            yield _fields(value)


def _fields(value: Any) -> Row:
    """The fields of a model; a field that is called as the column of the keys does not replace the key."""
    if not isinstance(value, Mapping):
        return {_VALUE: value}
    return {f"{name}_" if name == KEY else name: item for name, item in value.items()}


def _number(text: str) -> object:
    return int(text) if text.isdecimal() else text


def _columns(kind: Any, bare: Any, *, explode: bool) -> tuple[str, ...]:
    """The fields of a row, as far as the type tells them."""
    if explode:
        return ("unlocks", "players")
    if get_args(kind):
        bare = get_origin(get_args(kind)[0]) or get_args(kind)[0]
    elif isinstance(bare, type) and issubclass(bare, Page):
        bare = get_args(get_type_hints(bare)["results"])[0]
    if isinstance(bare, type) and issubclass(bare, Model):
        return tuple(_fields(dict.fromkeys(each.name for each in attributes_of(bare))))
    return (_VALUE,)


def flat(value: Any) -> Any:
    """A value as a cell: what is neither text, a number, a flag nor nothing is JSON text."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair
    return value if value is None or isinstance(value, int | float) else to_json(value)


def to_json(value: Any) -> str:
    """JSON on one line; with letters as they are, unless one of them cannot be written."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:  # half a surrogate pair
        return json.dumps(value)
    return text

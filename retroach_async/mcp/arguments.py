"""Arguments as an assistant gives them, and the values that they stand for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from retroach_async._types import without_none
from retroach_async.checks import excerpt, nearest
from retroach_async.errors import InvalidRequest
from retroach_async.mcp.schemas import ME, is_owner, item_of, names_of, names_user
from retroach_async.moments import read_day_or_moment, read_moment
from retroach_async.param import Param

_EXAMPLES: Mapping[Any, str] = {
    bool: "true or false",
    date: "a day such as 2026-08-05",
    datetime: "a moment such as 2026-08-05T18:30:00Z, in UTC unless it says otherwise",
    date | datetime: "a day such as 2026-08-05 or a moment such as 2026-08-05T18:30:00Z",
}


def refuse_unknown(tool: str, arguments: Mapping[str, Any], known: Collection[str]) -> None:
    """Raise `InvalidRequest`, naming the arguments that there are, when one is given that there is not."""
    for name in arguments:
        if name not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes none"
            raise InvalidRequest(f"{tool} has no argument {name!r}: {takes}{meant(name, known)}", parameter=name)


def meant(word: str, known: Iterable[str]) -> str:
    """A suggestion for a misspelt word; empty when nothing is like it."""
    return f". Did you mean {found}?" if (found := nearest(word, known)) else ""


def values_of(tool: str, params: Mapping[str, Param], arguments: Mapping[str, Any], owner: str) -> dict[str, Any]:
    """The values of a call. Raises `InvalidRequest`, naming the argument that is missing or wrong.

    None stands for an argument that is not given. `owner` is the name of the key's owner, empty when unknown.
    """
    values = {}
    for name, param in params.items():
        given = arguments.get(name)
        if given is not None:
            values[name] = _owner(owner, name) if names_user(param) and given == ME else value_of(param, given)
        elif is_owner(param):
            values[name] = _owner(owner, name)
        elif param.required:
            raise InvalidRequest(f"{tool} needs {name}: {requirement(param)}. {param.key.meaning}", parameter=name)
    return values


def value_of(param: Param, given: Any) -> Any:
    """The value that an argument stands for. Raises `InvalidRequest`, naming the parameter."""
    with suppress(ValueError, KeyError, TypeError, OverflowError):
        value = _read(without_none(param.annotation), given)
        if param.text_of(value) is not None:
            return value
    known = [name for name in _names(param) if isinstance(name, str)]
    hint = meant(given, known) if isinstance(given, str) else ""
    message = f"{param.name} must be {requirement(param)}, not {excerpt(given)}{hint}"
    raise InvalidRequest(message, parameter=param.name)


def whole(name: str, given: Any) -> int:
    """An offset. Raises `InvalidRequest`."""
    if given is None:
        return 0
    if isinstance(given, bool) or not isinstance(given, int) or not 0 <= given < 10**9:
        raise InvalidRequest(f"{name} must be an integer of at least 0, not {excerpt(given)}", parameter=name)
    return given


def requirement(param: Param) -> str:
    """A description of a good value."""
    kind = without_none(param.annotation)
    names, example = _names(param), _EXAMPLES.get(kind)
    if names:
        words = f"one of {', '.join(map(str, names))}"
        return f"a list, each {words}" if _item(kind) is not None else words
    return example or param.expectation


def _names(param: Param) -> dict[str | int, Any]:
    return names_of(without_none(param.annotation))


def _item(kind: Any) -> Any:
    return None if kind in _READERS else item_of(kind)


def _owner(owner: str, name: str) -> str:
    if not owner:
        message = f"{name} is needed: nobody has told this server the name of the key's owner, so {ME} is unknown"
        raise InvalidRequest(message, parameter=name)
    return owner


def _read(kind: Any, given: Any) -> Any:
    """The value of a type. Raises ValueError, KeyError or TypeError."""
    if kind in _READERS:
        return _READERS[kind](given)
    item = _item(kind)
    if item is not None:
        parts = given.split(",") if isinstance(given, str) else given if isinstance(given, list) else [given]
        return tuple(_read(item, part.strip() if isinstance(part, str) else part) for part in parts)
    names = names_of(kind)
    if given in names:
        return names[given]
    if isinstance(given, str):
        return names[given.strip().lower().replace("-", "_").replace(" ", "_")]
    return {name.value: name for name in names.values()}[given]  # a number, as the site's documentation has it


def _integer(given: Any) -> int:
    if isinstance(given, bool) or (isinstance(given, float) and not given.is_integer()):
        raise ValueError
    return int(given)


def _text(given: Any) -> str:
    if not isinstance(given, str | int) or isinstance(given, bool):
        raise TypeError
    return str(given)


def _flag(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    return {"true": True, "false": False}[str(given).lower()]


_READERS: Mapping[Any, Any] = {
    int: _integer,
    str: _text,
    bool: _flag,
    int | str: _text,
    date: date.fromisoformat,
    datetime: read_moment,
    date | datetime: read_day_or_moment,
}

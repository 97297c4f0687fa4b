"""Arguments of commands, made of the parameters of endpoints; and values, made of their text."""

from __future__ import annotations

import inspect
import re
import reprlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Literal, get_args, get_origin

from cyclopts import Parameter, Token

from retroach_async._types import choices, without_none
from retroach_async.checks import nearest
from retroach_async.cli.pasted import hint, id_in
from retroach_async.errors import InvalidRequest
from retroach_async.moments import read_day_or_moment, read_moment
from retroach_async.param import Param

_KINDS = inspect.Parameter

_EXAMPLES = {
    date: "a date such as 2024-05-01",
    datetime: "a date and time such as 2024-05-01T18:30, UTC unless it says otherwise",
    date | datetime: "a date such as 2024-05-01, or a date and time such as 2024-05-01T18:30, in UTC",
}


class _Checked:
    """A mark of values that are checked here; cyclopts would have pydantic check them as well, where it is loaded."""

    def __get_pydantic_core_schema__(self, *_: object) -> dict[str, str]:
        return {"type": "any"}


_CHECKED = _Checked()

_RAISES = re.compile(r"[;,] [^;,.]*\braises `\w+`")
_METHOD = re.compile(r"\bget_\w+")

_BRIEFLY = reprlib.Repr()
_BRIEFLY.maxstring = 60


def kebab(name: str) -> str:
    """A name as the command line spells it."""
    return name.lower().replace("_", "-")


def argument(param: Param, *, keyword_only: bool = False) -> inspect.Parameter:
    """The argument for a parameter: a required one has its place, any other is an option."""
    return _KINDS(
        param.name,
        _KINDS.KEYWORD_ONLY if param.keyword_only or keyword_only else _KINDS.POSITIONAL_ONLY,
        default=param.default,
        annotation=annotated(param),
    )


def annotated(param: Param) -> Any:
    """The type of an argument with everything that cyclopts has to know about the argument."""
    target = without_none(param.annotation)
    parameter = Parameter(
        help=_help(meaning_of(param), param.key.limit, target),
        converter=None if target is bool else lambda _, tokens: _value_of_tokens(param, tokens),
        negative=None if target is bool and param.default is not False else (),
        show_default=False if param.default is False or param.default is None else _default_text,
        show_choices=False,
        allow_leading_hyphen=any(name.startswith("-") for name in _names(target)),
    )
    return Annotated[_shown_as(target), parameter, _CHECKED]


def value_of(param: Param, text: str) -> Any:
    """The value that a text stands for. Raises `InvalidRequest`, naming the parameter."""
    target = without_none(param.annotation)
    text = ",".join(id_in(param, word) for word in text.split(",")) if _item(target) else id_in(param, text)
    try:
        value = _reader(target)(text)
    except (ValueError, KeyError):
        message = f"{param.name} must be {requirement(param)}, not {quoted(text)}{_near(target, text)}"
        raise InvalidRequest(message, parameter=param.name) from None
    param.encode(value)  # refuses what cannot be sent
    return value


def _near(target: Any, text: str) -> str:
    """A hint at the word that is meant by a misspelt one, where a type has words."""
    words = _names(_item(target) or target)
    for part in text.split(",") if words else ():
        if (word := kebab(part.strip())) not in words:
            return f". Did you mean {meant}?" if (meant := nearest(word, words)) else ""
    return ""


def requirement(param: Param) -> str:
    """A description of the right text for a parameter."""
    return _expectation(without_none(param.annotation)) or param.expectation


def quoted(text: str) -> str:
    """A text in quotes, for an error; the middle of a long one is left out."""
    return _BRIEFLY.repr(text)


def _value_of_tokens(param: Param, tokens: Sequence[Token]) -> Any:
    """The value of all the words that were given for a parameter: a collection may come in several."""
    return value_of(param, ",".join(token.value for token in tokens))


def _item(target: Any) -> Any:
    """The type of the items of a collection; None for any other type."""
    return without_none(get_args(target)[0]) if get_origin(target) not in (None, Literal, UnionType) else None


def _names(target: Any) -> dict[str, Any]:
    """The values of a type that has only a few, by name."""
    return {kebab(value.name if isinstance(value, Enum) else str(value)): value for value in choices(target)}


def _shown_as(target: Any) -> Any:
    """The type shown to cyclopts, which takes the number of words and their name in the help from it."""
    item = _item(target)
    if item is not None:
        return list[item] if _names(item) else list[str]  # type: ignore[valid-type]  # words that a shell can complete
    return target if target in (int, bool, date, datetime) or _names(target) else str


def _reader(target: Any) -> Callable[[str], Any]:
    """A function that turns text into a value of a type; it raises ValueError or KeyError."""
    item, names = _item(target), _names(target)
    if item is not None:
        of_item = _reader(item)
        return lambda text: tuple(of_item(part.strip()) for part in text.split(","))
    if names:
        values = {kebab(str(member.value)): member for member in names.values() if isinstance(member, Enum)}
        return lambda text: (values | names)[kebab(text)]
    return _READERS[target]


_READERS: dict[Any, Callable[[str], Any]] = {
    int: int,
    str: str,
    int | str: str,
    date: date.fromisoformat,
    datetime: read_moment,
    date | datetime: read_day_or_moment,
}


def _expectation(target: Any) -> str | None:
    """A description of the right text, for types whose values the command line spells in its own way."""
    item = _item(target)
    if item is not None:
        expectation = _expectation(item)
        return f"a list, separated by commas{f', each {expectation}' if expectation else ''}"
    names = _names(target)
    if names:
        return f"one of {', '.join(_with_value(name, value) for name, value in names.items())}"
    return _EXAMPLES.get(target)


def _with_value(name: str, value: object) -> str:
    """A name, with its number if it has one, because the site's documentation speaks of numbers."""
    return f"{name} ({value.value})" if isinstance(value, Enum) and isinstance(value, int) else name


def meaning_of(param: Param) -> str:
    """The meaning of a parameter on the command line, and what may stand in its place."""
    return f"{in_options(param.key.meaning)} {hint(param)}".rstrip()


def in_options(meaning: str) -> str:
    """A meaning without what only a program can meet, and with commands in the place of methods."""
    return _METHOD.sub(lambda match: kebab(match[0]), _RAISES.sub("", meaning)).replace("`", "")


def _help(meaning: str, limit: int | None, target: Any) -> str:
    sentences = [meaning]
    expectation = _expectation(_item(target) or target)
    if expectation:
        sentences.append(f"{expectation[0].upper()}{expectation[1:]}.")
    if _item(target) is not None:
        sentences.append("Separate several by commas.")
    if limit is not None:
        sentences.append(f"At most {limit:,}.")
    return " ".join(sentences)


def _default_text(value: Any) -> str:
    """A default as one would type it."""
    if isinstance(value, Enum):
        return kebab(value.name)
    if isinstance(value, tuple | list | frozenset):
        return ",".join(_default_text(item) for item in value)
    return str(value)

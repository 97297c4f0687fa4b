"""From parsed JSON to models, by kind; what both dialects share.

The converter is generous where PHP is loose and strict otherwise: a number may come as text, a flag
as 0 or 1, a list as an object with digit keys and an empty map as `[]`. Everything else is a
`ValidationError` that says where.
"""

from __future__ import annotations

import math
import re
import reprlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, get_args, get_origin

from cattrs import Converter, IterableValidationError, IterableValidationNote, transform_error
from cattrs.gen import make_dict_structure_fn, override

from retroach_async._types import spell, without_none
from retroach_async.errors import ValidationError
from retroach_async.models._model import FrozenMap, Model, attributes_of
from retroach_async.models.marks import Field, Flattened, FromCall, Wire, mark_of, type_of

Naming = Callable[[str], tuple[str, ...]]
"""A dialect's rule: the wire's names for a field, the first present wins."""

_INTEGER = re.compile(r"-?[0-9]{1,100}", re.ASCII)
_LARGEST_EXACT_FLOAT = 2**53
_AROUND = "@"
"""The key under which a flattened model finds the object around it."""


class Unexpected(ValueError):
    """A value that is not what a field needs; its text is the whole message."""

    def __init__(self, expected: str, value: object) -> None:
        super().__init__(f"expected {expected}, got {_excerpt(value)}")


def _excerpt(value: object) -> str:
    short = reprlib.Repr()
    short.maxstring = short.maxother = 60
    short.maxlevel, short.maxlist, short.maxdict = 2, 3, 3
    return short.repr(value)


def to_int(value: Any, kind: type[int] = int) -> int:
    """An integer, also from text, as older answers spell numbers; a member, for an enumeration of integers."""
    if type(value) is int:
        return value if kind is int else kind(value)
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return kind(int(value))
    if isinstance(value, float) and value.is_integer() and abs(value) <= _LARGEST_EXACT_FLOAT:
        return kind(int(value))
    raise Unexpected("an integer", value)


def to_float(value: Any, _: Any = float) -> float:
    """A finite number, also from text; a percentage is the fraction that it means."""
    is_percentage = isinstance(value, str) and value.endswith("%")
    text = f"{value[:-1]}e-2" if is_percentage else value
    if isinstance(text, str | int | float) and not isinstance(text, bool):
        try:
            number = float(text)
        except (ValueError, OverflowError):
            raise Unexpected("a number", value) from None
        if math.isfinite(number):
            return number
    raise Unexpected("a number", value)


def to_bool(value: Any, _: Any = bool) -> bool:
    """A flag: true, false, 0, 1, "0" or "1"."""
    if value in (True, "1"):
        return True
    if value in (False, "0"):
        return False
    raise Unexpected("true or false", value)


def to_str(value: Any, kind: type[str] = str) -> str:
    """Text, also from a number: badge names and titles are sometimes all digits."""
    if isinstance(value, str):
        return value if kind is str else kind(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return kind(value)
    raise Unexpected("text", value)


def to_datetime(value: Any, _: Any = datetime) -> datetime:
    """A moment in any of the four spellings of the API, as UTC."""
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise Unexpected("a date and time", value)


def to_date(value: Any, _: Any = date) -> date:
    """A day; older answers append a midnight."""
    if isinstance(value, str):
        try:
            return to_datetime(value).date()
        except Unexpected:
            pass
    raise Unexpected("a date", value)


def to_timedelta(value: Any, _: Any = timedelta) -> timedelta:
    """A length of time, sent in seconds."""
    try:
        return timedelta(seconds=to_float(value))
    except OverflowError:
        raise Unexpected("seconds", value) from None


def is_list(value: Any) -> bool:
    """True for a list; an object whose keys are all digits is PHP's list with holes."""
    return isinstance(value, list) or (isinstance(value, dict) and all(key.isdecimal() for key in value))


def rows(value: Any) -> list[Any]:
    """The items of a list."""
    if not is_list(value):
        raise Unexpected("a list", value)
    return value if isinstance(value, list) else list(value.values())


def _structure_items(
    pairs: list[tuple[Any, Any]], item: Callable[[Any, Any], Any], kind: Any, detailed: bool
) -> list[Any]:
    if not detailed:
        return [item(value, kind) for _, value in pairs]
    values, problems = [], []
    for key, value in pairs:
        try:
            values.append(item(value, kind))
        except Exception as problem:  # noqa: BLE001  every problem is reported with its place
            # Its own `__new__` takes three arguments; pyright only knows that of `str`.
            problem.add_note(IterableValidationNote.__new__(IterableValidationNote, f"at {key!r}", key, kind))
            problems.append(problem)
    if problems:
        raise IterableValidationError("items", problems, kind)  # pyright: ignore[reportCallIssue]  a group's __new__
    return values


def _tuple_hook(converter: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    (item_kind, _) = get_args(kind)
    item, detailed = converter.get_structure_hook(item_kind), converter.detailed_validation

    def structure(value: Any, _: Any) -> Any:
        return tuple(_structure_items(list(enumerate(rows(value))), item, item_kind, detailed))

    return structure


def _map_hook(converter: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    (item_kind,) = get_args(kind)
    item, detailed = converter.get_structure_hook(item_kind), converter.detailed_validation

    def structure(value: Any, _: Any) -> Any:
        if value == []:  # PHP's empty map
            value = {}
        if not isinstance(value, dict):
            raise Unexpected("an object keyed by ids", value)
        keys = [to_int(key) for key in value]
        items = _structure_items(list(zip(keys, value.values(), strict=True)), item, item_kind, detailed)
        return FrozenMap(dict(zip(keys, items, strict=True)))

    return structure


def names_of(naming: Naming, attribute: Field) -> tuple[str, ...]:
    """The wire's names for a field; the first present wins."""
    mark = mark_of(attribute)
    return mark.names if isinstance(mark, Wire) else naming(attribute.name)


def _flattened_hook(naming: Naming, converter: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    model = without_none(kind)
    structure, may_be_none = converter.get_structure_hook(model), model is not kind
    names = names_of(naming, attributes_of(model)[0])

    def structure_flattened(around: Any, _: Any) -> Any:
        if may_be_none and all(around.get(name) is None for name in names):
            return None
        return structure(around, model)

    return structure_flattened


def _model_hook(naming: Naming, converter: Converter, kind: Any) -> Callable[[Any, Any], Any]:
    overrides: dict[str, Any] = {}
    aliases: list[tuple[str, str]] = []
    for attribute in attributes_of(get_origin(kind) or kind):
        mark = mark_of(attribute)
        if isinstance(mark, FromCall):
            overrides[attribute.name] = override(rename=f"@{mark.argument}", struct_hook=lambda value, _: value)
        elif isinstance(mark, Flattened):
            hook = _flattened_hook(naming, converter, type_of(attribute))
            overrides[attribute.name] = override(rename=_AROUND, struct_hook=hook)
        else:
            first, *others = names_of(naming, attribute)
            overrides[attribute.name] = override(rename=first)
            aliases += [(first, other) for other in others]
    structure = make_dict_structure_fn(kind, converter, **overrides)
    has_flattened = any(rename.rename == _AROUND for rename in overrides.values())

    def structure_object(value: Any, _: Any) -> Any:
        if not isinstance(value, dict):
            raise Unexpected("an object", value)
        for name, alias in aliases:
            if alias in value and name not in value:
                value = {**value, name: value[alias]}
        return structure({**value, _AROUND: value} if has_flattened else value, kind)

    return structure_object


def is_model(kind: Any) -> bool:
    """True for a model, also a generic one: `Page[Comment]`."""
    kind = get_origin(kind) or kind
    return isinstance(kind, type) and issubclass(kind, Model)


def _has_origin(origin: object) -> Callable[[Any], bool]:
    return lambda kind: get_origin(kind) is origin


def make_converter(naming: Naming, *, detailed: bool) -> Converter:
    """A converter for one dialect; the detailed one is slower and knows where a problem is."""
    converter = Converter(detailed_validation=detailed)
    for hook in (to_int, to_float, to_bool, to_str, to_datetime, to_date, to_timedelta):
        converter.register_structure_hook(hook)  # for the type that it returns, and those below
    converter.register_structure_hook_factory(is_model, partial(_model_hook, naming, converter))
    converter.register_structure_hook_factory(_has_origin(tuple), partial(_tuple_hook, converter))
    converter.register_structure_hook_factory(_has_origin(FrozenMap), partial(_map_hook, converter))
    return converter


class Structurer:
    """Structures quickly; when that fails, once more slowly to say where and why."""

    def __init__(self, naming: Naming) -> None:
        self._quick = make_converter(naming, detailed=False)
        self._exact = make_converter(naming, detailed=True)

    def structure(self, payload: Any, kind: Any) -> Any:
        """The model, or the `ValidationError` that tells why there is none."""
        try:
            return self._quick.structure(payload, kind)
        except Exception:  # noqa: BLE001, S110  whatever a hook raises, the exact run below explains it
            pass
        try:
            return self._exact.structure(payload, kind)
        except Exception as problem:  # noqa: BLE001  turned into our own error, without the original
            return explain(problem, kind)


def explain(problem: BaseException, kind: Any) -> ValidationError:
    """The error for a failed structuring: every problem with its place."""
    found: list[tuple[str, str]] = [_located(line) for line in transform_error(problem, format_exception=_describe)]
    problems = [f"{path}: {message}" if path else message for path, message in found]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    message = f"not a valid {spell(kind)}: {problems[0]}{more}"
    return ValidationError(message, path=found[0][0], problems=tuple(problems))


def _describe(problem: BaseException, _: type | None) -> str:
    if isinstance(problem, KeyError):
        return "required field missing"
    return str(problem) if isinstance(problem, Unexpected) else "not what was promised"


def _located(line: str) -> tuple[str, str]:
    """`message @ $.a[0].b` as `a[0].b` and the message."""
    message, _, path = line.rpartition(" @ ")
    return path.removeprefix("$").removeprefix("."), message


def from_call(arguments: Mapping[str, object]) -> dict[str, object]:
    """The arguments of a call, as the fields that repeat them look for them."""
    return {f"@{name}": value for name, value in arguments.items()}

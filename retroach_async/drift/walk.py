"""A walk through an answer, side by side with the type of its result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin

from attrs import evolve

from retroach_async._types import without_none
from retroach_async.drift.findings import Drift, Finding
from retroach_async.drift.words import type_words, value_words
from retroach_async.errors import RetroachError
from retroach_async.models import FrozenMap, Model
from retroach_async.wire.fields import WireField, wire_fields
from retroach_async.wire.hooks import is_list, is_no_object
from retroach_async.wire.names import Naming
from retroach_async.wire.structure import Structurer

_Walker = Callable[[Any, Any, str], None]

_MANY = 3
"""An object without any of at least so many keys, but with others, is another kind of object."""

_structurer_of = cache(Structurer)


def below(path: str, key: str) -> str:
    """The path of a key inside the object at `path`."""
    return f"{path}.{key}" if path else key


class Walk:
    """Compares values with types and collects the findings. The items of a list share one path; so do a map's values.

    - `naming`: the dialect's rule for names.
    - `is_left_out`: True for a key that the models leave out on purpose.
    - `is_sent_sometimes`: True for a key that an answer may lack.
    """

    def __init__(
        self, naming: Naming, is_left_out: Callable[[str], bool], is_sent_sometimes: Callable[[str], bool]
    ) -> None:
        self._naming = naming
        self._is_left_out = is_left_out
        self._is_sent_sometimes = is_sent_sometimes
        self._structurer = _structurer_of(naming)
        self._findings: dict[tuple[Drift, str, str], tuple[Finding, str]] = {}
        self._visits: Counter[str] = Counter()
        self._lacking: dict[str, None] = {}
        self._walkers: tuple[tuple[type, _Walker], ...] = (
            (Model, self._model),
            (tuple, self._list),
            (FrozenMap, self._map),
            (Enum, self._member),
            (object, self._leaf),
        )

    @property
    def naming(self) -> Naming:
        """The dialect's rule for names."""
        return self._naming

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every difference, in the order of the answer."""
        return tuple(evolve(finding, of=self._visits[place]) for finding, place in self._findings.values())

    @property
    def unseen(self) -> tuple[str, ...]:
        """The paths of optional values that no part of the answer had."""
        return tuple(path for path in self._lacking if not self._visits[path])

    def value(self, value: Any, kind: Any, path: str) -> None:
        """Compare a value, with all values inside it, with a type."""
        inner = without_none(kind)
        plain = get_origin(inner) or inner
        if inner is not kind and issubclass(plain, Model) and is_no_object(value):
            self.lack(path)
            known = {name for field in wire_fields(self._naming, inner) for name in field.names}
            self.unread({key: value[key] for key in value if key not in known}, path)
            return
        if value is None and inner is not kind and issubclass(plain, Model | tuple | FrozenMap):
            self.lack(path)
            return
        self._visits[path] += 1
        if value is not None or inner is kind:
            next(walker for known, walker in self._walkers if issubclass(plain, known))(value, kind, path)

    def object(self, values: Mapping[str, Any], model: Any, path: str) -> None:
        """Compare an object, with all values inside it, with the fields of a model."""
        self.members(values, tuple(wire_fields(self._naming, model)), model, path)

    def members(self, values: Mapping[str, Any], fields: Sequence[WireField], model: Any, path: str) -> None:
        """Compare an object, with all values inside it, with those fields of a model that it should have."""
        known = {name for field in fields for name in field.names}
        if _is_something_else(values, known, fields):
            self.other_type(values, model, path)
            return
        for field in fields:
            name = next((name for name in field.names if name in values), field.names[0])
            if name in values:
                self.value(values[name], field.kind, below(path, name))
            else:
                self.missing(field, path)
        self.unread({key: value for key, value in values.items() if key not in known}, path)

    def enter(self, path: str) -> None:
        """Note that a path has a value, for an object whose parts are compared one by one."""
        self._visits[path] += 1

    def lack(self, path: str) -> None:
        """Note that a path has no value, although it may have one."""
        self._lacking.setdefault(path)

    def unread(self, values: Mapping[str, Any], path: str) -> None:
        """Note keys that no field reads in the object at a path, except keys that are left out on purpose."""
        for key, value in values.items():
            if not self._is_left_out(key):
                found = Finding(drift=Drift.UNKNOWN_KEY, path=below(path, key), found=value_words(value))
                self.note(found, path)

    def missing(self, field: WireField, path: str) -> None:
        """Note that the object at a path lacks the key of a field, unless the server sends it only sometimes."""
        if not field.required and any(map(self._is_sent_sometimes, field.names)):
            self.lack(below(path, field.names[0]))
            return
        drift = Drift.REQUIRED_KEY if field.required else Drift.MISSING_KEY
        place = below(path, "|".join(field.names))
        self.note(Finding(drift=drift, path=place, expected=type_words(field.kind)), path)

    def other_type(self, value: Any, kind: Any, path: str) -> None:
        """Note a value that does not fit the type of its field."""
        self._about(Drift.OTHER_TYPE, value, kind, path)

    def note(self, finding: Finding, place: str) -> None:
        """Keep a new finding, or count a known one again; `place` is the path whose visits are counted for it."""
        key = (finding.drift, finding.path, finding.found if finding.drift is Drift.NEW_VALUE else "")
        known, _ = self._findings.get(key, (None, ""))
        self._findings[key] = evolve(known, times=known.times + 1) if known else finding, place

    def _model(self, value: Any, kind: Any, path: str) -> None:
        if isinstance(value, dict):
            self.object(value, without_none(kind), path)
        else:
            self.other_type(value, kind, path)

    def _list(self, value: Any, kind: Any, path: str) -> None:
        if is_list(value):
            item, _ = get_args(without_none(kind))
            self._items(value.values() if isinstance(value, dict) else value, item, f"{path}[]")
        else:
            self.other_type(value, kind, path)

    def _map(self, value: Any, kind: Any, path: str) -> None:
        if value == []:  # PHP's empty map
            value = {}
        if isinstance(value, dict) and all(self._fits(key, int) for key in value):
            self._items(value.values(), get_args(without_none(kind))[0], below(path, "*"))
        else:
            self.other_type(value, kind, path)

    def _items(self, values: Collection[Any], kind: Any, path: str) -> None:
        if not values:
            self.lack(path)
        for value in values:
            self.value(value, kind, path)

    def _member(self, value: Any, kind: Any, path: str) -> None:
        member = self._structurer.structure(value, kind)
        if isinstance(member, RetroachError):
            self.other_type(value, kind, path)
        elif member is not None and not member.is_known:
            self._about(Drift.NEW_VALUE, value, kind, path)

    def _leaf(self, value: Any, kind: Any, path: str) -> None:
        if not self._fits(value, kind):
            self.other_type(value, kind, path)

    def _fits(self, value: Any, kind: Any) -> bool:
        return not isinstance(self._structurer.structure(value, kind), RetroachError)

    def _about(self, drift: Drift, value: Any, kind: Any, path: str) -> None:
        found = Finding(drift=drift, path=path, expected=type_words(kind), found=value_words(value))
        self.note(found, path)


def _is_something_else(values: Mapping[str, Any], known: set[str], fields: Sequence[WireField]) -> bool:
    """True for an object of another kind, such as an error in place of a model."""
    is_refused = any(field.required for field in fields)
    return bool(values) and known.isdisjoint(values) and is_refused and len(fields) >= _MANY

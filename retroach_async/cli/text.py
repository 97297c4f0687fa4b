"""Values of the models as text for people."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

from retroach_async.cli.arguments import kebab
from retroach_async.cli.columns import importance
from retroach_async.cli.records import names_of
from retroach_async.cli.terminal import printable
from retroach_async.models import AchievementDistribution, Badge, Image, Model, Page
from retroach_async.models.v2 import Resource

NOTHING = "-"
"""The sign for None and for an empty text."""

_FACTS_IN_BRIEF = 3
_SIGNS = re.compile("[_.]")
"""The signs between the words of a field's name."""


def text(value: Any) -> str:
    """One value on one line."""
    if value is None or value == "":
        return NOTHING
    return next((spell(value) for kinds, spell in _SPELLINGS if isinstance(value, kinds)), printable(str(value)))


def _name(value: Enum) -> str:
    return f"unknown ({printable(str(value.value))})" if value.name == "UNKNOWN" else kebab(value.name)


def holds_models(value: Any) -> bool:
    """True for a collection of models, which needs a table of its own."""
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else ()
    return any(isinstance(item, Model) for item in items)


def _listed(values: Mapping[Any, Any] | tuple[Any, ...]) -> str:
    """Plain items one after the other; of models only their number."""
    if holds_models(values):
        return f"{len(values)} item{'' if len(values) == 1 else 's'}"
    items = (
        [f"{key}: {text(item)}" for key, item in values.items()] if isinstance(values, Mapping) else map(text, values)
    )
    return ", ".join(items) or NOTHING


def label(model: Model) -> str:
    """The few words that tell people which object it is."""
    names = (getattr(model, name, None) for name in _LABELS)
    return printable(str(next((name for name in names if name), getattr(model, "id", NOTHING))))


_LABELS = ("title", "name", "display_name", "label", "formatted_score")


_SPELLINGS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (bool, lambda value: "yes" if value else "no"),
    (Enum, _name),
    (datetime, lambda value: f"{value:%Y-%m-%d %H:%M:%S} UTC"),
    (Image | Badge, lambda value: printable(value.url)),
    (float, lambda value: f"{value:.6g}"),
    (Mapping | tuple, _listed),
    (Model, label),
)
"""Functions by type; the first that fits is used, because a bool is an int, and so are members of some enumerations."""


def facts(model: Model, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a model and of the models within, by name: `last_game.title`."""
    for name in names_of(type(model)):
        value = getattr(model, name)
        if isinstance(value, Model) and not isinstance(value, Mapping):
            yield from facts(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
    for name, value in model._related if isinstance(model, Resource) else ():
        if isinstance(value, Model):
            yield from facts(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def brief(value: Any) -> str:
    """An answer on one line; of a model its most important facts, without the id, which is the key beside it."""
    if isinstance(value, AchievementDistribution):
        if not value:
            return "empty: no such game, or nothing to unlock"
        return (
            f"{value.total_players} players, {value.mastery_count} of them with all {value.achievement_count}"
            f" ({value.mastery_rate:.2%})"
        )
    if isinstance(value, Page):
        return how_many(value)
    if isinstance(value, Model):
        by_importance = sorted(facts(value), key=lambda fact: importance(fact[0]))
        telling = [(name, text(fact)) for name, fact in by_importance if name != "id"]
        telling = [(name, words) for name, words in telling if words != NOTHING]
        return ", ".join(f"{_SIGNS.sub(' ', name)} {words}" for name, words in telling[:_FACTS_IN_BRIEF])
    return how_many(value) if isinstance(value, Mapping | tuple) else text(value)


def how_many(rows: Page[Any] | Mapping[Any, Any] | tuple[Any, ...]) -> str:
    """The number of rows, and the total where there are more."""
    total = rows.total if isinstance(rows, Page) else None
    if total is None or total == len(rows):
        return f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    return f"{len(rows):,} of {total:,} rows"

"""One word for one thing: fields and parameters have the names that the glossary's table gives to their meanings."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, get_args

from attrs import frozen

from retroach_async import ENDPOINTS, AchievementDistribution, Model, models
from retroach_async._types import public_name
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import Field, Flattened, FromCall, FromMeta, mark_of, type_of
from retroach_async.wire import jsonapi, php
from retroach_async.wire.names import Naming, names_of

PAGE = Path(__file__).parents[2] / "docs" / "glossary.md"
KINDS = {
    kind
    for found in pkgutil.walk_packages(models.__path__, f"{models.__name__}.")
    for kind in vars(importlib.import_module(found.name)).values()
    if isinstance(kind, type) and kind.__module__.startswith(models.__name__)
}
"""Every model and every enumeration, also those that are only bases of others."""


@frozen
class Word:
    """A row of the table."""

    name: str
    v1: tuple[str, ...]
    """V1's names for the meaning."""
    v2: tuple[str, ...]
    """V2's names for the meaning."""


@frozen
class Use:
    """A field of a model."""

    model: str
    name: str
    kind: Any
    """The type."""
    api: str
    wires: tuple[str, ...]
    """The wire's names; none when the answer does not hold the field."""


def words() -> Iterator[Word]:
    """The rows of the table."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `"):
            name, _, v1, v2 = (tuple(re.findall(r"`([^`]+)`", cell)) for cell in line.split("|")[1:-1])
            yield Word(name[0], v1, v2)


def uses() -> Iterator[Use]:
    """Every field of every model, own and inherited."""
    for kind in KINDS:
        if issubclass(kind, Model) and kind is not AchievementDistribution:  # a computed answer with promised names
            is_v2 = kind.__module__.startswith(f"{models.__name__}.v2")
            api, naming = ("v2", jsonapi.naming) if is_v2 else ("v1", php.naming)
            for each in attributes_of(kind):
                yield Use(public_name(kind), each.name, type_of(each), api, wires_of(naming, each))


def wires_of(naming: Naming, attribute: Field) -> tuple[str, ...]:
    """The wire's names for a field; none when the answer does not hold it."""
    mark = mark_of(attribute)
    if isinstance(mark, FromMeta):
        return (mark.name,)
    return () if isinstance(mark, FromCall | Flattened) or not attribute.init else names_of(naming, attribute)


WORDS = tuple(words())
USES = sorted(uses(), key=lambda use: (use.model, use.name))
MEANINGS = {
    (api, wire): {word.name for word in WORDS if wire in getattr(word, api)}
    for api in ("v1", "v2")
    for each in WORDS
    for wire in getattr(each, api)
}
"""By API and wire name, the words for what it can mean."""


def snake(wire: str) -> str:
    """The wire's name as Python would spell it."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", wire).lower()


def unlike(found: Collection[Any], exceptions: Collection[Any]) -> tuple[list[Any], list[Any]]:
    """The finds that are no exception, and the exceptions that are not found."""
    return sorted(set(found) - set(exceptions)), sorted(set(exceptions) - set(found))


OTHER_MEANINGS = {
    ("AchievementOfTheWeek", "system"): "a system, of which the wire elsewhere has but the name",
    ("AchievementUnlocks", "system"): "a system, of which the wire elsewhere has but the name",
    ("AchievementUnlocks", "total"): "the number of rows on all pages, which every page has",
}
"""Fields that have none of the words which the glossary gives to the wire's name, each with the reason."""


def test_wire_name_of_the_glossary_gives_its_word() -> None:
    """A field whose wire name is in the table has one of the words that the table gives to the name."""
    other = [
        (use.model, use.name)
        for use in USES
        for wire in use.wires
        if use.name not in MEANINGS.get((use.api, wire), {use.name})
    ]
    assert unlike(other, OTHER_MEANINGS) == ([], [])


def test_word_of_the_glossary_tells_its_wire_names() -> None:
    """A field that has a word of the table has one of the wire names that the table gives to the word."""
    told = {(word.name, api): set(getattr(word, api)) for word in WORDS for api in ("v1", "v2")}
    assert [use for use in USES if not set(use.wires) <= told.get((use.name, use.api), set(use.wires))] == []


def test_every_word_is_used() -> None:
    """The table has no word that neither a field nor a parameter has, and none twice."""
    known = {use.name for use in USES} | {name for endpoint in ENDPOINTS.values() for name in endpoint.arguments}
    assert {word.name for word in WORDS} <= known
    assert len({word.name for word in WORDS}) == len(WORDS)


HAVE_SEVERAL_NAMES = {
    ("v1", "Console"): "once it is the name of a system, elsewhere a system",
    ("v1", "Title"): "a system is named, everything else has a title",
    ("v1", "OpenTickets"): "of all tickets it is the number of rows on all pages",
    ("v1", "Unlocks"): "of one achievement they are the rows of a page",
    ("v1", "UnlocksCount"): "of one achievement it is the number of rows on all pages",
}
"""Wire names for which there are more fields than the table tells, each with the reason."""


def test_wire_name_means_one_field() -> None:
    """One wire name is one field name, in every model, unless the table gives it several meanings."""
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    for use in USES:
        for wire in use.wires:
            names[use.api, wire].add(use.name)
    several = [key for key, found in names.items() if not found <= MEANINGS.get(key, {min(found)})]
    assert unlike(several, HAVE_SEVERAL_NAMES) == ([], [])


V2_SAYS_OTHERWISE = {
    "points_casual": "V2 calls a user's casual points just points, which are those in any mode elsewhere",
    "unlocks_total": "a user's unlocks in a game are unlocks as well",
    "unlocks_hardcore": "a user's unlocks in a game are unlocks as well",
    "completion_rate": "a percentage would lie between 0 and 100",
    "completion_rate_hardcore": "a percentage would lie between 0 and 100",
    "unlock_rate": "a percentage would lie between 0 and 100",
    "unlock_rate_hardcore": "a percentage would lie between 0 and 100",
    "md5": "there is no other MD5 from which it would have to be told apart",
    "awards_total": "as points_total: the noun first",
    "awards_hidden": "as points_hardcore: the noun first",
    "awards_mastered": "as points_hardcore: the noun first",
    "awards_completed": "as points_hardcore: the noun first",
    "awards_beaten_hardcore": "as points_hardcore: the noun first",
    "awards_beaten_casual": "as points_hardcore: the noun first",
    "awards_event": "as points_hardcore: the noun first",
    "awards_site": "as points_hardcore: the noun first",
}
"""Words that are not V2's, each with the reason."""


def test_words_are_those_of_v2() -> None:
    """A word is V2's word in snake case; a length of time has no unit in its name, because its type is a length."""
    other = [word.name for word in WORDS if any(snake(wire).removesuffix("_seconds") != word.name for wire in word.v2)]
    assert unlike(other, V2_SAYS_OTHERWISE) == ([], [])


ACTIVE = "V2's word, which tells whether the moment belongs to the time"
NO_AT_OR_ON = {
    ("v2.Health", "timestamp"): "the server's clock, not a moment of something",
    ("Released", "date"): "the day is all that a release is",
    ("v2.AchievementOfTheWeek", "active_from"): ACTIVE,
    ("v2.AchievementOfTheWeek", "active_through"): ACTIVE,
    ("v2.AchievementOfTheWeek", "active_until"): ACTIVE,
    ("v2.Event", "active_from"): ACTIVE,
    ("v2.Event", "active_through"): ACTIVE,
    ("v2.EventAchievement", "active_from"): ACTIVE,
    ("v2.EventAchievement", "active_until"): ACTIVE,
}
"""Moments and days with another ending, each with the reason."""


def test_moment_ends_in_at_and_a_day_in_on() -> None:
    """A name tells a moment from a day, and both from everything else."""
    endings = {datetime: "_at", date: "_on"}
    other = []
    for use in USES:
        parts = {use.kind, *get_args(use.kind)}
        wanted = next((ending for kind, ending in endings.items() if kind in parts), None)
        found = next((ending for ending in endings.values() if use.name.endswith(ending)), None)
        if wanted != found:
            other.append((use.model, use.name))
    assert unlike(other, NO_AT_OR_ON) == ([], [])


COUNTS = ("_total", "_published", "_samples")
SHARES = ("_rate", "_rate_hardcore")


def test_ending_tells_the_type() -> None:
    """A total is a whole number or a length of time, and only a share is a number with a fraction."""
    for use in USES:
        kinds = {use.kind, *get_args(use.kind)}
        assert not use.name.endswith(COUNTS) or {int, timedelta} & kinds, use
        assert use.name.endswith(SHARES) == (float in kinds), use


NEVER = {"softcore", "console", "num", "true", "contrib", "pct", "possible", "distinct", "achieved", "earned"}
"""Parts of V1's names for which there is another word here."""

IS_NO_SYNONYM = {
    "AchievementDistribution.total_players": "promised, and computed from the answer",
    "Released.date": "the day is all that a release is",
    "v2.AwardContext.earned_tier": "an award is earned, an achievement is unlocked",
    "get_achievements_earned_on_day(date)": "what is asked for, not what is told",
    "get_recent_game_awards(date)": "what is asked for, not what is told",
}
"""Names that the table has for a wire's name, and that are another thing here, each with the reason."""


def names() -> Iterator[tuple[str, str]]:
    """Every name that users write: fields, properties, members and parameters, with where it is found."""
    for kind in KINDS:
        members = list(kind) if issubclass(kind, Enum) else []
        yield from ((f"{public_name(kind)}.{member.name}", member.name.lower()) for member in members)
        properties = [name for name in dir(kind) if isinstance(getattr(kind, name, None), property)]
        fields = [each.name for each in attributes_of(kind)] if issubclass(kind, Model) else []
        yield from ((f"{public_name(kind)}.{name}", name) for name in (*properties, *fields))
    for endpoint in ENDPOINTS.values():
        yield from ((f"{endpoint.name}({name})", name) for name in endpoint.arguments)


def test_no_other_word_for_the_same() -> None:
    """No field, member or parameter has the wire's own name for a meaning that has a word here."""
    chosen = {word.name for word in WORDS}
    synonyms = {snake(wire) for word in WORDS for wire in (*word.v1, *word.v2)} - chosen
    assert {"num_awarded", "date_created", "total_score", "member_since"} <= synonyms
    other = [
        where
        for where, name in names()
        if name in synonyms or not NEVER.isdisjoint(name.split("_")) or name.startswith("total_")
    ]
    assert unlike(other, IS_NO_SYNONYM) == ([], [])

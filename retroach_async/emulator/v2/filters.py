"""The forms of filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2.kind import Filter, Given, Predicate, Row, Value
from retroach_async.emulator.v2.refusals import bad_filter, bad_query, failure
from retroach_async.emulator.v2.spelling import database_moment
from retroach_async.emulator.world import Player

_TRUE, _FALSE = ("1", "true", "on", "yes"), ("0", "false", "off", "no")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)
ALL = "all"
"""The word that switches a filter off."""


def ids(of: Value = lambda _, row: row.id, *, bad: str | None = None) -> Filter:
    """A list of ids; `bad` words the refusal of what is no id, which otherwise names nothing."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        wanted = {_trimmed(part, bad) for part in given.parts}
        return lambda row: str(of(request, row)) in wanted

    return make


def repeated_ids() -> Filter:
    """A list of ids that must be repeated: the server fails at anything else."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        if not given.repeated:
            raise failure(request.base_url)
        wanted = set(given.texts)
        return lambda row: str(row.id) in wanted

    return make


def an_id(of: Value, *, bad: str | None = None) -> Filter:
    """One id."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        wanted = _trimmed(given.texts[-1], bad)
        return lambda row: str(of(request, row)) == wanted

    return make


def an_id_among(of: Value) -> Filter:
    """One id among the several of a row."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        wanted = _trimmed(given.texts[-1], None)
        return lambda row: wanted in map(str, of(request, row))

    return make


def _trimmed(text: str, bad: str | None) -> str:
    number = text.lstrip("0") if _DIGITS.fullmatch(text) else ""
    if not number and bad is not None:
        raise bad_filter(f"{bad} [{text}].")
    return number or text


def words(of: Value, choices: Collection[str], thing: str, *, with_all: bool = False, snakes: bool = False) -> Filter:
    """A list of words; `thing` names them in the refusal of another word.

    With `with_all` the word `all` switches the filter off, and other words with it. Snake case may do as well.
    """

    def make(request: ApiRequest, given: Given) -> Predicate:
        wanted = {part.replace("_", "-") if snakes else part for part in given.parts}
        if not wanted or (with_all and ALL in wanted):
            return lambda _: True
        if unknown := sorted(wanted.difference(choices)):
            raise bad_filter(f"Unknown {thing} [{unknown[0]}].")
        return lambda row: of(request, row) in wanted

    return make


def ruled_words(of: Value, choices: Collection[str]) -> Filter:
    """A list of words in one text, which a rule of the query refuses like any other parameter."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        if given.repeated:
            raise bad_query(f"filter.{given.name}", f"The filter.{given.name} field must be a string.")
        if not set(given.parts) <= set(choices):
            raise bad_query(f"filter.{given.name}", f"The selected filter.{given.name} is invalid.")
        return lambda row: of(request, row) in given.parts

    return make


def any_of(tests: Mapping[str, Predicate], thing: str) -> Filter:
    """A list of words, each with a test of its own; a row must pass one."""

    def make(_: ApiRequest, given: Given) -> Predicate:
        if unknown := sorted(set(given.parts).difference(tests)):
            raise bad_filter(f"Unknown {thing} [{unknown[0]}].")
        wanted = [tests[part] for part in given.parts]
        return lambda row: not wanted or any(test(row) for test in wanted)

    return make


def flag(test: Value) -> Filter:
    """True for the words that PHP takes for true, and false for all others."""
    return lambda request, given: lambda row: test(request, row) == (given.texts[-1].lower() in _TRUE)


def strict_flag(
    test: Value, *, among: Predicate = lambda _: True, true: Collection[str] = _TRUE, false: Collection[str] = _FALSE
) -> Filter:
    """True or false, among some rows only; other words are refused."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        text = given.texts[-1].lower()
        if text not in (*true, *false):
            raise bad_filter(f"Invalid {given.name} filter [{text}]. Expected a boolean.")
        return lambda row: among(row) and test(request, row) == (text in true)

    return make


def ruled_flag(test: Value) -> Filter:
    """True or false, in words that a rule of the query refuses like any other parameter."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        if given.repeated or given.texts[-1] not in ("true", "1", "false", "0"):
            raise bad_query(f"filter.{given.name}", f"The selected filter.{given.name} is invalid.")
        return lambda row: test(request, row) == (given.texts[-1] in ("true", "1"))

    return make


def since(of: Callable[[Row], int]) -> Filter:
    """The earliest moment, compared as text."""

    def make(_: ApiRequest, given: Given) -> Predicate:
        return lambda row: database_moment(of(row)) >= given.texts[-1]

    return make


def until(of: Callable[[Row], int]) -> Filter:
    """The latest moment, compared as text; a bare day is meant to its end."""

    def make(_: ApiRequest, given: Given) -> Predicate:
        text = given.texts[-1]
        latest = f"{text} 23:59:59" if _DAY.fullmatch(text) else text
        return lambda row: database_moment(of(row)) <= latest

    return make


def user(of: Callable[[Row], Player | None]) -> Filter:
    """A ULID, a display name or an account's name; nothing belongs to an unknown user."""

    def make(request: ApiRequest, given: Given) -> Predicate:
        player = request.world.player_named(given.texts[-1])
        return lambda row: player is not None and of(row) is player

    return make


def ulids(of: Callable[[Row], Player | None]) -> Filter:
    """A list of ULIDs; unknown ones name nobody."""

    def make(_: ApiRequest, given: Given) -> Predicate:
        wanted = {part.upper() for part in given.parts}
        return lambda row: (player := of(row)) is not None and player.ulid in wanted

    return make

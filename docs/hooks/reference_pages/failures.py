"""The errors of one endpoint: what its docstring declares, and what the emulator does with a name that nobody has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reference_pages.markdown import code, table
from reference_pages.samples import Sample
from reference_pages.shown import as_python
from retroach_async import RetroachError
from retroach_async.endpoint import Endpoint
from retroach_async.models import AchievementDistribution, FrozenMap, Page

_RAISES = re.compile(r"\bRaises (`.+?)(?:\.(?= |$)|;)")
_CLAUSE = re.compile(r"`(?P<error>[A-Z]\w+)`(?P<when>.*?)(?=,? (?:and )?`[A-Z]|$)")
_LONGEST = 60
_EMPTY = ((tuple, "an empty tuple"), (Page, "an empty page"), (FrozenMap, "an empty map"), (type(None), "None"))


def failures(endpoint: Endpoint, sample: Sample) -> str:
    """The table of the errors that belong to this endpoint; those of every call have a place of their own."""
    rows = [(f"`{name}`", when) for name, when in errors_of(endpoint, sample)]
    rows += [("none", words) for words in _answered(sample)]
    return table(("Error", "When"), rows) if rows else ""


def errors_of(endpoint: Endpoint, sample: Sample) -> Iterator[tuple[str, str]]:
    """The names of errors, each with what leads to it."""
    declared = dict(_declared(endpoint))
    if endpoint.arguments:
        when = declared.pop("InvalidRequest", "")
        yield "InvalidRequest", f"An argument that is not allowed; nothing is sent.{f' Also {when}.' if when else ''}"
    said: dict[str, list[str]] = {}
    for each in sample.unknowns:
        if isinstance(each.outcome, RetroachError):
            said.setdefault(type(each.outcome).__name__, []).append(f"“{each.outcome.message}”")
    for name in dict.fromkeys([*said, *declared]):
        when = declared.get(name, "for what nobody has")
        words = f": {', '.join(said[name])}" if name in said else ""
        yield name, f"{when[:1].upper()}{when[1:]}{words}."


def _declared(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """The errors in the docstring: "Raises `NotFound` for an unknown user, and `Forbidden` for a list of others"."""
    for sentence in _RAISES.findall(" ".join(endpoint.doc.split())):
        for clause in _CLAUSE.finditer(sentence):
            yield clause["error"], clause["when"].strip(" ,")


def _answered(sample: Sample) -> Iterator[str]:
    """What a name that nobody has gives, where that is no error."""
    for each in sample.unknowns:
        if not isinstance(each.outcome, RetroachError):
            yield f"An unknown `{each.parameter}` gives {_briefly(each.outcome)}."


def _briefly(answer: object) -> str:
    if isinstance(answer, AchievementDistribution):
        return "an empty distribution"
    for kind, words in _EMPTY:
        if isinstance(answer, kind):
            return words
    text = " ".join(as_python(answer).split())
    return code(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")

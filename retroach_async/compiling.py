"""One function for each endpoint, from the arguments of a call to its query: the usual case of each in place.

For a distribution it does, in effect:

    def compiled(bound):
        path, params, pairs = "API_GetAchievementDistribution.php", [], []
        v = bound["game_id"]
        t = str(v) if type(v) is int and 1 <= v <= 9223372036854775807 else text_game_id(v)
        if t is None: t = refuse_game_id(v)
        params.append(("i", t))
        pairs.append("i=" + t if t.isalnum() and t.isascii() else pair_text("i", t))
        v = bound["hardcore"]
        if v is not default_hardcore:
            t = "1" if v is True else "0" if v is False else text_hardcore(v)
            ...
        return make(api, path, tuple(params), "&".join(pairs))
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from attrs import frozen

from retroach_async.keys import Place
from retroach_async.query import Api, Query, make_query, pair_text

Compiler = Callable[[Mapping[str, object]], Query]


@frozen(eq=False, repr=False)
class Step:
    """The facts about one argument that the function needs."""

    name: str
    """The Python name."""
    wire: str
    """The name on the wire."""
    place: Place
    """The place in a request."""
    repeats: bool
    """True when each item of a list is sent as a pair of its own."""
    is_required: bool
    default: Any
    """The server's own default, which is not sent."""
    text_of: Callable[[Any], str | None]
    """A function from a value to its text, or to None when it cannot be sent."""
    refuse: Callable[[Any], str]
    """A function that raises for a value that cannot be sent."""
    bounds: tuple[int, int] | None
    """The least and the largest integer, all of which are sent as they are; None for values of another type."""
    words: tuple[str, str] | None
    """The texts of False and True; None for values of another type."""


def compiler(
    api: Api,
    path: str,
    fixed: tuple[tuple[str, str], ...],
    steps: Sequence[Step],
    check: Callable[[Mapping[str, Any]], None] | None,
) -> Compiler:
    """The function of an endpoint, which raises `InvalidRequest` when an argument cannot be sent.

    `check` raises for arguments that do not go together; None where all do.
    """
    known: dict[str, Any] = {"api": api, "make": make_query, "pair_text": pair_text, "quote": quote, "check": check}
    for step in steps:
        known |= {f"text_{step.name}": step.text_of, f"refuse_{step.name}": step.refuse}
        known[f"default_{step.name}"] = step.default
    pairs = [pair_text(*pair) for pair in fixed]
    lines = (
        f"path, params, pairs = {path!r}, {[*fixed]!r}, {pairs!r}",
        *(line for step in steps for line in _lines(step)),
        *(["check(bound)"] if check else []),
        'return make(api, path, tuple(params), "&".join(pairs))',
    )
    exec("def compiled(bound):\n " + "\n ".join(lines), known)  # noqa: S102  the text is made of our own endpoints
    made: Compiler = known["compiled"]
    return made


def _lines(step: Step) -> Iterator[str]:
    """The lines for one argument."""
    indent, text = "", f"text_{step.name}(v)"
    if step.bounds is not None:
        least, most = step.bounds
        text = f"str(v) if type(v) is int and {least} <= v <= {most} else {text}"
    if step.words is not None:
        off, on = step.words
        text = f"{on!r} if v is True else {off!r} if v is False else {text}"
    yield f"v = bound[{step.name!r}]"
    if not step.is_required:
        indent = " "
        yield f"if v is not default_{step.name}:"  # the server's own default, or None for what is not asked
    yield f"{indent}t = {text}"
    yield f"{indent}if t is None: t = refuse_{step.name}(v)"
    if step.place == "path":
        yield f"{indent}path = path.replace({'{' + step.wire + '}'!r}, quote(t, safe=''))"
    elif step.place == "query":
        yield from (f"{indent}{line}" for line in _sending(step))


def _sending(step: Step) -> Iterator[str]:
    """The lines that put the text of an argument into the query."""
    indent = ""
    if not step.is_required and step.default is not None:
        indent = " "
        yield f"if v != default_{step.name}:"  # as 3 is equal to a member of an enumeration
    if step.repeats:
        yield f"{indent}for t in t.split(','):"
        indent += " "
    yield f"{indent}params.append(({step.wire!r}, t))"
    pair = f"pair_text({step.wire!r}, t)"
    if step.wire.isalnum():  # letters and digits need no quotation
        pair = f"'{step.wire}=' + t if t.isalnum() and t.isascii() else {pair}"
    yield f"{indent}pairs.append({pair})"

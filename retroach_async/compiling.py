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

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from retroach_async.param import Param
from retroach_async.query import Api, Query, make_query, pair_text

Compiler = Callable[[Mapping[str, object]], Query]


def compiler(
    api: Api,
    path: str,
    fixed: tuple[tuple[str, str], ...],
    params: Collection[Param],
    check: Callable[[Mapping[str, Any]], None] | None,
) -> Compiler:
    """The function of an endpoint, which raises `InvalidRequest` when an argument cannot be sent.

    `check` raises for arguments that do not go together; None where all do.
    """
    known: dict[str, Any] = {"api": api, "make": make_query, "pair_text": pair_text, "quote": quote, "check": check}
    for param in params:
        known |= {f"text_{param.name}": param.text_of, f"refuse_{param.name}": param.encode}
        known[f"default_{param.name}"] = param.default
    pairs = [pair_text(*pair) for pair in fixed]
    lines = (
        f"path, params, pairs = {path!r}, {[*fixed]!r}, {pairs!r}",
        *(line for param in params for line in _lines(param)),
        *(["check(bound)"] if check else []),
        'return make(api, path, tuple(params), "&".join(pairs))',
    )
    exec("def compiled(bound):\n " + "\n ".join(lines), known)  # noqa: S102  the text is made of our own endpoints
    made: Compiler = known["compiled"]
    return made


def _lines(param: Param) -> Iterator[str]:
    """The lines for one argument."""
    indent = ""
    yield f"v = bound[{param.name!r}]"
    if not param.required:
        indent = " "
        yield f"if v is not default_{param.name}:"  # the server's own default, or None for what is not asked
    yield f"{indent}t = {_text(param)}"
    yield f"{indent}if t is None: t = refuse_{param.name}(v)"
    if param.key.place == "path":
        yield f"{indent}path = path.replace({'{' + param.key.wire + '}'!r}, quote(t, safe=''))"
    elif param.key.place == "query":
        yield from (f"{indent}{line}" for line in _sending(param))


def _text(param: Param) -> str:
    """The expression for the text of a value."""
    key, other = param.key, f"text_{param.name}(v)"
    if param.annotation is bool:
        return f"{param.encode(True)!r} if v is True else {param.encode(False)!r} if v is False else {other}"
    if param.annotation is int and key.pattern is None and key.least is not None and key.most is not None:
        return f"str(v) if type(v) is int and {key.least} <= v <= {key.most} else {other}"
    return other


def _sending(param: Param) -> Iterator[str]:
    """The lines that put the text of an argument into the query."""
    wire, indent = param.key.wire, ""
    if not param.required and param.default is not None:
        indent = " "
        yield f"if v != default_{param.name}:"  # as 3 is equal to a member of an enumeration
    if param.key.repeats:
        yield f"{indent}for t in t.split(','):"
        indent += " "
    yield f"{indent}params.append(({wire!r}, t))"
    pair = f"pair_text({wire!r}, t)"
    if wire.isalnum():  # letters and digits need no quotation
        pair = f"'{wire}=' + t if t.isalnum() and t.isascii() else {pair}"
    yield f"{indent}pairs.append({pair})"

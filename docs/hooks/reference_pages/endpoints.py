"""The section of one endpoint."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import get_args, get_origin

from reference_pages.answers import members_table
from reference_pages.bounds import bounds
from reference_pages.failures import failures
from reference_pages.markdown import code, linked, table, type_text, value_text
from reference_pages.sample_tabs import sample_tabs
from reference_pages.samples import samples
from reference_pages.sources import bases_of
from retroach_async._types import choices
from retroach_async.endpoint import Endpoint
from retroach_async.models import Model, Page
from retroach_async.param import Param

_SIGNATURE_WIDTH = 88
_COLUMNS = ("Name", "On the wire", "Type", "Default", "Meaning")
_FEW = 3
"""Up to so many words are listed with and without a minus; for more words one note says that each has both."""


def endpoint_section(endpoint: Endpoint, home: str = "", every_call: str = "#every-call") -> str:
    """The section of one endpoint.

    `home` is the page that describes the answers, `every_call` the place that tells what all calls share.
    """
    facts = [endpoint.api.upper(), f"`{endpoint.path}`"]
    facts += [f"always sends `{key}={value}`" for key, value in endpoint.fixed]
    facts += [f"[documentation of the server]({endpoint.source})"] if endpoint.source else []
    params = [_row(param, home) for param in endpoint.arguments.values()]
    sample = samples()[endpoint.name]
    parts = [
        f"## {endpoint.name}\n",
        f"```python\n{signature(endpoint)}\n```\n",
        *_paragraphs(endpoint.doc),
        f"{' · '.join(facts)}\n",
        sample_tabs(endpoint, sample),
        *(["**Parameters**\n", table(_COLUMNS, params)] if params else ["**Parameters:** none\n"]),
        f"**Result:** {linked(type_text(endpoint.result), home)}\n",
        *(members_table(model, home, endpoint.api) for model in _models_in(endpoint.result)),
        *_errors(failures(endpoint, sample), every_call),
        *bounds(endpoint),
    ]
    return "\n".join(parts)


def _errors(listed: str, every_call: str) -> Iterator[str]:
    common = f"[those of every call]({every_call})"
    yield f"**Errors**, beside {common}\n" if listed else f"**Errors:** {common}\n"
    yield listed


def signature(endpoint: Endpoint) -> str:
    """A call of the method, with the types and defaults of its parameters."""
    parameters: list[str] = []
    for param in endpoint.arguments.values():
        if param.keyword_only and "*" not in parameters:
            parameters.append("*")
        default = "" if param.required else f" = {value_text(param.default)}"
        parameters.append(f"{param.name}: {type_text(param.annotation)}{default}")
    name, result = f"ra.{endpoint.name}", type_text(endpoint.result)
    line = f"{name}({', '.join(parameters)}) -> {result}"
    if len(line) <= _SIGNATURE_WIDTH:
        return line
    return "\n".join([f"{name}(", *(f"    {parameter}," for parameter in parameters), f") -> {result}"])


def _paragraphs(doc: str) -> Iterator[str]:
    """The paragraphs of a docstring, without the address, which stands among the facts."""
    return (f"{part}\n" for part in doc.split("\n\n") if not part.startswith("https://"))


def _row(param: Param, home: str) -> tuple[str, ...]:
    key = param.key
    wire = {"query": f"`{key.wire}`", "answer": "not sent"}.get(key.place, f"`{key.wire}` ({key.place})")
    type_ = linked(type_text(param.annotation), home)
    default = "required" if param.required else f"`{value_text(param.default)}`"
    pattern = f" Matches {code(key.pattern)}." if key.pattern and param.annotation is str else ""
    allowed = f" Allowed: {words}." if (words := _allowed(param)) else ""
    return f"`{param.name}`", wire, type_, default, f"{key.meaning}{allowed}{pattern}"


def _allowed(param: Param) -> str:
    key = param.key
    if values := choices(param.annotation):
        return _listed([value.name if isinstance(value, Enum) else str(value) for value in values])
    if key.limit is not None:
        return f"{key.least or 0} to {key.limit:,}"
    return "" if key.least is None else f"≥ {key.least}"


def _listed(words: list[str]) -> str:
    """A choice of words; of an order that goes both ways only the ascending ones."""
    upward = [word for word in words if f"-{word}" in words]
    if len(words) == 2 * len(upward) > _FEW:
        return f"{', '.join(f'`{word}`' for word in upward)}; each also with a minus"
    return ", ".join(f"`{word}`" for word in words)


def _models_in(result: object) -> Iterator[type[Model]]:
    """The models in a type: the members of a collection, and a page with its rows."""
    arguments = get_args(result)
    if isinstance(result, type) and issubclass(get_origin(result) or result, Model) and not arguments:
        yield result
        arguments = tuple(row for base in bases_of(result) if get_origin(base) is Page for row in get_args(base))
    for argument in arguments:
        yield from _models_in(argument)

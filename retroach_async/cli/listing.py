"""`retroach endpoints`: the registry, for people and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Annotated, Any

from attrs import frozen
from cyclopts import Parameter
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from retroach_async import ENDPOINTS
from retroach_async._types import spell
from retroach_async.cli.answers import Printable
from retroach_async.cli.arguments import kebab
from retroach_async.cli.calling import unwrapped
from retroach_async.cli.examples import command, example
from retroach_async.cli.output import Output, dressed
from retroach_async.cli.records import Record
from retroach_async.cli.wording import clause, spelt
from retroach_async.endpoint import Endpoint
from retroach_async.errors import NotFound
from retroach_async.models._model import plain
from retroach_async.param import Param

_GAP = 2
_Words = Annotated[str, Parameter(help="Words of the name, the path, the summary or the parameters.")]
_COLUMNS = ("name", "command", "api", "path", "fixed", "parameters", "result", "paged", "summary", "source")
_FEW = 3
"""The most endpoints about which all is told at once."""


@partial(dressed, columns=lambda _: _COLUMNS)
async def endpoints(output: Output, *words: _Words) -> None:
    """List endpoints, or tell all about a few."""
    found = [endpoint for endpoint in ENDPOINTS.values() if all(_is_about(endpoint, word) for word in words)]
    if not found:
        raise NotFound(f"no endpoint has the words {' '.join(words)}: `retroach endpoints` lists all")
    output.one(Registry(found, in_detail=len(found) <= _FEW))


def _is_about(endpoint: Endpoint, word: str) -> bool:
    """True when a word occurs in an endpoint's name, path, summary or parameters, however it is spelt."""
    texts = (endpoint.name, endpoint.path, endpoint.summary, *endpoint.arguments)
    return any(_bare(word) in _bare(text) for text in texts)


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


@frozen
class Registry(Printable):
    """Some endpoints, or all."""

    found: Sequence[Endpoint]
    in_detail: bool = False

    def columns(self) -> Sequence[str]:
        """The facts about an endpoint."""
        return _COLUMNS

    def document(self) -> list[Record]:
        """A list of the endpoints."""
        return list(self.records())

    def records(self) -> Iterator[Record]:
        """A row for each endpoint."""
        return map(_record, self.found)

    def picture(self, console: Console, /) -> RenderableType:
        """A line for each endpoint and how many there are, or all about a few of them."""
        if self.in_detail:
            return Group(*(part for endpoint in self.found for part in _details(endpoint)))
        groups: dict[str, list[Endpoint]] = {}
        for endpoint in self.found:
            groups.setdefault(endpoint.name.rpartition(".")[0], []).append(endpoint)
        count = f"{len(self.found)} endpoints; retroach endpoints WORD tells more about those with a word"
        return Group(*(_lines(group, console) for group in groups.values()), Text(count, "dim"))


def _record(endpoint: Endpoint) -> Record:
    return {
        "name": endpoint.name,
        "command": " ".join(command(endpoint)),
        "api": endpoint.api,
        "path": endpoint.path,
        "fixed": dict(endpoint.fixed),
        "parameters": [_parameter(param) for param in endpoint.params],
        "result": spell(endpoint.result),
        "paged": endpoint.paging is not None,
        "summary": endpoint.summary,
        "source": endpoint.source,
    }


def _parameter(param: Param) -> dict[str, Any]:
    key = param.key
    return {
        "name": param.name,
        "wire": key.wire,
        "place": key.place,
        "type": spell(param.annotation),
        "required": param.required,
        "default": None if param.required else plain(param.default),
        "least": key.least,
        "most": key.most,
        "secret": param.secret,
        "meaning": key.meaning,
    }


def _lines(found: Sequence[Endpoint], console: Console) -> Text:
    """The commands of a group, each with its summary on the same line; a pipe gets it in full."""
    commands = [" ".join(command(endpoint)) for endpoint in found]
    width = max(map(len, commands))
    room = console.width - width - _GAP if console.is_terminal else None
    text = Text(no_wrap=True, overflow="ellipsis")
    for endpoint, words in zip(found, commands, strict=True):
        summary = spelt(endpoint.summary, endpoint).removesuffix(".")
        text.append(words.ljust(width + _GAP), "cyan")
        text.append(f"{summary if room is None else clause(summary, room)}\n")
    return text[:-1]


def _details(endpoint: Endpoint) -> Iterator[RenderableType]:
    """Everything about an endpoint."""
    yield Text(" ".join(command(endpoint)), "bold cyan")
    yield Text(f"{unwrapped(spelt(endpoint.summary, endpoint))}\n")
    grid = Table.grid(padding=(0, _GAP, 0, 0))
    grid.add_column(style="cyan", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("method", f"{endpoint.name}, {'paged' if endpoint.paging else 'not paged'}")
    grid.add_row("path", f"{endpoint.api} {endpoint.path}")
    grid.add_row("result", spell(endpoint.result))
    grid.add_row("example", example(endpoint))
    grid.add_row("source", endpoint.source)
    yield grid
    if endpoint.arguments:
        parameters = Table(box=None, pad_edge=False, padding=(0, _GAP, 0, 0), show_header=False)
        parameters.add_column(style="cyan", no_wrap=True)
        parameters.add_column(overflow="fold")
        for param in endpoint.arguments.values():
            name = f"--{kebab(param.name)}" if param.keyword_only else param.name.upper()
            parameters.add_row(name, f"{spelt(param.key.meaning, endpoint)} ({param.name}, sent as {param.key.wire})")
        yield Text()
        yield parameters
    yield Text()

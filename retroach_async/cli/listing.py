"""`retroach endpoints`: the registry, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from retroach_async import ENDPOINTS
from retroach_async._types import spell
from retroach_async.cli.answers import Printable
from retroach_async.cli.output import Output, dressed
from retroach_async.cli.records import Record
from retroach_async.endpoint import Endpoint, Param
from retroach_async.models._model import plain


@dressed
async def endpoints(output: Output) -> None:
    """List every endpoint: its method, its path, its parameters with their wire keys, and its result.

    The credentials are parameters too, marked with an asterisk: the transport adds them.
    """
    output.one(Registry())


class Registry(Printable):
    """All endpoints."""

    def columns(self) -> Sequence[str]:
        """The facts about an endpoint."""
        return ("name", "api", "path", "fixed", "parameters", "result", "paged", "summary", "source")

    def document(self) -> list[Record]:
        """A list of the endpoints."""
        return list(self.records())

    def records(self) -> Iterator[Record]:
        """A row for each endpoint."""
        return map(_record, ENDPOINTS.values())

    def picture(self, console: Console, /) -> RenderableType:
        """A table, and how many endpoints there are."""
        count = f"{len(ENDPOINTS)} endpoints; * is a credential, which the transport adds"
        return Group(_for_screen() if console.is_terminal else _for_pipe(), Text(count, "dim"))


def _record(endpoint: Endpoint) -> Record:
    return {
        "name": endpoint.name,
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


def _for_pipe() -> Table:
    """A table with one line for each endpoint, to be searched."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("method", "path", "parameters", "result", "paged"):
        table.add_column(title, no_wrap=True)
    for endpoint in ENDPOINTS.values():
        paged = "yes" if endpoint.paging else "no"
        table.add_row(endpoint.name, endpoint.path, _schema(endpoint), spell(endpoint.result), paged)
    return table


def _for_screen() -> Table:
    """A table with a few lines for each endpoint, so that eighty columns are enough."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 1, 0), header_style="bold cyan")
    table.add_column("method, path, result", ratio=3, min_width=max(map(len, ENDPOINTS)))
    table.add_column("parameters", ratio=2)
    for endpoint in ENDPOINTS.values():
        about = Text(endpoint.name, "bold")
        about.append(f"\n{endpoint.path}", "not bold")
        about.append(f"\n{spell(endpoint.result)}{', paged' if endpoint.paging else ''}", "not bold dim")
        table.add_row(about, _schema(endpoint))
    return table


def _schema(endpoint: Endpoint) -> Text:
    """Every parameter by its Python name and its wire key."""
    text = Text()
    for param in endpoint.params:
        text.append(f"{param.name}=", "dim")
        text.append(f"{param.key.wire}* " if param.secret else f"{param.key.wire} ", "dim" if param.secret else "cyan")
    return text

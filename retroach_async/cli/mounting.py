"""Commands of an app, one for each endpoint that a group of the client declares."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from cyclopts import App
from cyclopts import Group as Panel
from cyclopts.help import DefaultFormatter, HelpEntry
from cyclopts.help.specs import ColumnSpec

from retroach_async.cli.arguments import kebab
from retroach_async.cli.output import Command
from retroach_async.cli.wording import clause
from retroach_async.endpoint import Endpoint
from retroach_async.registry import Group, endpoint_of, walk

if TYPE_CHECKING:
    from rich.console import RenderableType

_EXAMPLE = re.compile("^Example: .*$", re.MULTILINE)
_BRIEF = 43
"""The characters for a summary beside the longest command in a panel of eighty columns."""
_FIRST_PANEL, _LAST_PANEL = 10, 90
"""The places of the endpoints' panels among those that are made by hand."""
_INNER_GROUPS = "Resources"
"""The title of the groups within a group."""


def _whole_name(entry: HelpEntry) -> str:
    return entry.names[0]


def _in_brief(entry: HelpEntry) -> RenderableType:
    return clause(str(getattr(entry.description, "primary_renderable", entry.description)), _BRIEF)


FORMAT = DefaultFormatter(
    column_specs=(
        ColumnSpec(renderer=_whole_name, style="cyan", no_wrap=True),
        ColumnSpec(renderer=_in_brief),
    )
)
"""The usual format, but with a line for each command, and no name is folded: nobody could copy it."""


def mount(app: App, group: type[Group], make: Callable[[Endpoint], Command | None], groups: str = _INNER_GROUPS) -> App:
    """Give an app one command for each endpoint of a group, and one sub-app for each group within.

    The commands stand in panels, one for each file of declarations. The title of a panel is the first sentence
    of the file's docstring; where Python has dropped docstrings, it is the name of the file. The groups within
    stand in a last panel, titled `groups`. `make` gives None for an endpoint that is to have no command. The help of
    each app gets the example of its first command.
    """
    last, inner = (Panel(title, sort_key=_LAST_PANEL, help_formatter=FORMAT) for title in (groups, _INNER_GROUPS))
    panels: dict[str, Panel] = {}
    apps, examples = {"": app}, dict[str, str]()
    for path, member in walk(group):
        outer, _, name = path.rpartition(".")
        if isinstance(member, type):
            apps[path] = App(name=kebab(name), help=_summary(member.__doc__), group=inner if outer else last)
        elif (endpoint := endpoint_of(member)) is not None and (command := make(endpoint)) is not None:
            title = _summary(sys.modules[member.__module__].__doc__) or member.__module__.removeprefix(
                "retroach_async."
            )
            panel = Panel(title, sort_key=_FIRST_PANEL + len(panels), help_formatter=FORMAT)
            apps[outer].command(command, name=kebab(name), group=panels.setdefault(title, panel))
            if found := _EXAMPLE.search(command.__doc__ or ""):
                examples |= {above: found[0] for above in _and_all_above(outer) if above not in examples}
    for path, text in examples.items():
        apps[path].help = f"{apps[path].help}\n\n{text}"
    for path, within in reversed([*apps.items()][1:]):
        if not set(within) <= {*within.help_flags, *within.version_flags}:
            apps[path.rpartition(".")[0]].command(within)
    return app


def _and_all_above(path: str) -> Iterator[str]:
    """The path of a group, and those of the groups that it is in."""
    yield path
    while path:
        path = path.rpartition(".")[0]
        yield path


def _summary(doc: str | None) -> str:
    """The first sentence, without its full stop."""
    return (doc or "").split("\n", 1)[0].split(". ", 1)[0].removesuffix(".")

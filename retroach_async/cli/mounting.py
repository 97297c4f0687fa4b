"""Commands of an app, one for each endpoint that a room of the client declares."""

from __future__ import annotations

import sys
from collections.abc import Callable

from cyclopts import App
from cyclopts import Group as Panel
from cyclopts.help import DefaultFormatter, HelpEntry
from cyclopts.help.specs import ColumnSpec, DescriptionColumn

from retroach_async.cli.arguments import kebab
from retroach_async.cli.output import Command
from retroach_async.endpoint import Endpoint
from retroach_async.registry import Group, Namespace, endpoint_of

_FIRST_PANEL, _LAST_PANEL = 10, 90
"""The places of the endpoints' panels among those that are made by hand."""


def _whole_name(entry: HelpEntry) -> str:
    return entry.names[0]


_FORMAT = DefaultFormatter(
    column_specs=(ColumnSpec(renderer=_whole_name, style="cyan", no_wrap=True), DescriptionColumn)
)
"""The usual format, but a long name is not folded: nobody could copy it."""


def mount(app: App, group: type[Group], make: Callable[[Endpoint], Command | None], rooms: str = "Resources") -> App:
    """Give an app one command for each endpoint of a room, and one sub-app for each room within.

    The commands stand in panels, one for each file of declarations. The title of a panel is the first sentence
    of the file's docstring; where Python has dropped docstrings, it is the name of the file. The rooms within
    stand in a last panel, titled `rooms`. `make` gives None for an endpoint that is to have no command.
    """
    last = Panel(rooms, sort_key=_LAST_PANEL, help_formatter=_FORMAT)
    for order, owner in enumerate(group.__mro__):
        title = _summary(sys.modules[owner.__module__].__doc__) or owner.__module__.removeprefix("retroach_async.")
        panel = Panel(title, sort_key=_FIRST_PANEL + order, help_formatter=_FORMAT)
        for name, member in vars(owner).items():
            endpoint = endpoint_of(member)
            if isinstance(member, Namespace):
                within = App(name=kebab(name), help=_summary(member.group.__doc__))
                if not set(mount(within, member.group, make)) <= {*within.help_flags, *within.version_flags}:
                    within.group = last
                    app.command(within)
            elif endpoint is not None and (command := make(endpoint)) is not None:
                app.command(command, name=kebab(name), group=panel)
    return app


def _summary(doc: str | None) -> str:
    """The first sentence, without its full stop."""
    return (doc or "").split("\n", 1)[0].split(". ", 1)[0].removesuffix(".")

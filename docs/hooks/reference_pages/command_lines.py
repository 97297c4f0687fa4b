"""The command of the command line that makes a call."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from retroach_async.cli.arguments import kebab
from retroach_async.endpoint import Endpoint


def command_line(endpoint: Endpoint, arguments: Mapping[str, Any]) -> str:
    """The command with its arguments: the required ones in their places, the others as options."""
    return shlex.join(["retroach", *map(kebab, endpoint.name.split(".")), *_words(endpoint, arguments)])


def _words(endpoint: Endpoint, arguments: Mapping[str, Any]) -> Iterator[str]:
    for name, value in arguments.items():
        if not endpoint.arguments[name].keyword_only:
            yield _text(value)
        elif isinstance(value, bool):
            yield f"--{kebab(name)}" if value else f"--no-{kebab(name)}"
        else:
            yield from (f"--{kebab(name)}", _text(value))


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_text, value))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    return kebab(value.name) if isinstance(value, Enum) else str(value)

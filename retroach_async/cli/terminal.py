"""Standard output and standard error, on a terminal and in a pipe."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_WIDER_THAN_ANYTHING = 100_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


before_printing: list[Callable[[], None]] = []
"""Functions that take away what moves on the terminal, so that a line can be printed there."""


def _make_room() -> None:
    for clear in before_printing:
        clear()


def stderr_is_seen() -> bool:
    """True when standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def prepare_streams() -> bool:
    """Make standard output and standard error ready; False when standard output was closed by the caller."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  for as long as the process lives
    if sys.stdout is None:
        return False
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding cannot spell is no reason to fail.
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a captured stream has it too
    return True


def give_up(stream: TextIO) -> None:
    """Drop the text that a stream could not write: Python would complain about it when the process ends."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def stdout() -> Console:
    """Standard output; in a pipe there are no colours, and lines are as long as they need to be."""
    return _console(stderr=False)


def stderr() -> Console:
    """Standard error, for everything that is not an answer."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    from rich.console import Console  # noqa: PLC0415  JSON is printed without it

    console = Console(stderr=stderr, highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = _WIDER_THAN_ANYTHING
    return console


def put(console: Console, what: RenderableType) -> None:
    """Print something for people; in a pipe without spaces at the ends of lines."""
    _make_room()
    if console.is_terminal:
        console.print(what)
        return
    with console.capture() as captured:
        console.print(what)
    console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def say(message: str) -> None:
    """Print one line on standard error, if that can be written to."""
    _make_room()
    try:
        sys.stderr.write(f"retroach: {printable(message)}\n")
        sys.stderr.flush()
    except OSError:
        give_up(sys.stderr)


def printable(text: str) -> str:
    """Text on one line, without the characters by which a server could command the terminal."""
    return _UNPRINTABLE.sub("\ufffd", " ".join(text.split()))


def write(text: str) -> None:
    """Print text for programs on standard output, at once; a terminal is kept from obeying it."""
    _make_room()
    sys.stdout.write(_UNPRINTABLE.sub("\ufffd", text) if sys.stdout.isatty() else text)
    sys.stdout.flush()


def to_json(value: Any, *, indent: int | None = None) -> str:
    """A plain value as JSON, with every character by which a server could command the terminal escaped."""
    return _UNPRINTABLE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(match: re.Match[str]) -> str:
    """A character as JSON may spell it; the line breaks between its values do not match."""
    return f"\\u{ord(match[0]):04x}"

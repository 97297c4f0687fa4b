"""The journal of a job: a file with a line for each outcome, written at once and never rewritten.

The first line says of which job it is. Of several lines about one key the last one counts. A last line without its
line break was cut short by the end of a process, and is cut off.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, Literal

from attrs import frozen

from retroach_async.errors import ConfigurationError, NotFound, RetroachError
from retroach_async.jobs.calls import key_form, key_text
from retroach_async.jobs.rows import to_json
from retroach_async.models._model import plain
from retroach_async.workers import Outcome

VERSION = 1
"""The form of a journal, and of what is remembered of a job."""
_BEGIN = b'{"retroach": '
_LONGEST_HEADER = 2**20


State = Literal["ok", "not_found", "failed"]
"""The end of a call for a key; one that failed has no answer, and is asked for again."""


@frozen
class Line:
    """One outcome in a journal, as plain values."""

    key: Any
    """The key in its JSON-ready form."""
    value: Any
    """The value; None where there is none."""
    error: Mapping[str, Any] | None
    """Type, message, status and attempts of the error."""
    text: bytes
    """The line as it stands in the file, with its line break."""

    @property
    def state(self) -> State:
        """The end of the call for the key."""
        if self.error is None:
            return "ok"
        return "not_found" if self.error.get("type") == NotFound.__name__ else "failed"


def line_of(outcome: Outcome[Any, Any]) -> Line:
    """The line of an outcome."""
    key, error, value = key_form(outcome.key), None, None
    if outcome.error is None:
        value = plain(outcome.value)
        record = {"key": key, "ok": True, "value": value}
    else:
        error = _facts(outcome.error)
        record = {"key": key, "ok": False, "error": error}
    return Line(key, value, error, f"{to_json(record)}\n".encode())


def _facts(error: Exception) -> dict[str, Any]:
    if not isinstance(error, RetroachError):
        return {"type": type(error).__name__, "message": str(error), "status": None, "attempts": 0}
    kind = NotFound if isinstance(error, NotFound) else type(error)
    return {"type": kind.__name__, "message": error.message, "status": error.status, "attempts": error.attempts}


def read_line(text: bytes) -> Line | None:
    """A line of a journal; None for one that is damaged, whose key is then asked for again."""
    try:
        record = json.loads(text)
        error = None if record["ok"] is True else record["error"]
        return Line(record["key"], record.get("value"), error if error is None else {**error}, text)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


class Journal:
    """A journal that is open for writing."""

    def __init__(self, path: Path, file: BinaryIO, header: Mapping[str, Any]) -> None:
        self.path = path
        self.header = header
        """The first line."""
        self._file = file
        self._places: dict[str, tuple[int, State]] = {}

    @classmethod
    def open(cls, path: Path, header: Mapping[str, Any], takes: Callable[[Any], bool]) -> Journal:
        """A new journal, or the one that is there. Raises `ConfigurationError` for a file of something else.

        `takes` tells if a value has the form of an answer; a line with another one counts as damaged.
        """
        file = path.open("r+b" if path.exists() else "x+b", buffering=0)
        try:
            found = _read_header(path)
            journal = cls(path, file, header if found is None else found)
            if found is None:
                file.truncate(0)
                journal._write(f"{to_json(header)}\n".encode())
            else:
                journal._read(takes)
        except BaseException:
            file.close()
            raise
        return journal

    def _read(self, takes: Callable[[Any], bool]) -> None:
        """Learn what is there, and cut off a line that was cut short."""
        end = 0
        for place, text in _lines(self.path):
            end = place + len(text)
            if place and (line := read_line(text)) is not None and takes(line.value):
                self._places[key_text(line.key)] = place, line.state
        self._file.truncate(end)
        self._file.seek(end)

    def add(self, outcome: Outcome[Any, Any]) -> None:
        """Write an outcome down. Raises OSError when the disk is full, and leaves no half of a line."""
        line, place = line_of(outcome), self._file.tell()
        try:
            self._write(line.text)
        except OSError:
            self._file.truncate(place)
            self._file.seek(place)
            raise
        self._places[key_text(line.key)] = place, line.state

    def _write(self, text: bytes) -> None:
        left = memoryview(text)
        while left:
            left = left[self._file.write(left) :]

    def state_of(self, key: str) -> State | None:
        """The end of the call for a key; None for one that was not asked for."""
        return self._places.get(key, (0, None))[1]

    def keys(self, state: State) -> Iterator[str]:
        """The keys of which this has become."""
        return (key for key, (_, each) in self._places.items() if each == state)

    def lines(self) -> Iterator[Line]:
        """The line of each key that counts, in the order in which they were written."""
        counts = {place for place, _ in self._places.values()}
        for place, text in _lines(self.path):
            if place in counts and (line := read_line(text)) is not None:
                yield line

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The whole lines of a file, each with its place; the header is at 0."""
    place = 0
    with path.open("rb") as file:
        for text in file:
            if text.endswith(b"\n"):
                yield place, text
            place += len(text)


def _read_header(path: Path) -> Mapping[str, Any] | None:
    """The first line of a journal; None for a file that is new, or whose first line was cut short."""
    with path.open("rb") as file:
        line = file.readline(_LONGEST_HEADER)
    if line[: len(_BEGIN)] == _BEGIN[: len(line)] and not line.endswith(b"\n") and len(line) < _LONGEST_HEADER:
        return None
    try:
        header = json.loads(line)
    except (ValueError, RecursionError):
        header = None
    if not isinstance(header, dict) or header.get("retroach") != VERSION or not _is_of_a_job(header):
        raise ConfigurationError(f"{path.name} is no journal of a job: move it away, or restart")
    return header


def _is_of_a_job(header: Mapping[str, Any]) -> bool:
    return isinstance(header.get("endpoint"), str) and isinstance(header.get("options"), dict)

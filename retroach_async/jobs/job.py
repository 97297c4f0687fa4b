"""A job: the outcomes of a batch in a file, written so that a run which was ended can be gone on with.

    open      lock, read what is there, and tell the keys that are left
    add       write one outcome into the journal
    finish    make FILE of the journal, and remove the journal when nothing has failed
    close     give the lock back

All of that blocks, and belongs into one thread. `report` does not.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from retroach_async.errors import ConfigurationError, NotFound, RetroachError
from retroach_async.jobs.calls import JobCall, key_form, key_text
from retroach_async.jobs.files import DATABASES, JobFiles, Memory
from retroach_async.jobs.formats import Csv, Format, JsonLines
from retroach_async.jobs.journal import VERSION, Journal, Line
from retroach_async.jobs.parquet import Parquet
from retroach_async.jobs.report import JobReport
from retroach_async.jobs.rows import Rows
from retroach_async.jobs.sqlite import Sqlite
from retroach_async.locks import FileLock
from retroach_async.workers import Outcome

K = TypeVar("K")

FORMATS: Mapping[str, type[Format]] = {
    ".jsonl": JsonLines,
    ".csv": Csv,
    ".parquet": Parquet,
    **dict.fromkeys(DATABASES, Sqlite),
}
"""The formats by the ending of a file."""

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
"""The errors of a full disk, which is no mistake of the program."""


class Job(Generic[K]):
    """One run of a job. Its methods block."""

    def __init__(
        self, path: str | os.PathLike[str], call: JobCall, keys: Sequence[K], *, explode: bool, restart: bool
    ) -> None:
        self.path = _checked(path)
        self._call = call
        self._keys = {key_text(key_form(key)): key for key in keys}
        self._rows = Rows(call.result, explode=explode)
        self._restart = restart
        self._left: dict[str, K] = {}
        self._memory = Memory()
        self._lock: FileLock | None = None
        self._journal: Journal | None = None
        self._counts = {"ok": 0, "not_found": 0, "failed": 0}
        self._kept = 0
        self._requests = 0
        self.is_ended: Callable[[], bool] = lambda: False
        """Tells if somebody wants long work to end early."""
        if explode and self.path.suffix.casefold() == ".jsonl":
            raise ConfigurationError("explode is for tables: take a file that ends in .csv, .parquet, .sqlite or .db")

    def open(self) -> list[K]:
        """Take the files, and give the keys that are left.

        Raises `ConfigurationError` for files of something else, for other options than before, for a folder that is
        missing, and where another run has the files; OSError when the disk is full.
        """
        try:
            return self._open()
        except OSError as problem:
            if problem.errno in _NO_ROOM:
                raise
            name = Path(os.fsdecode(problem.filename or self.path)).name
            raise ConfigurationError(f"{name} cannot be used: {problem.strerror or problem}") from None

    def _open(self) -> list[K]:
        self._files = files = JobFiles(self.path)
        if not files.target.parent.is_dir():
            raise ConfigurationError(f"there is no folder {self.path.parent}")
        if files.target.is_dir():
            raise ConfigurationError(f"{self.path} is a folder")
        self._format = FORMATS[self.path.suffix.casefold()](files, self._rows, self._call.table)
        files.lock.acquire()
        self._lock = files.lock
        if self._restart:
            files.part.unlink(missing_ok=True)
            files.failed.unlink(missing_ok=True)
        is_extended = files.target.exists() and not self._restart
        if files.part.exists():
            self._journal = self._opened(extends=is_extended)
            self._refuse_others(self._journal.header)
            is_extended = is_extended and self._journal.header.get("extends") is True
        in_file = self._in_file() if is_extended else set[Any]()
        if not is_extended and files.target.exists():
            self._format.check()
        self._left = {text: key for text, key in self._keys.items() if not self._is_answered(text, key, in_file)}
        if self._journal is None and (self._left or not files.target.exists()):
            self._journal = self._opened(extends=is_extended)
        self._count()
        return [*self._left.values()]

    def _is_answered(self, text: str, key: K, in_file: Collection[Any]) -> bool:
        state = None if self._journal is None else self._journal.state_of(text)
        if state is not None:
            return state != "failed"
        return text in self._memory.without_rows or (bool(in_file) and self._format.spell(key_form(key)) in in_file)

    def _opened(self, *, extends: bool) -> Journal:
        keys = hashlib.sha256("\n".join(self._keys).encode()).hexdigest()
        header = {
            "retroach": VERSION,
            "endpoint": self._call.endpoint,
            "options": {**self._call.options},
            "keys_sha256": keys,
            "extends": extends,
        }
        return Journal.open(self._files.part, header, self._rows.takes)

    def _refuse_others(self, header: Mapping[str, Any]) -> None:
        was = JobCall(header["endpoint"], header["options"], None)
        if str(was) != str(self._call):
            name = self._files.part.name
            raise ConfigurationError(
                f"{name} is of another job, {was}, and this is {self._call}: end that one, or restart"
            )

    def _in_file(self) -> set[Any]:
        """The keys that a file of an earlier job has."""
        explode = self._rows.explode
        self._memory = self._files.remembered(self._call, explode=explode)
        return {*self._format.keys()}

    def _count(self) -> None:
        """Count the keys that have an answer."""
        kept = self._keys.keys() - self._left.keys()
        self._kept = len(kept)
        not_found = {*self._memory.not_found, *(self._journal.keys("not_found") if self._journal is not None else ())}
        missing = len(kept & not_found)
        self._counts |= {"ok": len(kept) - missing, "not_found": missing}

    def _answers(self) -> Iterator[Line]:
        """The answers in the journal."""
        if self._journal is None:
            return
        for line in self._journal.lines():
            if self.is_ended():
                raise RetroachError("the job was ended")
            if line.state != "failed":
                yield line

    def add(self, outcomes: Iterable[Outcome[K, Any]]) -> None:
        """Write outcomes into the journal, and count them. Raises OSError when the disk is full."""
        if self._journal is not None:
            for outcome in outcomes:
                self._journal.add(outcome)
                is_missing = isinstance(outcome.error, NotFound)
                self._counts["ok" if outcome.ok else "not_found" if is_missing else "failed"] += 1

    def finish(self) -> None:
        """Make FILE of the journal. Raises OSError when the disk is full; the journal is then kept."""
        if self._journal is None:
            return
        extends = self._journal.header.get("extends") is True and self._files.target.exists()
        self._format.write(self._answers, extends=extends)
        learnt = self._learnt(self._journal)
        self._files.remember(self._call, self._memory | learnt if extends else learnt, explode=self._rows.explode)
        failed = [_failure(line) for line in self._journal.lines() if line.state == "failed"]
        self._files.write_failed(failed)
        self._journal.close()
        if not failed:
            self._files.part.unlink()

    def _learnt(self, journal: Journal) -> Memory:
        """The facts that the rows of the journal's answers do not tell."""
        without_rows = set[str]()
        if self._rows.explode:
            empty = (line for line in self._answers() if next(self._rows.of(line.key, line.value), None) is None)
            without_rows = {key_text(line.key) for line in empty}
        return Memory(frozenset(without_rows), frozenset(journal.keys("not_found")))

    def close(self) -> None:
        """Close the journal, and let another run have the files."""
        if self._journal is not None:
            self._journal.close()
        if self._lock is not None:
            self._lock.release(remove=True)

    def expect(self, requests: int) -> None:
        """Note the fewest requests that the keys without an answer take."""
        self._requests = requests

    @property
    def report(self) -> JobReport:
        """The state of the job."""
        return JobReport(
            path=self.path, total=len(self._keys), kept=self._kept, requests=self._requests, **self._counts
        )


def _checked(path: str | os.PathLike[str]) -> Path:
    """The path of a file with an ending that names a format."""
    file = Path(path)
    if "\0" in str(file) or not _is_encodable(str(file)):
        raise ConfigurationError(f"no file can have the name {file.name!r}")
    if file.suffix.casefold() not in FORMATS:
        *others, last = FORMATS
        raise ConfigurationError(f"the file must end in {', '.join(others)} or {last}, not {file.name!r}")
    return file


def _is_encodable(name: str) -> bool:
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        return False
    return True


def _failure(line: Line) -> dict[str, Any]:
    facts = line.error or {}
    return {
        "key": line.key,
        "error": facts.get("type"),
        "message": facts.get("message"),
        "status": facts.get("status"),
        "attempts": facts.get("attempts"),
    }

"""The files of a job, and what is remembered of a file that is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from attrs import frozen

from retroach_async.errors import ConfigurationError
from retroach_async.jobs.calls import JobCall
from retroach_async.jobs.journal import VERSION
from retroach_async.jobs.rows import to_json
from retroach_async.locks import FileLock


@frozen
class Memory:
    """The keys about which the rows of a whole file do not tell enough."""

    without_rows: frozenset[str] = frozenset()
    """The keys that have no row."""
    not_found: frozenset[str] = frozenset()
    """The keys of which there is no such thing."""

    def __or__(self, other: Memory) -> Memory:
        return Memory(self.without_rows | other.without_rows, self.not_found | other.not_found)


class JobFiles:
    """The paths of a job. The hidden ones are its own; the others are for people as well."""

    def __init__(self, path: Path) -> None:
        self.target = Path(os.path.realpath(path))  # what a link leads to is replaced, not the link
        """The file that the job is about."""
        self.part = self._beside("", ".part.jsonl")
        """The journal."""
        self.failed = self._beside("", ".failed.jsonl")
        """The keys that failed, one a line; not there when there are none."""
        self.fresh = self._beside(".", ".new")
        """The file before it takes the place of the old one."""
        self._memory = self._beside(".", ".job.json")
        taken = f"another run writes {path.name}: is the same command running twice?"
        self.lock = FileLock(self._beside(".", ".lock"), path.name, taken)

    def _beside(self, prefix: str, suffix: str) -> Path:
        return self.target.with_name(f"{prefix}{self.target.name}{suffix}")

    @contextmanager
    def replacing(self, path: Path) -> Iterator[BinaryIO]:
        """A new file that takes the place of the old one at the end of the block, and leaves it alone when it fails."""
        try:
            with self.fresh.open("wb") as file:
                yield file
            with self.fresh.open("r+b") as written:
                os.fsync(written.fileno())  # the journal may go after this, also when the power fails then
            self.fresh.replace(path)
        except BaseException:
            self.fresh.unlink(missing_ok=True)
            raise

    def write_failed(self, records: Collection[Mapping[str, Any]]) -> None:
        """Write the keys that failed down, or remove the file where there are none."""
        if not records:
            self.failed.unlink(missing_ok=True)
            return
        with self.replacing(self.failed) as file:
            file.writelines(f"{to_json(record)}\n".encode() for record in records)

    def remembered(self, call: JobCall, *, explode: bool) -> Memory:
        """The memory of the file. Raises `ConfigurationError` for a file of another job."""
        jobs = self._jobs()
        if jobs and call.endpoint not in jobs and self.target.suffix.casefold() not in DATABASES:
            raise self._of_another(next(iter(jobs)))
        facts = jobs.get(call.endpoint)
        if facts is None:
            return Memory()  # the file was moved here, or is older: it is taken as it is
        was = JobCall(call.endpoint, facts["options"], None)
        if {**was.options} != {**call.options}:
            raise self._of_another(str(was))
        if facts["explode"] != explode:
            raise ConfigurationError(f"{self.target.name} was made {'with' if not explode else 'without'} explode")
        return Memory(frozenset(facts["without_rows"]), frozenset(facts["not_found"]))

    def remember(self, call: JobCall, memory: Memory, *, explode: bool) -> None:
        """Write down of which job a file is, and what its rows do not tell."""
        facts = {
            "options": {**call.options},
            "explode": explode,
            "without_rows": sorted(memory.without_rows),
            "not_found": sorted(memory.not_found),
        }
        others = self._jobs() if self.target.suffix.casefold() in DATABASES else {}
        with self.replacing(self._memory) as file:
            file.write(f"{to_json({'retroach': VERSION, 'jobs': {**others, call.endpoint: facts}})}\n".encode())

    def _jobs(self) -> dict[str, Any]:
        """The facts of each job; none where what is remembered is missing or damaged."""
        try:
            memory = json.loads(self._memory.read_bytes())
            jobs = memory["jobs"] if memory["retroach"] == VERSION else {}
            return {
                name: {
                    "options": {**facts["options"]},
                    "explode": facts["explode"] is True,
                    "without_rows": [*map(str, facts["without_rows"])],
                    "not_found": [*map(str, facts["not_found"])],
                }
                for name, facts in jobs.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}

    def _of_another(self, job: str) -> ConfigurationError:
        return ConfigurationError(f"{self.target.name} is of another job, {job}: take another file, or restart")


DATABASES = (".sqlite", ".db")
"""The endings of a file that may hold tables of several jobs."""

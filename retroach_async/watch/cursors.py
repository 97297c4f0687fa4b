"""Stores for cursors: what makes a feed go on after a restart."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol, cast, runtime_checkable

from retroach_async.errors import ConfigurationError
from retroach_async.locks import FileLock
from retroach_async.threads import in_thread

LOCKED = ("the cursors", "another watch uses these cursors: is a second copy running?")
"""The words of a lock about cursors."""
_MOST_IN_A_FILE = 50
"""Users of a watch with a file, which is written anew for each event: with more of them that takes too long."""


class CursorStore(Protocol):
    """A place where the cursors of a watch survive. A program may have one of its own.

    `watch` is the name of the feed, such as `unlocks`. A text is versioned JSON, and opaque to the store.
    """

    async def load(self, watch: str) -> Mapping[str, str]:
        """The cursors of a watch: the text by its subject."""
        ...

    async def save(self, watch: str, changes: Mapping[str, str | None]) -> None:
        """Keep changed cursors, all of them or none; None deletes one."""
        ...


def checked_store(cursors: object) -> CursorStore | None:
    """The store of cursors, or None. Raises `ConfigurationError` for anything else, such as a path."""
    is_store = all(callable(getattr(cursors, name, None)) for name in ("load", "save"))
    if cursors is None or (is_store and not isinstance(cursors, type)):
        return cast("CursorStore | None", cursors)
    file = Path(cursors).name if isinstance(cursors, (str, os.PathLike)) else "cursors.json"
    raise ConfigurationError(f"cursors must be a store, such as FileCursors({file!r})")


@runtime_checkable
class LockedStore(Protocol):
    """A store that keeps a second watch of the same name away."""

    async def lock(self, watch: str) -> None:
        """Take the cursors of a watch. Raises `ConfigurationError` when another watch has them."""
        ...

    async def unlock(self, watch: str, *, has_failed: bool) -> None:
        """Give them back; `has_failed` tells if the last event was not acknowledged because of an exception."""
        ...


class Names:
    """The names of the watches that use one store now."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def take(self, watch: str) -> None:
        """Note that a watch uses the store. Raises `ConfigurationError` when one of its name does."""
        if watch in self._taken:
            raise ConfigurationError(f"another watch of {watch} uses these cursors")
        self._taken.add(watch)

    def give_back(self, watch: str) -> None:
        """Note that it does no more."""
        self._taken.discard(watch)

    def __len__(self) -> int:
        return len(self._taken)


class MemoryCursors:
    """Cursors that last as long as the object: for tests, and for a bot that may begin anew."""

    def __init__(self) -> None:
        self._texts: dict[str, dict[str, str]] = {}
        self._names = Names()

    async def load(self, watch: str) -> Mapping[str, str]:
        """The cursors of a watch."""
        return dict(self._texts.get(watch, {}))

    async def save(self, watch: str, changes: Mapping[str, str | None]) -> None:
        """Keep changed cursors."""
        self._texts[watch] = merged(self._texts.get(watch, {}), changes)

    async def lock(self, watch: str) -> None:
        """Take the cursors of a watch. Raises `ConfigurationError` when another watch of its name has them."""
        self._names.take(watch)

    async def unlock(self, watch: str, *, has_failed: bool) -> None:  # noqa: ARG002  nothing is undone here
        """Give them back."""
        self._names.give_back(watch)

    def __repr__(self) -> str:
        return f"<MemoryCursors, {sum(map(len, self._texts.values()))} cursors>"


class FileCursors:
    """Cursors in a JSON file, which is replaced as a whole, so that it is never half written.

    The file need not exist. It is written for every event, so a watch with it has at most 50 users; `SqliteCursors`
    take any number. Cursors of users who are not watched any more stay as long as there is room. Several watches may
    share one object; another object or process with the same file is refused. Beside the file lies an empty one with
    the ending `.lock`.
    """

    most = _MOST_IN_A_FILE
    """The most subjects of a watch."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = Path(path)
        self._file_lock = FileLock(f"{self._path}.lock", *LOCKED)
        self._names = Names()
        self._one_at_a_time = threading.Lock()

    async def load(self, watch: str) -> Mapping[str, str]:
        """The cursors of a watch. Raises `ConfigurationError` for a file of something else."""
        return (await in_thread(self._read)).get(watch, {})

    async def save(self, watch: str, changes: Mapping[str, str | None]) -> None:
        """Keep changed cursors. Raises `ConfigurationError` for a file of something else."""
        await in_thread(self._write, watch, changes)

    async def lock(self, watch: str) -> None:
        """Take the cursors of a watch. Raises `ConfigurationError` when another watch or process has the file."""
        self._names.take(watch)
        try:
            await in_thread(self._hold)
        except BaseException:  # a cancellation as well
            await self.unlock(watch, has_failed=False)
            raise

    async def unlock(self, watch: str, *, has_failed: bool) -> None:  # noqa: ARG002  nothing is undone here
        """Give them back."""
        self._names.give_back(watch)
        await in_thread(self._let_go)

    def _hold(self) -> None:
        with self._one_at_a_time:
            if not self._file_lock.is_held:
                self._file_lock.acquire()

    def _let_go(self) -> None:
        with self._one_at_a_time:
            if not len(self._names):  # another watch of the object may have begun meanwhile
                self._file_lock.release()

    def _read(self) -> dict[str, dict[str, str]]:
        try:
            content = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as problem:
            raise ConfigurationError(f"{self._path.name} cannot be read: {problem.strerror}") from None
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict) or content.get("v") != 1 or not _are_watches(content.get("watches")):
            raise ConfigurationError(f"{self._path.name} is no file of cursors, or a damaged one")
        watches: dict[str, dict[str, str]] = content["watches"]
        return watches

    def _write(self, watch: str, changes: Mapping[str, str | None]) -> None:
        with self._one_at_a_time:
            self._replace(watch, changes)

    def _replace(self, watch: str, changes: Mapping[str, str | None]) -> None:
        watches = self._read()
        watches[watch] = merged(watches.get(watch, {}), changes)
        beside = self._path.with_name(f".{self._path.name}.new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump({"v": 1, "watches": watches}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path)

    def __repr__(self) -> str:
        return f"<FileCursors in {self._path}>"


def _are_watches(content: object) -> bool:
    """Tell if something has the texts of each watch."""
    return isinstance(content, dict) and all(
        isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values()) for texts in content.values()
    )


def merged(texts: Mapping[str, str], changes: Mapping[str, str | None]) -> dict[str, str]:
    """Texts with changes, of which None deletes; those that did not change for the longest time are the first."""
    others = {subject: text for subject, text in texts.items() if subject not in changes}
    return others | {subject: text for subject, text in changes.items() if text is not None}

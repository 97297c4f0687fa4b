"""The latest request for each entry of a cache."""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping
from types import TracebackType
from typing import Self


class Asking:
    """A request for some entries, in flight from its making until `end`, or within its `with` block.

    Requests for one entry may overlap: of one id and of many, of many and of others. The one that was made last is the
    latest for the entry, and alone may write it. Requests that share `latest` know of each other.
    """

    def __init__(self, latest: MutableMapping[str, Asking], names: Iterable[str]) -> None:
        self._latest = latest
        self._names = list(names)
        for name in self._names:
            latest[name] = self

    def is_latest_for(self, name: str) -> bool:
        """True while no newer request for the entry has been made."""
        return self._latest.get(name) is self

    def end(self) -> None:
        """Be in flight no longer."""
        for name in filter(self.is_latest_for, self._names):
            del self._latest[name]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

"""The state of a job in numbers."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen


@frozen(kw_only=True)
class JobReport:
    """The state of a job: at its end, or so far."""

    path: Path
    """The file of the job."""
    total: int
    """The number of different keys of this run."""
    kept: int
    """The keys that earlier runs had answered already."""
    ok: int
    """The keys that have a value, those of earlier runs among them."""
    not_found: int
    """The keys of which there is no such thing, which is an answer as well; those of earlier runs among them."""
    failed: int
    """The keys that failed in this run; the next run tries them again."""
    requests: int
    """The fewest requests that the keys without an answer took or take, when this run began."""

    @property
    def done(self) -> int:
        """The number of keys that have an answer."""
        return self.ok + self.not_found

    @property
    def asked(self) -> int:
        """The number of keys that were asked for in this run."""
        return self.done - self.kept + self.failed

    @property
    def left(self) -> int:
        """The number of keys that have not been asked for yet."""
        return self.total - self.done - self.failed

    @property
    def is_whole(self) -> bool:
        """True when every key has an answer."""
        return self.done == self.total

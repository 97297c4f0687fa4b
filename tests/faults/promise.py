"""A promise for one kind of fault, and the words that many promises share."""

from __future__ import annotations

from attrs import field, frozen

from tests.faults.rows import FAULTS

CONFORMANCE = "test_conformance.test_fault_comes_to_what_was_promised"
"""The suite that every transport has to pass."""


def _paths(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


@frozen
class Promise:
    """One kind of fault."""

    row: int
    fault: str
    promise: str
    tests: tuple[str, ...] = field(default=(), converter=_paths)
    """The tests beside the conformance suite: file and function."""
    reason: str = ""
    """The reason why there is no test."""

    @property
    def in_conformance(self) -> bool:
        """True if the conformance suite has the fault."""
        return any(fault.row == self.row for fault in FAULTS)


RETRIED = "tried again; then `ConnectionFailed`"
UNDECODABLE = "asked for once more; then `DecodeError`"
CANCELLED = "test_cancellation.test_cancellation_comes_out_at_once_and_unchanged"

"""The differences between an answer and its model."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Drift(Enum):
    """The kinds of differences between the server and the models."""

    UNKNOWN_KEY = "unknown key"
    """The answer has a key that no field reads."""
    MISSING_KEY = "missing key"
    """A field's key is not in the answer; the field is None or empty."""
    REQUIRED_KEY = "missing required key"
    """A field's key is not in the answer, and the library refuses an answer without it."""
    OTHER_TYPE = "other type"
    """A value does not fit the type of its field."""
    NEW_VALUE = "new value"
    """An enumeration has a value that the library does not know."""
    FAILED_CALL = "failed call"
    """The call failed, although it should have a result."""


@frozen(kw_only=True)
class Finding:
    """One difference between the server and the models; it may occur several times in one answer."""

    drift: Drift
    path: str = ""
    """The place, with the server's names: `Results[].Title`, `Achievements.*.ID`; empty for the answer itself.

    A missing key that may have one of two names has both names: `Achievements.*.Type|type`.
    """
    expected: str = ""
    """The type in the model; empty for a key that the model does not know."""
    found: str = ""
    """The beginning of the server's value; for a failed call the error."""
    times: int = 1
    """The number of places that have this difference."""
    of: int = 1
    """The number of places that were compared."""


@frozen(kw_only=True)
class Compared:
    """The result of one call."""

    name: str
    """The name of the endpoint."""
    findings: tuple[Finding, ...] = ()
    """Every difference, in the order of the answer."""
    unseen: tuple[str, ...] = ()
    """Paths without anything to compare: empty lists, and keys that the server sends only sometimes."""
    skipped: str = ""
    """The reason why nothing was compared; empty for a comparison."""

"""What can be found when an answer is compared with its model."""

from __future__ import annotations

from enum import Enum

from attrs import frozen


class Drift(Enum):
    """In which way the server and the models differ."""

    UNKNOWN_KEY = "unknown key"
    """The answer has a key that no field reads."""
    MISSING_KEY = "missing key"
    """A field's key is not in the answer."""
    OTHER_TYPE = "other type"
    """A value is not what its field can hold."""
    NEW_VALUE = "new value"
    """An enumeration has a value that the library does not know."""
    FAILED_CALL = "failed call"
    """There is no result, although the call is one that should have one."""


@frozen(kw_only=True)
class Finding:
    """One difference between the server and the models, however often it was met in an answer."""

    drift: Drift
    path: str = ""
    """Where, with the wire's names: `Results[].Title`, `Achievements.*.ID`; empty for the answer itself.

    A key that may have one of two names has both, if none of them is there: `Achievements.*.Type|type`.
    """
    expected: str = ""
    """What the model says; empty for a key that it does not know."""
    found: str = ""
    """What came, cut short; for a failed call the error."""
    times: int = 1
    """How often it was met."""
    of: int = 1
    """In how many places it could have been met."""


@frozen(kw_only=True)
class Compared:
    """What came of one call."""

    name: str
    """The endpoint's."""
    findings: tuple[Finding, ...] = ()
    """Every difference, in the order of the answer."""
    unseen: tuple[str, ...] = ()
    """Paths at which this answer had nothing to compare: empty lists, and keys that may be missing and were."""
    skipped: str = ""
    """Why nothing could be compared; empty when something was."""

"""The site's enumerations. A value that we do not know yet is kept, not refused."""

from __future__ import annotations

import logging
from enum import Enum, IntEnum
from typing import Any, TypeVar

_log = logging.getLogger("retroach_async")

E = TypeVar("E", bound="_Open")


class _Open(Enum):
    """An enumeration to which the server may add: unknown values become members named ``UNKNOWN``."""

    @property
    def is_known(self) -> bool:
        """Whether this release of the library knows the value."""
        return self.value in {member.value for member in type(self)}


def _unknown(kind: type[Any], member: Any, value: object) -> Any:
    _log.debug("%s has a value unknown to this release: %r", kind.__name__, value)
    member._name_ = "UNKNOWN"
    member._value_ = value
    return member


class OpenIntEnum(_Open, IntEnum):
    """An open enumeration of numbers."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return _unknown(cls, int.__new__(cls, value), value)


class OpenStrEnum(str, _Open):
    """An open enumeration of words."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        return _unknown(cls, str.__new__(cls, value), value) if isinstance(value, str) else None

    def __str__(self) -> str:
        return str(self.value)


class AchievementFlags(OpenIntEnum):
    """Which achievements of a game are meant."""

    OFFICIAL = 3
    """Promoted achievements, also called core: the ones that count."""
    UNOFFICIAL = 5
    """Unpromoted achievements: in development, or demoted."""


class AchievementType(OpenStrEnum):
    """What an achievement means for finishing its game."""

    PROGRESSION = "progression"
    WIN_CONDITION = "win_condition"
    MISSABLE = "missable"


class AwardKind(OpenStrEnum):
    """What a player reached in a game, lowest first."""

    BEATEN_SOFTCORE = "beaten-softcore"
    BEATEN_HARDCORE = "beaten-hardcore"
    COMPLETED = "completed"
    """Every achievement, some of them in casual mode."""
    MASTERED = "mastered"
    """Every achievement in hardcore."""


class ClaimType(OpenIntEnum):
    """Whose claim it is."""

    PRIMARY = 0
    COLLABORATION = 1


class ClaimSetType(OpenIntEnum):
    """What a claim is for."""

    NEW_SET = 0
    REVISION = 1


class RankAndScoreKind(OpenIntEnum):
    """Which ten players of a game are asked for."""

    HIGH_SCORES = 0
    LATEST_MASTERS = 1


class Permissions(OpenIntEnum):
    """What an account may do on the site."""

    SPAM = -2
    BANNED = -1
    UNREGISTERED = 0
    REGISTERED = 1
    JUNIOR_DEVELOPER = 2
    DEVELOPER = 3
    MODERATOR = 4
    ADMIN = 5
    ROOT = 6


class ReleaseGranularity(OpenStrEnum):
    """How much of a release date is meant."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

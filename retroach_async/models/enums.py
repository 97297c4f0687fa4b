"""The site's enumerations. A value that we do not know yet is kept, not refused."""

from __future__ import annotations

import logging
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Any, TypeVar

_log = logging.getLogger("retroach_async")

E = TypeVar("E", bound="_Open")


class _Open(Enum):
    """An enumeration to which the server may add: unknown values become members named `UNKNOWN`."""

    @property
    def is_known(self) -> bool:
        """Whether this release of the library knows the value."""
        return self.value in {member.value for member in type(self)}


@lru_cache(256)  # so that a value is told once, however many rows have it
def _unknown(kind: type[Any], base: type[Any], value: object) -> Any:
    _log.debug("%s has a value unknown to this release: %r", kind.__name__, value)
    member: Any = base.__new__(kind, value)
    member._name_ = "UNKNOWN"
    member._value_ = value
    return member


class OpenIntEnum(_Open, IntEnum):
    """An open enumeration of numbers."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return _unknown(cls, int, value)


class OpenStrEnum(str, _Open):
    """An open enumeration of words."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        return _unknown(cls, str, value) if isinstance(value, str) else None

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

    BEATEN_CASUAL = "beaten-softcore"
    BEATEN_HARDCORE = "beaten-hardcore"
    COMPLETED = "completed"
    """Every achievement, some of them in casual mode."""
    MASTERED = "mastered"
    """Every achievement in hardcore."""


class AwardType(OpenStrEnum):
    """What a badge on a user's page was given for."""

    MASTERY = "Mastery/Completion"
    """Every achievement of a game; whether in hardcore stands beside it."""
    GAME_BEATEN = "Game Beaten"
    """The end of a game; whether in hardcore stands beside it."""
    UNLOCKS_YIELD = "Achievement Unlocks Yield"
    """Unlocks by others of the achievements that a developer made."""
    POINTS_YIELD = "Achievement Points Yield"
    """Points of others from the achievements that a developer made."""
    PATREON_SUPPORTER = "Patreon Supporter"
    CERTIFIED_LEGEND = "Certified Legend"
    EVENT = "Event"
    SITE_EVENT = "Site Event"
    PLAYTEST = "Playtest"
    MEDIA_CONTRIBUTION = "Media Contribution"


class ClaimType(OpenIntEnum):
    """Whose claim it is."""

    PRIMARY = 0
    COLLABORATION = 1


class ClaimSetType(OpenIntEnum):
    """What a claim is for."""

    NEW_SET = 0
    REVISION = 1


class ClaimStatus(OpenIntEnum):
    """What became of a claim."""

    ACTIVE = 0
    COMPLETE = 1
    DROPPED = 2
    IN_REVIEW = 3


class ClaimSpecial(OpenIntEnum):
    """Why a claim does not count like others."""

    NONE = 0
    OWN_REVISION = 1
    """A revision of a set that the claimant made."""
    FREE_ROLLOUT = 2
    SCHEDULED_RELEASE = 3


class ClaimKind(OpenIntEnum):
    """Which claims are asked for."""

    COMPLETED = 1
    """Primary claims only."""
    DROPPED = 2
    EXPIRED = 3
    """Still open, although their time is over."""


class CommentKind(OpenIntEnum):
    """On what a comment was written."""

    GAME = 1
    ACHIEVEMENT = 2
    USER = 3
    """The wall of a user."""


class LeaderboardFormat(OpenStrEnum):
    """What a leaderboard's scores count; each entry also has its score as formatted text."""

    SCORE = "SCORE"
    """Points, shown with six digits."""
    VALUE = "VALUE"
    UNSIGNED = "UNSIGNED"
    TENS = "TENS"
    """Shown ten times as large."""
    HUNDREDS = "HUNDREDS"
    """Shown a hundred times as large."""
    THOUSANDS = "THOUSANDS"
    """Shown a thousand times as large."""
    FIXED1 = "FIXED1"
    """Tenths."""
    FIXED2 = "FIXED2"
    """Hundredths."""
    FIXED3 = "FIXED3"
    """Thousandths."""
    FRAMES = "TIME"
    """Time in frames, sixty a second."""
    CENTISECONDS = "MILLISECS"
    """Time in hundredths of a second, whatever the wire calls it."""
    SECONDS = "TIMESECS"
    """Time in seconds."""
    MINUTES = "MINUTES"
    """Time in minutes."""
    SECONDS_AS_MINUTES = "SECS_AS_MINS"
    """Time in seconds, shown as hours and minutes."""


class LeaderboardState(OpenStrEnum):
    """Whether a leaderboard takes entries."""

    ACTIVE = "active"
    DISABLED = "disabled"
    UNPROMOTED = "unpromoted"


class SetRequestKind(OpenIntEnum):
    """Which of a user's requests are asked for."""

    ACTIVE = 0
    """Games that have no promoted achievements yet."""
    ALL = 1


class TicketState(OpenIntEnum):
    """What became of a ticket."""

    CLOSED = 0
    OPEN = 1
    RESOLVED = 2
    REQUEST = 3
    """Open, waiting for an answer of the reporter."""
    QUARANTINED = 4
    """Shown as pending review."""


class TicketType(OpenIntEnum):
    """What a ticket says is wrong with an achievement."""

    TRIGGERED_AT_WRONG_TIME = 1
    DID_NOT_TRIGGER = 2


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

"""The site's enumerations. A value that this release does not know is kept, not refused."""

from __future__ import annotations

import logging
from enum import Enum, IntEnum
from functools import lru_cache
from typing import Any, TypeVar

_log = logging.getLogger("retroach_async")

E = TypeVar("E", bound="_Open")


class _Open(Enum):
    """An enumeration that may grow on the server: an unknown value becomes a member named `UNKNOWN`."""

    @property
    def is_known(self) -> bool:
        """True when this release of the library knows the value."""
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
    """The two kinds of achievements of a game."""

    OFFICIAL = 3
    """Promoted achievements, also called core: the achievements that count."""
    UNOFFICIAL = 5
    """Unpromoted achievements: in development, or demoted."""


class AchievementType(OpenStrEnum):
    """The part of an achievement in finishing its game."""

    PROGRESSION = "progression"
    """A step that is needed to beat the game."""
    WIN_CONDITION = "win_condition"
    """An end of the game; one win condition is needed to beat the game."""
    MISSABLE = "missable"
    """An achievement that a player can miss for good."""


class AwardKind(OpenStrEnum):
    """The awards for one game, lowest first."""

    BEATEN_CASUAL = "beaten-softcore"
    """Beaten, with some of the needed achievements in casual mode."""
    BEATEN_HARDCORE = "beaten-hardcore"
    """Beaten in hardcore."""
    COMPLETED = "completed"
    """Every achievement, some of them in casual mode."""
    MASTERED = "mastered"
    """Every achievement in hardcore."""


class AwardType(OpenStrEnum):
    """The kinds of awards on a user's page."""

    MASTERY = "Mastery/Completion"
    """Every achievement of a game; another field tells the mode."""
    GAME_BEATEN = "Game Beaten"
    """A beaten game; another field tells the mode."""
    UNLOCKS_YIELD = "Achievement Unlocks Yield"
    """Unlocks by other players of the developer's achievements."""
    POINTS_YIELD = "Achievement Points Yield"
    """Points of other players from the developer's achievements."""
    PATREON_SUPPORTER = "Patreon Supporter"
    CERTIFIED_LEGEND = "Certified Legend"
    EVENT = "Event"
    SITE_EVENT = "Site Event"
    PLAYTEST = "Playtest"
    MEDIA_CONTRIBUTION = "Media Contribution"


class ClaimType(OpenIntEnum):
    """The role of the claimant: the main developer, or a helper."""

    PRIMARY = 0
    COLLABORATION = 1


class ClaimSetType(OpenIntEnum):
    """The purpose of a claim."""

    NEW_SET = 0
    REVISION = 1


class ClaimStatus(OpenIntEnum):
    """The state of a claim."""

    ACTIVE = 0
    COMPLETE = 1
    DROPPED = 2
    IN_REVIEW = 3


class ClaimSpecial(OpenIntEnum):
    """The special kind of a claim, which does not count like other claims."""

    NONE = 0
    OWN_REVISION = 1
    """A revision of the claimant's own set."""
    FREE_ROLLOUT = 2
    SCHEDULED_RELEASE = 3


class ClaimKind(OpenIntEnum):
    """The kinds of claims that a call can list."""

    COMPLETED = 1
    """Primary claims only."""
    DROPPED = 2
    EXPIRED = 3
    """Open claims whose time is over."""


class CommentKind(OpenIntEnum):
    """The subject of a comment."""

    GAME = 1
    ACHIEVEMENT = 2
    USER = 3
    """The wall of a user."""


class LeaderboardFormat(OpenStrEnum):
    """The unit of a leaderboard's scores; each entry also has its score as formatted text."""

    SCORE = "SCORE"
    """Points, shown with six digits."""
    VALUE = "VALUE"
    UNSIGNED = "UNSIGNED"
    TENS = "TENS"
    """A number, shown ten times as large."""
    HUNDREDS = "HUNDREDS"
    """A number, shown a hundred times as large."""
    THOUSANDS = "THOUSANDS"
    """A number, shown a thousand times as large."""
    FIXED1 = "FIXED1"
    """A number of tenths."""
    FIXED2 = "FIXED2"
    """A number of hundredths."""
    FIXED3 = "FIXED3"
    """A number of thousandths."""
    FRAMES = "TIME"
    """Time in frames, 60 in a second."""
    CENTISECONDS = "MILLISECS"
    """Time in hundredths of a second, although the server calls it milliseconds."""
    SECONDS = "TIMESECS"
    """Time in seconds."""
    MINUTES = "MINUTES"
    """Time in minutes."""
    SECONDS_AS_MINUTES = "SECS_AS_MINS"
    """Time in seconds, shown as hours and minutes."""


class LeaderboardState(OpenStrEnum):
    """The state of a leaderboard."""

    ACTIVE = "active"
    DISABLED = "disabled"
    UNPROMOTED = "unpromoted"


class SetRequestKind(OpenIntEnum):
    """The kinds of set requests that a call can list."""

    ACTIVE = 0
    """Games that have no promoted achievements yet."""
    ALL = 1


class TicketState(OpenIntEnum):
    """The state of a ticket."""

    CLOSED = 0
    OPEN = 1
    RESOLVED = 2
    REQUEST = 3
    """Open, and waiting for an answer of the reporter."""
    QUARANTINED = 4
    """The site shows it as pending review."""


class TicketType(OpenIntEnum):
    """The problem that a ticket reports."""

    TRIGGERED_AT_WRONG_TIME = 1
    DID_NOT_TRIGGER = 2


class RankAndScoreKind(OpenIntEnum):
    """The two lists of ten players of a game."""

    HIGH_SCORES = 0
    LATEST_MASTERS = 1


class Permissions(OpenIntEnum):
    """The role of an account on the site."""

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
    """The known part of a release date."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

"""The site's enumerations. A value that this release does not know is kept, not refused."""

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
    """Beaten, with every needed achievement in hardcore."""
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
    """Support of the site on Patreon."""
    CERTIFIED_LEGEND = "Certified Legend"
    """An honour that the site gives."""
    EVENT = "Event"
    """A tier of an event."""
    SITE_EVENT = "Site Event"
    """A tier of an event; the server has two words for such an award."""
    PLAYTEST = "Playtest"
    """Tests of achievement sets by playing."""
    MEDIA_CONTRIBUTION = "Media Contribution"
    """Media that the user contributed to the site."""


class ClaimType(OpenIntEnum):
    """The role of the claimant: the main developer, or a helper."""

    PRIMARY = 0
    """The claim of the main developer of the set."""
    COLLABORATION = 1
    """The claim of a developer who helps with the set."""


class ClaimSetType(OpenIntEnum):
    """The purpose of a claim."""

    NEW_SET = 0
    """Work on a set that does not exist yet."""
    REVISION = 1
    """Work on a set that exists already."""


class ClaimStatus(OpenIntEnum):
    """The state of a claim."""

    ACTIVE = 0
    """The claim is open, perhaps although its time is over."""
    COMPLETE = 1
    """The work is done."""
    DROPPED = 2
    """The work was given up."""
    IN_REVIEW = 3
    """The claim is open, and the work is under review."""


class ClaimSpecial(OpenIntEnum):
    """The special kind of a claim, which does not count like other claims."""

    NONE = 0
    """A usual claim."""
    OWN_REVISION = 1
    """A revision of the claimant's own set."""
    FREE_ROLLOUT = 2
    """Work for a rollout, in which several sets come out together with a new system."""
    SCHEDULED_RELEASE = 3
    """Work that is to come out on a planned day."""


class ClaimKind(OpenIntEnum):
    """The kinds of claims that a call can list."""

    COMPLETED = 1
    """Claims whose work is done; primary claims only."""
    DROPPED = 2
    """Claims whose work was given up."""
    EXPIRED = 3
    """Open claims whose time is over."""


class CommentKind(OpenIntEnum):
    """The subject of a comment."""

    GAME = 1
    """The page of a game."""
    ACHIEVEMENT = 2
    """The page of an achievement."""
    USER = 3
    """The wall of a user."""


class LeaderboardFormat(OpenStrEnum):
    """The unit of a leaderboard's scores; each entry also has its score as formatted text."""

    SCORE = "SCORE"
    """Points, shown with six digits."""
    VALUE = "VALUE"
    """A plain number."""
    UNSIGNED = "UNSIGNED"
    """A plain number that is meant without a sign."""
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
    """Players can enter scores."""
    DISABLED = "disabled"
    """Emulators do not start the leaderboard, but the site lists it."""
    UNPROMOTED = "unpromoted"
    """Emulators do not start the leaderboard, and the site's usual lists leave it out."""


class SetRequestKind(OpenIntEnum):
    """The kinds of set requests that a call can list."""

    ACTIVE = 0
    """Games that have no promoted achievements yet."""
    ALL = 1
    """All requested games, also those with promoted achievements."""


class TicketState(OpenIntEnum):
    """The state of a ticket."""

    CLOSED = 0
    """Ended without being resolved."""
    OPEN = 1
    """Neither resolved nor closed yet."""
    RESOLVED = 2
    """Ended, with the problem solved."""
    REQUEST = 3
    """Open, and waiting for an answer of the reporter."""
    QUARANTINED = 4
    """The site shows it as pending review."""


class TicketType(OpenIntEnum):
    """The problem that a ticket reports."""

    TRIGGERED_AT_WRONG_TIME = 1
    """The achievement unlocked when it should not."""
    DID_NOT_TRIGGER = 2
    """The achievement did not unlock when it should."""


class RankAndScoreKind(OpenIntEnum):
    """The two lists of ten players of a game."""

    HIGH_SCORES = 0
    """The players with the most hardcore points, masters included."""
    LATEST_MASTERS = 1
    """The players who mastered the game last, the newest mastery first."""


class Permissions(OpenIntEnum):
    """The role of an account on the site."""

    SPAM = -2
    """An account that the site treats as a sender of spam."""
    BANNED = -1
    """An account that is shut out of the site."""
    UNREGISTERED = 0
    """An account whose registration is not confirmed."""
    REGISTERED = 1
    """A usual account."""
    JUNIOR_DEVELOPER = 2
    """A developer in training."""
    DEVELOPER = 3
    """A developer of achievement sets."""
    MODERATOR = 4
    """A moderator of the site."""
    ADMIN = 5
    """An administrator of the site."""
    ROOT = 6
    """The role above all others."""


class ReleaseGranularity(OpenStrEnum):
    """The known part of a release date."""

    DAY = "day"
    """The whole date is known."""
    MONTH = "month"
    """The year and the month are known."""
    YEAR = "year"
    """Only the year is known."""

"""The events that feeds tell."""

from __future__ import annotations

from attrs import frozen

from retroach_async.models import AchievementOfTheWeek, EarnedAchievement, WeeklyAchievement, v2
from retroach_async.models._model import Model


@frozen(kw_only=True)
class NewUnlock(Model):
    """An unlock of a watched user."""

    user: str
    """Display name of the user."""
    user_ulid: str
    """ULID of the user, which stays when the name changes."""
    unlock: EarnedAchievement
    """The unlock itself: the achievement, its game, the moment and the mode."""
    is_late: bool = False
    """True when the unlock is older than one that was told already, as after hours of play without a connection."""
    is_upgrade: bool = False
    """True for an unlock in hardcore of what the user had unlocked in casual mode."""
    is_again: bool = False
    """True when the user had unlocked it in the same mode before, at another moment: the progress was reset."""
    key: str
    """A text that is the same whenever this event is told, and different for every other one."""


@frozen(kw_only=True)
class NewAward(Model):
    """An award of a user."""

    user: str | None
    """Display name of the user; None when the server does not say."""
    user_ulid: str | None
    """ULID of the user; None when the server does not say."""
    award: v2.UserAward
    """The award itself. Its date is that of the last unlock, which may be long ago."""
    key: str
    """A text that is the same whenever this event is told, and different for every other one."""


@frozen(kw_only=True)
class NewWeek(Model):
    """A new achievement of the week."""

    achievement: WeeklyAchievement
    """The achievement."""
    week: AchievementOfTheWeek
    """Its game, its beginning and its unlocks so far."""
    previous: int
    """Id of the achievement of the week before."""
    key: str
    """A text that is the same whenever this event is told, and different for every other one."""


@frozen(kw_only=True)
class NewSet(Model):
    """A new version of an achievement set; version 1 is a new set."""

    version: v2.AchievementSetVersion
    """The version, with `version.achievement_set.games`."""
    key: str
    """A text that is the same whenever this event is told, and different for every other one."""


@frozen(kw_only=True)
class NewClaim(Model):
    """A claim that a developer made."""

    claim: v2.AchievementSetClaim
    """The claim, with `claim.user` and `claim.game`."""
    key: str
    """A text that is the same whenever this event is told, and different for every other one."""


@frozen(kw_only=True)
class NewTicket(Model):
    """A ticket that somebody opened."""

    ticket: v2.Ticket
    """The ticket, with `ticket.achievement`."""
    key: str
    """A text that is the same whenever this event is told, and different for every other one."""


@frozen(kw_only=True)
class Trouble:
    """Something that did not stop a feed, but that somebody may want to know. Its text names the user."""

    subject: str
    """Name of the user, or of the feed where it is about no user."""
    reason: str
    """The reason in words; it holds no key and no address."""
    error: Exception | None = None
    """The error; None when there is none."""

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}"

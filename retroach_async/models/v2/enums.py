"""Enumerations of V2, whose values are words where V1 has numbers. A value that this release does not know is kept."""

from retroach_async.models.enums import OpenStrEnum


class AchievementState(OpenStrEnum):
    """The state of an achievement."""

    PROMOTED = "promoted"
    """The achievement counts. V1 calls it official, or core."""
    UNPROMOTED = "unpromoted"
    """The achievement is in development, or demoted. V1 calls it unofficial."""


class AchievementSetType(OpenStrEnum):
    """The kind of a set in a game."""

    CORE = "core"
    """The main set of a game."""
    BONUS = "bonus"
    """Further achievements, played beside the core set."""
    CHALLENGE = "challenge"
    """Harder achievements, played beside the core set."""
    SPECIALTY = "specialty"
    """Achievements for another way to play, loaded with a file of its own."""
    EXCLUSIVE = "exclusive"
    """Achievements that cannot be played beside the core set."""
    WILL_BE_BONUS = "will_be_bonus"
    """A set that is to become a bonus set."""
    WILL_BE_SPECIALTY = "will_be_specialty"
    """A set that is to become a specialty set."""
    WILL_BE_CHALLENGE = "will_be_challenge"
    """A set that is to become a challenge set."""


class EventState(OpenStrEnum):
    """The state of an event."""

    ACTIVE = "active"
    """The event goes on now."""
    CONCLUDED = "concluded"
    """The event is over."""
    EVERGREEN = "evergreen"
    """The event has no end."""


class UserAwardKind(OpenStrEnum):
    """The kinds of awards of a user."""

    MASTERED = "mastered"
    """Every achievement of a game in hardcore."""
    COMPLETED = "completed"
    """Every achievement of a game, some of them in casual mode."""
    BEATEN_HARDCORE = "beaten-hardcore"
    """A game beaten in hardcore."""
    BEATEN_CASUAL = "beaten-casual"
    """A game beaten, with some of the needed achievements in casual mode."""
    EVENT = "event"
    """A tier of an event."""
    ACHIEVEMENT_UNLOCKS_YIELD = "achievement-unlocks-yield"
    """Unlocks by other players of the developer's achievements."""
    ACHIEVEMENT_POINTS_YIELD = "achievement-points-yield"
    """Points of other players from the developer's achievements."""
    MEDIA_CONTRIBUTION = "media-contribution"
    """Media that the user contributed to the site."""
    PLAYTEST = "playtest"
    """Tests of achievement sets by playing."""
    PATREON_SUPPORTER = "patreon-supporter"
    """Support of the site on Patreon."""
    CERTIFIED_LEGEND = "certified-legend"
    """An honour that the site gives."""


class AwardMode(OpenStrEnum):
    """The mode in which a user earned the award for a game."""

    HARDCORE = "hardcore"
    """Every needed unlock in hardcore."""
    CASUAL = "casual"
    """Some of the needed unlocks in casual mode."""


class GameAwardTier(OpenStrEnum):
    """The choice among a user's awards for one game."""

    HIGHEST = "highest"
    """Only the best award for each game: mastered, then completed, then beaten."""


class BeatenKind(OpenStrEnum):
    """The awards for a beaten game, lowest first."""

    CASUAL = "beaten-casual"
    """Beaten, with some of the needed achievements in casual mode."""
    HARDCORE = "beaten-hardcore"
    """Beaten, with every needed achievement in hardcore."""


class CompletedKind(OpenStrEnum):
    """The awards for a whole set, lowest first."""

    COMPLETED = "completed"
    """Every achievement, some of them in casual mode."""
    MASTERED = "mastered"
    """Every achievement in hardcore."""


class GameListKind(OpenStrEnum):
    """The lists of games that a user keeps."""

    PLAY = "play"
    """Games that the user wants to play."""
    DEVELOP = "develop"
    """Games for which the user wants to make a set."""
    ACHIEVEMENT_SET_REQUEST = "achievement_set_request"
    """Games for which the user asks others to make a set."""


class ClaimStatus(OpenStrEnum):
    """The state of a claim."""

    ACTIVE = "active"
    """The claim is open, perhaps although its time is over."""
    COMPLETE = "complete"
    """The work is done."""
    DROPPED = "dropped"
    """The work was given up."""
    IN_REVIEW = "in-review"
    """The claim is open, and the work is under review."""


class ClaimType(OpenStrEnum):
    """The role of the claimant: the main developer, or a helper."""

    PRIMARY = "primary"
    """The claim of the main developer of the set."""
    COLLABORATION = "collaboration"
    """The claim of a developer who helps with the set."""


class ClaimSetType(OpenStrEnum):
    """The purpose of a claim."""

    NEW_SET = "new-set"
    """Work on a set that does not exist yet."""
    REVISION = "revision"
    """Work on a set that exists already."""


class ClaimSpecialType(OpenStrEnum):
    """The special kind of a claim, which does not count like other claims."""

    NONE = "none"
    """A usual claim."""
    OWN_REVISION = "own-revision"
    """A revision of the claimant's own set."""
    FREE_ROLLOUT = "free-rollout"
    """Work for a rollout, in which several sets come out together with a new system."""
    SCHEDULED_RELEASE = "scheduled-release"
    """Work that is to come out on a planned day."""


class HashCompatibility(OpenStrEnum):
    """The fitness of a file for a game's achievements."""

    COMPATIBLE = "compatible"
    """The file works with the achievements."""
    INCOMPATIBLE = "incompatible"
    """The file does not work with the achievements."""
    UNTESTED = "untested"
    """Nobody has tested yet if the file works."""
    PATCH_REQUIRED = "patch-required"
    """The file works once a patch has been applied to it."""


class TicketState(OpenStrEnum):
    """The state of a ticket."""

    OPEN = "open"
    """Neither resolved nor closed yet."""
    REQUEST = "request"
    """Open, and waiting for an answer of the reporter."""
    RESOLVED = "resolved"
    """Ended, with the problem solved."""
    CLOSED = "closed"
    """Ended without being resolved."""
    QUARANTINED = "quarantined"
    """The site shows it as pending review."""


class TicketType(OpenStrEnum):
    """The problem that a ticket reports."""

    DID_NOT_CANCEL = "did_not_cancel"
    """The leaderboard did not cancel an attempt when it should."""
    DID_NOT_START = "did_not_start"
    """The leaderboard did not start an attempt when it should."""
    DID_NOT_SUBMIT = "did_not_submit"
    """The leaderboard did not submit a score when it should."""
    DID_NOT_TRIGGER = "did_not_trigger"
    """The achievement did not unlock when it should."""
    SUBMITTED_WRONG_VALUE = "submitted_wrong_value"
    """The leaderboard submitted a wrong score."""
    TRIGGERED_AT_WRONG_TIME = "triggered_at_wrong_time"
    """The achievement unlocked when it should not."""


class TicketableType(OpenStrEnum):
    """The kind of thing that a ticket is about."""

    ACHIEVEMENT = "achievement"
    """An achievement of a game."""
    LEADERBOARD = "leaderboard"
    """A leaderboard of a game."""
    RICH_PRESENCE = "game.rich-presence"
    """The text about a player's activity in a game."""

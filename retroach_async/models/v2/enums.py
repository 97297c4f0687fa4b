"""Enumerations of V2, whose values are words where V1 has numbers. A value that this release does not know is kept."""

from __future__ import annotations

from retroach_async.models.enums import OpenStrEnum


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
    WILL_BE_SPECIALTY = "will_be_specialty"
    WILL_BE_CHALLENGE = "will_be_challenge"

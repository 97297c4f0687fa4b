"""The versions of achievement sets."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import AchievementType
from retroach_async.models.marks import NeverAlone
from retroach_async.models.resource import One, Resource
from retroach_async.models.v2.game import AchievementSet


@frozen(kw_only=True)
class SnapshotAchievement(Model):
    """An achievement as it was in one version of its set."""

    id: int
    """Id of the achievement, as in the address of its page."""
    points: int
    """Points for unlocking the achievement in that version."""
    is_promoted: bool | None = None
    """True when the achievement counted in that version."""
    type: AchievementType | None = None
    """The achievement's part in finishing the game in that version; None for most achievements."""


@frozen(kw_only=True)
class AchievementSetVersion(Resource):
    """One version of an achievement set, with the set's numbers when the version was recorded."""

    type_name: ClassVar[str] = "achievement-set-versions"
    achievement_set = One(lambda: AchievementSet)
    """The set as it is now."""

    id: int
    """Id of the version itself."""
    achievement_set_id: int
    """Id of the set, for `v2.achievement_sets.get`."""
    version: int
    """Number of the version within the set, from 1."""
    created_at: datetime | None = None
    """Recording of the version, UTC."""
    updated_at: datetime | None = None
    """Last change of the version, UTC."""
    achievement_snapshot: Annotated[tuple[SnapshotAchievement, ...] | None, NeverAlone()] = None
    """The achievements of that version; empty when none were recorded, None when the server cannot read its record."""
    players_total: int | None = None
    """Number of players with any progress."""
    players_hardcore: int | None = None
    """Number of players with hardcore progress."""
    achievements_published: int | None = None
    """Number of promoted achievements."""
    achievements_unpublished: int | None = None
    """Number of unpromoted achievements."""
    points_total: int | None = None
    """Sum of the points of all promoted achievements."""

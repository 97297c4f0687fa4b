"""Games of V2."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from attrs import frozen

from retroach_async.models._model import Model
from retroach_async.models.enums import ReleaseGranularity
from retroach_async.models.marks import Wire


@frozen(kw_only=True)
class Game(Model):
    """A game as V2 describes it."""

    id: int
    title: str
    sort_title: str
    badge_url: str
    image_box_art_url: str
    image_title_url: str
    image_ingame_url: str
    released_at: datetime | None
    """UTC; the earliest release."""
    released_at_granularity: ReleaseGranularity | None
    """How much of `released_at` is meant."""
    players_total: int
    """Players with any progress."""
    players_hardcore: int
    """Players with hardcore progress."""
    achievements_published: int
    """Promoted achievements."""
    achievements_unpublished: int
    """Unpromoted achievements."""
    points_total: int
    points_weighted: int
    """RetroPoints."""
    times_beaten: int
    """In any mode."""
    times_beaten_hardcore: int
    median_time_to_beat: Annotated[timedelta | None, Wire("medianTimeToBeatSeconds")] = None
    """In any mode."""
    median_time_to_beat_hardcore: Annotated[timedelta | None, Wire("medianTimeToBeatHardcoreSeconds")] = None
    web_url: str | None = None
    """The game's page."""
    forum_topic: str | None = None
    """The address of the game's official forum topic, if it has one."""

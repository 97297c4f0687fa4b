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
    sort_title: str | None = None
    """The title for sorting."""
    badge_url: str | None = None
    image_box_art_url: str | None = None
    image_title_url: str | None = None
    image_ingame_url: str | None = None
    released_at: datetime | None = None
    """Earliest release, UTC; None when unknown."""
    released_at_granularity: ReleaseGranularity | None = None
    """Known part of `released_at`: the day, the month or only the year."""
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
    points_weighted: int | None = None
    """RetroPoints: the points weighted by rarity."""
    times_beaten: int | None = None
    """Number of times that players beat the game, in any mode."""
    times_beaten_hardcore: int | None = None
    """Number of times that players beat the game in hardcore."""
    median_time_to_beat: Annotated[timedelta | None, Wire("medianTimeToBeatSeconds")] = None
    """Median time of play to beat the game, in any mode."""
    median_time_to_beat_hardcore: Annotated[timedelta | None, Wire("medianTimeToBeatHardcoreSeconds")] = None
    """Median time of play to beat the game in hardcore."""
    web_url: str | None = None
    """Address of the game's page."""
    forum_topic: str | None = None
    """Address of the game's official forum topic; None without one."""

"""Games and achievement sets, which refer to each other."""

from datetime import datetime, timedelta
from typing import Annotated, ClassVar

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import ReleaseGranularity
from retroach_async.models.marks import Address, Wire
from retroach_async.models.resource import Many, One, Resource
from retroach_async.models.v2.enums import AchievementSetType
from retroach_async.models.v2.system import System


@frozen(kw_only=True)
class Game(Resource):
    """A game as V2 describes it."""

    type_name: ClassVar[str] = "games"
    system = One(lambda: System)
    """The system of the game."""
    achievement_sets = Many(lambda: AchievementSet)
    """The sets of the game, the core set first."""

    id: int
    """Id of the game, as in the address of its page."""
    title: str
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    sort_title: str | None = None
    """The title for sorting."""
    badge_url: str | None = None
    """Address of the game's icon."""
    image_box_art_url: str | None = None
    """Address of the box art."""
    image_title_url: str | None = None
    """Address of the picture of the title screen."""
    image_ingame_url: str | None = None
    """Address of a screenshot."""
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
    """Median time of play to beat the game, in any mode; None when nobody did."""
    median_time_to_beat_hardcore: Annotated[timedelta | None, Wire("medianTimeToBeatHardcoreSeconds")] = None
    """Median time of play to beat the game in hardcore; None when nobody did."""
    web_url: Annotated[str | None, Address()] = None
    """Address of the game's page."""
    forum_topic: Annotated[str | None, Address()] = None
    """Address of the game's official forum topic; None without one."""


@frozen(kw_only=True)
class AchievementSetLink(Model):
    """A game to which a set belongs, and the kind of set that it is there."""

    game_id: int
    """Id of the game, as in the address of its page."""
    type: AchievementSetType
    """Kind of the set in that game."""


@frozen(kw_only=True)
class AchievementSet(Resource):
    """A set of achievements. A game has a core set, and may have further ones."""

    type_name: ClassVar[str] = "achievement-sets"
    games = Many(lambda: Game)
    """The games to which the set belongs. A subset does not name the game that holds it."""

    id: int
    """Id of the set, for `v2.achievement_sets.get`."""
    title: str | None = None
    """Title of the set within its game; None for a core set."""
    points_total: int
    """Sum of the points of all promoted achievements."""
    points_weighted: int | None = None
    """RetroPoints: the points weighted by rarity."""
    achievements_published: int
    """Number of promoted achievements."""
    achievements_unpublished: int | None = None
    """Number of unpromoted achievements."""
    times_completed: int | None = None
    """Number of players with every achievement, in any mode."""
    times_mastered: int | None = None
    """Number of players with every achievement in hardcore."""
    median_time_to_complete: Annotated[timedelta | None, Wire("medianTimeToCompleteSeconds")] = None
    """Median time of play to every achievement, in any mode; None when nobody has them all."""
    median_time_to_master: Annotated[timedelta | None, Wire("medianTimeToMasterSeconds")] = None
    """Median time of play to every achievement in hardcore; None when nobody has them all."""
    badge_url: str | None = None
    """Address of the set's picture; empty for a set without one."""
    achievements_first_published_at: datetime | None = None
    """First publication of an achievement, UTC."""
    created_at: datetime | None = None
    """Creation of the set, UTC."""
    updated_at: datetime | None = None
    """Last change of the set, UTC."""
    types: tuple[AchievementSetLink, ...] = ()
    """The games to which the set belongs, and its kind there. Only one when the set was reached through a game."""

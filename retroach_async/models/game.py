"""Games of V1."""

from datetime import datetime, timedelta
from typing import Annotated

from attrs import field

from retroach_async.models._model import NOTHING_BY_ID, FrozenMap, Model, frozen, in_place, none_if_zero
from retroach_async.models.achievement import AchievementHeader, GameAchievement
from retroach_async.models.claim import GameClaim
from retroach_async.models.marks import Flattened, FromCall, Wire
from retroach_async.models.media import Badge, HasBadge, HasPictures, Image
from retroach_async.models.reference import GameHeader
from retroach_async.models.released import Released


@frozen(kw_only=True)
class GameDetails(GameHeader, HasPictures):
    """A game with its pictures, makers and release."""

    forum_topic_id: int | None = field(default=None, converter=none_if_zero)
    """Id of the game's official forum topic; None without one."""
    image_title: Image | None = None
    image_ingame: Image | None = None
    image_box_art: Image | None = None
    publisher: str | None = None
    """Publisher; empty or None when unknown."""
    developer: str | None = None
    """Developer; empty or None when unknown."""
    genre: str | None = None
    """Genre; empty or None when unknown."""
    released: Annotated[Released | None, Flattened()] = None
    """The earliest release; None when unknown."""


@frozen(kw_only=True, field_transformer=in_place)
class Game(GameDetails):
    """Basic facts about one game."""

    id: Annotated[int, FromCall("game_id")]
    """Id of the game, from the call."""


@frozen(kw_only=True)
class GameExtended(GameDetails):
    """A game with its achievements and claims."""

    parent_game_id: int | None = None
    """Id of the main game, for a subset; None for any other game."""
    guide_url: str | None = None
    """Address of the game's guide; None without one."""
    updated_at: Annotated[datetime | None, Wire("Updated")] = None
    """Last update of the game on the site, UTC."""
    players_total: Annotated[int | None, Wire("NumDistinctPlayers")] = None
    """Number of players with any progress in the game."""
    achievements_total: Annotated[int | None, Wire("NumAchievements")] = None
    """Number of `achievements`; of the unpromoted ones, when these were asked for."""
    rich_presence_md5: Annotated[str | None, Wire("RichPresencePatch")] = None
    """MD5 of the rich-presence script, in hexadecimal."""
    achievements: FrozenMap[GameAchievement] = NOTHING_BY_ID
    """The achievements by id; sort them by `display_order` to show them."""
    claims: tuple[GameClaim, ...] = ()
    """All claims on the game, ended ones included."""


@frozen(kw_only=True)
class GameListEntry(GameHeader):
    """One game in the list of a system."""

    achievements_published: Annotated[int | None, Wire("NumAchievements")] = None
    """Number of promoted achievements."""
    leaderboards_total: Annotated[int | None, Wire("NumLeaderboards")] = None
    """Number of leaderboards of the game."""
    points_total: Annotated[int | None, Wire("Points")] = None
    """Sum of the points of all promoted achievements."""
    modified_at: Annotated[datetime | None, Wire("DateModified")] = None
    """Last change of an achievement, UTC; None for a game without achievements."""
    forum_topic_id: int | None = field(default=None, converter=none_if_zero)
    """Id of the game's official forum topic; None without one."""
    hashes: tuple[str, ...] = ()
    """Hashes of the supported files; empty unless the call asked for them."""


@frozen(kw_only=True)
class WantedGame(GameHeader):
    """One game on a want-to-play list."""

    points_total: int | None = None
    """Sum of the points of all promoted achievements."""
    achievements_published: int | None = None
    """Number of promoted achievements."""


@frozen(kw_only=True)
class GameHash(Model):
    """A file that works with a game's achievements."""

    name: str | None = None
    """Description of the file, usually its name."""
    md5: str
    """Hash of the file: usually an MD5, but not always of the whole file."""
    labels: tuple[str, ...] = ()
    """Collections that contain the file, e.g. `nointro`."""
    patch_url: Annotated[str | None, Wire("PatchUrl")] = None
    """Address of the patch that makes this file from the original; None without a patch."""


@frozen(kw_only=True)
class AchievementCount(Model):
    """The promoted achievements of a game, by id."""

    game_id: int
    """Id of the game, from the call."""
    achievement_ids: tuple[int, ...]
    """Ids in ascending order; empty for a game without achievements, and for an unknown game."""

    @property
    def achievement_count(self) -> int:
        """Number of promoted achievements."""
        return len(self.achievement_ids)


@frozen(kw_only=True)
class AchievementTimes(AchievementHeader, HasBadge):
    """One achievement of a game's set, with the times that players need to unlock it."""

    points_weighted: Annotated[int | None, Wire("TrueRatio")] = None
    """RetroPoints: the points weighted by rarity."""
    badge_name: Badge | None = None
    unlocks_total: Annotated[int | None, Wire("NumAwarded")] = None
    """Number of players who unlocked the achievement, in any mode."""
    unlocks_hardcore: Annotated[int | None, Wire("NumAwardedHardcore")] = None
    """Number of players who unlocked the achievement in hardcore."""
    median_time_to_unlock: timedelta | None = None
    """Median time of play up to the casual unlock, from the start of the game; None without a casual unlock."""
    median_time_to_unlock_samples: Annotated[int | None, Wire("TimesUsedInUnlockMedian")] = None
    """Number of casual unlocks from which the median is taken."""
    median_time_to_unlock_hardcore: timedelta | None = None
    """Median time of play up to the hardcore unlock, from the start of the game; None without a hardcore unlock."""
    median_time_to_unlock_hardcore_samples: Annotated[int | None, Wire("TimesUsedInHardcoreUnlockMedian")] = None
    """Number of hardcore unlocks from which the median is taken."""


@frozen(kw_only=True)
class GameProgression(GameHeader):
    """The times to beat, complete and master a game: medians over its players."""

    players_total: Annotated[int | None, Wire("NumDistinctPlayers")] = None
    """Number of players with any progress in the game."""
    achievements_published: Annotated[int | None, Wire("NumAchievements")] = None
    """Number of promoted achievements."""
    median_time_to_beat: timedelta | None = None
    """Median time of play to beat the game in casual mode; None when nobody did."""
    median_time_to_beat_samples: Annotated[int | None, Wire("TimesUsedInBeatMedian")] = None
    """Number of players from whom the median is taken."""
    median_time_to_beat_hardcore: timedelta | None = None
    """Median time of play to beat the game in hardcore; None when nobody did."""
    median_time_to_beat_hardcore_samples: Annotated[int | None, Wire("TimesUsedInHardcoreBeatMedian")] = None
    """Number of players from whom the median is taken."""
    median_time_to_complete: timedelta | None = None
    """Median time of play to unlock every achievement, some of them in casual mode; None when nobody did."""
    median_time_to_complete_samples: Annotated[int | None, Wire("TimesUsedInCompletionMedian")] = None
    """Number of players from whom the median is taken."""
    median_time_to_master: timedelta | None = None
    """Median time of play to unlock every achievement in hardcore; None when nobody did."""
    median_time_to_master_samples: Annotated[int | None, Wire("TimesUsedInMasteryMedian")] = None
    """Number of players from whom the median is taken."""
    achievements: tuple[AchievementTimes, ...] = ()
    """Sorted by the hardcore median, shortest first; achievements without a median come before them."""

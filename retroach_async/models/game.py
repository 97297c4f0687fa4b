"""Games of V1."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from attrs import field, frozen

from retroach_async.models._model import FrozenMap, Model, in_place, none_if_zero
from retroach_async.models.achievement import AchievementHeader, GameAchievement
from retroach_async.models.claim import GameClaim
from retroach_async.models.marks import Flattened, FromCall, Wire
from retroach_async.models.media import Badge, Image
from retroach_async.models.reference import GameHeader
from retroach_async.models.released import Released


@frozen(kw_only=True)
class GameDetails(GameHeader):
    """A game with what is known about it beyond the achievements."""

    forum_topic_id: int | None = field(converter=none_if_zero)
    """The game's official forum topic, if it has one."""
    image_title: Image
    """The title screen, or the site's placeholder."""
    image_ingame: Image
    """A screenshot, or the site's placeholder."""
    image_box_art: Image
    """The box, or the site's placeholder."""
    publisher: str | None
    """May be empty as well as None."""
    developer: str | None
    """May be empty as well as None."""
    genre: str | None
    """May be empty as well as None."""
    released: Annotated[Released | None, Flattened()]
    """The earliest release; None when it is unknown."""


@frozen(kw_only=True, field_transformer=in_place)
class Game(GameDetails):
    """Basic facts about one game."""

    id: Annotated[int, FromCall("game_id")]
    """The game that was asked about."""


@frozen(kw_only=True)
class GameExtended(GameDetails):
    """A game with its achievements and claims."""

    parent_game_id: int | None
    """The game of which this is a subset."""
    guide_url: str | None
    updated_at: Annotated[datetime, Wire("Updated")]
    """UTC."""
    players_total: Annotated[int | None, Wire("NumDistinctPlayers")]
    """Players with any progress."""
    achievements_total: Annotated[int, Wire("NumAchievements")]
    """The number of `achievements`, so unpromoted ones count when they were asked for."""
    rich_presence_md5: Annotated[str, Wire("RichPresencePatch")]
    """The MD5 of the rich-presence script, in hexadecimal."""
    achievements: FrozenMap[GameAchievement]
    """By achievement id; sort by `display_order` to show them."""
    claims: tuple[GameClaim, ...]
    """Every claim there ever was."""


@frozen(kw_only=True)
class GameListEntry(GameHeader):
    """One game in the list of a system."""

    achievements_published: Annotated[int, Wire("NumAchievements")]
    leaderboards_total: Annotated[int, Wire("NumLeaderboards")]
    points_total: Annotated[int, Wire("Points")]
    """The sum over all promoted achievements."""
    modified_at: Annotated[datetime | None, Wire("DateModified")]
    """UTC; the newest change of an achievement, None when there is none."""
    forum_topic_id: int | None = field(converter=none_if_zero)
    """The game's official forum topic, if it has one."""
    hashes: tuple[str, ...] | None = None
    """The supported file hashes; None unless they were asked for."""


@frozen(kw_only=True)
class WantedGame(GameHeader):
    """One game on a want-to-play list."""

    points_total: int | None
    """The sum over all promoted achievements."""
    achievements_published: int | None
    """Promoted achievements."""


@frozen(kw_only=True)
class GameHash(Model):
    """A file that the site takes for a game."""

    name: str | None
    """Usually the name of the file."""
    md5: str
    """The hash, usually an MD5 but not always of the whole file."""
    labels: tuple[str, ...]
    """Where the file is known from, e.g. `nointro`."""
    patch_url: Annotated[str | None, Wire("PatchUrl")]
    """The patch that makes this file from the original, if it takes one."""


@frozen(kw_only=True)
class AchievementCount(Model):
    """Which promoted achievements a game has."""

    game_id: int
    """The game that was asked about."""
    achievement_ids: tuple[int, ...]
    """Ascending; empty for a game without achievements, and for an unknown one."""

    @property
    def achievement_count(self) -> int:
        """How many there are."""
        return len(self.achievement_ids)


@frozen(kw_only=True)
class AchievementTimes(AchievementHeader):
    """One achievement of a game's set, and how long it takes to get it."""

    points_weighted: Annotated[int, Wire("TrueRatio")]
    """RetroPoints: the points weighted by rarity."""
    badge_name: Badge
    unlocks_total: Annotated[int | None, Wire("NumAwarded")]
    """Players who unlocked it in any mode."""
    unlocks_hardcore: Annotated[int | None, Wire("NumAwardedHardcore")]
    """Players who unlocked it in hardcore."""
    median_time_to_unlock: timedelta | None
    """Half of the casual unlocks took no longer than this, from the start of the game."""
    median_time_to_unlock_samples: Annotated[int | None, Wire("TimesUsedInUnlockMedian")]
    """How many casual unlocks the median is taken from."""
    median_time_to_unlock_hardcore: timedelta | None
    """The same in hardcore."""
    median_time_to_unlock_hardcore_samples: Annotated[int | None, Wire("TimesUsedInHardcoreUnlockMedian")]
    """How many hardcore unlocks the median is taken from."""


@frozen(kw_only=True)
class GameProgression(GameHeader):
    """How long a game takes, by the median of its players' times."""

    players_total: Annotated[int | None, Wire("NumDistinctPlayers")]
    """Players with any progress."""
    achievements_published: Annotated[int | None, Wire("NumAchievements")]
    median_time_to_beat: timedelta | None
    """To beat the game in casual mode."""
    median_time_to_beat_samples: Annotated[int, Wire("TimesUsedInBeatMedian")]
    """How many players the median is taken from."""
    median_time_to_beat_hardcore: timedelta | None
    """To beat the game in hardcore."""
    median_time_to_beat_hardcore_samples: Annotated[int, Wire("TimesUsedInHardcoreBeatMedian")]
    """How many players the median is taken from."""
    median_time_to_complete: timedelta | None
    """To get every achievement, some of them in casual mode."""
    median_time_to_complete_samples: Annotated[int, Wire("TimesUsedInCompletionMedian")]
    """How many players the median is taken from."""
    median_time_to_master: timedelta | None
    """To get every achievement in hardcore."""
    median_time_to_master_samples: Annotated[int, Wire("TimesUsedInMasteryMedian")]
    """How many players the median is taken from."""
    achievements: tuple[AchievementTimes, ...]
    """The quickest to get in hardcore first; those without a time lead."""

"""Awards: those of a user, and the latest ones of the site."""

from datetime import datetime
from typing import Annotated

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import AwardKind, AwardType
from retroach_async.models.marks import Wire
from retroach_async.models.media import HasIcon, Image, page_url
from retroach_async.models.reference import UserReference

_OF_GAMES = {
    (AwardType.MASTERY, 1): AwardKind.MASTERED,
    (AwardType.MASTERY, 0): AwardKind.COMPLETED,
    (AwardType.GAME_BEATEN, 1): AwardKind.BEATEN_HARDCORE,
    (AwardType.GAME_BEATEN, 0): AwardKind.BEATEN_CASUAL,
}


@frozen(kw_only=True)
class UserAward(Model, HasIcon):
    """One award on a user's page."""

    awarded_at: datetime
    """Moment of the award, UTC."""
    award_type: AwardType
    """Kind of the award; of an award for a game, `award_kind` says more."""
    title: str | None = None
    """Title of the game or event; None for an award of the site."""
    system_id: int | None = None
    """Id of the game's system, 101 for an event; None for an award of the site."""
    system_name: str | None = None
    """Name of the game's system, `Events` for an event; None for an award of the site."""
    image_icon: Image | None = None
    """Path of the icon of the game or event, whose address is `icon_url`; None for an award of the site."""
    award_data: int
    """Id of the game or event; for other awards a tier, an amount or 0."""
    award_data_extra: int | None = None
    """For a game 1 for hardcore and 0 for casual; for other awards a tier."""
    display_award_tier: Annotated[int | None, Wire("display_award_tier")] = None
    """Tier to show; None for most awards, and in older answers."""
    display_order: int = 0
    """Position in the user's own order."""

    @property
    def award_kind(self) -> AwardKind | None:
        """The user's achievement in the game, such as mastered; None for any other award, and for an unknown mode."""
        extra = self.award_data_extra
        return None if extra is None else _OF_GAMES.get((self.award_type, int(extra == 1)))

    @property
    def game_id(self) -> int | None:
        """Id of the game; None for an award that is not for a game."""
        return self.award_data if self.award_type in (AwardType.MASTERY, AwardType.GAME_BEATEN) else None


@frozen(kw_only=True)
class UserAwards(Model):
    """All awards of a user; every count is 0 for a user without awards, and for an unknown user."""

    awards_total: Annotated[int | None, Wire("TotalAwardsCount")] = None
    """Number of all awards, hidden ones included."""
    awards_hidden: Annotated[int | None, Wire("HiddenAwardsCount")] = None
    """Number of awards that the user hides."""
    awards_mastered: Annotated[int | None, Wire("MasteryAwardsCount")] = None
    """Number of mastered games."""
    awards_completed: Annotated[int | None, Wire("CompletionAwardsCount")] = None
    """Number of completed games."""
    awards_beaten_hardcore: Annotated[int | None, Wire("BeatenHardcoreAwardsCount")] = None
    """Number of games beaten in hardcore."""
    awards_beaten_casual: Annotated[int | None, Wire("BeatenSoftcoreAwardsCount")] = None
    """Number of games beaten in casual mode."""
    awards_event: Annotated[int | None, Wire("EventAwardsCount")] = None
    """Number of awards for events."""
    awards_site: Annotated[int | None, Wire("SiteAwardsCount")] = None
    """Number of awards for merits on the site."""
    awards: Annotated[tuple[UserAward, ...], Wire("VisibleUserAwards")]
    """The awards that the user shows; of a hardcore and a casual award of one kind for a game only the hardcore one."""


@frozen(kw_only=True)
class RecentGameAward(UserReference):
    """A recent award of a user for a game."""

    award_kind: AwardKind
    """Kind of the award, such as mastered."""
    awarded_at: Annotated[datetime, Wire("AwardDate")]
    """Moment of the award, UTC."""
    game_id: int
    """Id of the game, as in the address of its page."""
    game_title: str | None = None
    """Title of the game, with the site's marks, e.g. `~Hack~` or `[Subset - Bonus]`."""
    system_id: int | None = None
    """Id of the system, the same in V1 and V2."""
    system_name: str | None = None
    """Name of the system, e.g. `Genesis/Mega Drive`."""

    @property
    def game_url(self) -> str:
        """The game's page."""
        return page_url("game", self.game_id)

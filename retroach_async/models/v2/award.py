"""Awards of users in V2."""

from datetime import datetime
from typing import Annotated, ClassVar

from retroach_async.models._model import Model, frozen
from retroach_async.models.marks import Flattened, Wire
from retroach_async.models.page import Page
from retroach_async.models.resource import Maybe, Resource
from retroach_async.models.v2.enums import AwardMode, UserAwardKind
from retroach_async.models.v2.event import Event
from retroach_async.models.v2.game import Game
from retroach_async.models.v2.user import User


@frozen(kw_only=True)
class AwardContext(Model):
    """The details of an award. Each kind of award has some of them; the others are None."""

    game_id: int | None = None
    """Id of the game, as in the address of its page; for mastered, completed and beaten games."""
    mode: AwardMode | None = None
    """Mode in which the award was earned; for mastered, completed and beaten games."""
    event_id: int | None = None
    """Id of the event, for `v2.events.get`; for an event."""
    tier_index: int | None = None
    """The tier that the user reached; for an event."""
    display_tier_index: int | None = None
    """The tier that the user shows; for an event and for contributed media."""
    grants_site_award: bool | None = None
    """True when the award counts as one of the site; for an event."""
    site_award_id: int | None = None
    """Id of the site's award; for a playtest."""
    tier: int | None = None
    """The tier that is shown; for a yield of unlocks or points, and for contributed media."""
    earned_tier: int | None = None
    """The tier that the user reached; for contributed media."""
    threshold: int | None = None
    """The number of unlocks, points or contributions that `tier` needs; where there is a `tier`."""
    site_award_type: str | None = None
    """The server's own word for the award; for supporters and legends."""


@frozen(kw_only=True)
class UserAward(Resource):
    """One award of a user."""

    type_name: ClassVar[str] = "user-awards"
    event = Maybe(lambda: Event)
    """The event for which the award is; None for an award of another kind."""
    game = Maybe(lambda: Game)
    """The game for which the award is; None for an award of another kind."""
    user = Maybe(lambda: User)
    """The user who has the award."""

    id: int
    """Id of the award itself, not of the game or event."""
    awarded_at: datetime
    """Moment of the award, UTC."""
    kind: UserAwardKind
    """Kind of the award; `context` has its details."""
    title: str | None = None
    """Title of the game, of the event or of the award itself."""
    badge_url: str | None = None
    """Address of the award's picture."""
    display_order: int | None = None
    """Position in the user's own order; -1 for an award that the user hides."""
    context: AwardContext | None = None
    """The details, which depend on the kind."""
    user_display_name: str | None = None
    """Display name of the user who has the award."""
    user_id: str | None = None
    """ULID of the user who has the award."""


@frozen(kw_only=True)
class AwardCounts(Model):
    """Numbers of a user's awards, hidden ones included."""

    awards_total: Annotated[int | None, Wire("totalAwardsCount")] = None
    """Number of all awards."""
    awards_hidden: Annotated[int | None, Wire("hiddenAwardsCount")] = None
    """Number of awards that the user hides."""
    awards_mastered: Annotated[int | None, Wire("masteryAwardsCount")] = None
    """Number of mastered games."""
    awards_completed: Annotated[int | None, Wire("completionAwardsCount")] = None
    """Number of completed games."""
    awards_beaten_hardcore: Annotated[int | None, Wire("beatenHardcoreAwardsCount")] = None
    """Number of games beaten in hardcore."""
    awards_beaten_casual: Annotated[int | None, Wire("beatenCasualAwardsCount")] = None
    """Number of games beaten in casual mode."""
    awards_event: Annotated[int | None, Wire("eventAwardsCount")] = None
    """Number of awards for events."""
    awards_site: Annotated[int | None, Wire("siteAwardsCount")] = None
    """Number of awards for merits on the site."""


@frozen(kw_only=True)
class AwardPage(Page[UserAward]):
    """Some of the awards of a user, with the numbers of all of them."""

    results: tuple[UserAward, ...]
    """The awards of this page."""
    counts: Annotated[AwardCounts, Flattened()]
    """The numbers of all awards of the user; of the filters only `game_award_tier` changes them."""

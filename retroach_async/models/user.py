"""Users of V1 and their progress."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from retroach_async.models._model import Model, wire
from retroach_async.models.enums import AwardKind, Permissions
from retroach_async.models.media import SITE, Image


@frozen(kw_only=True)
class UserProfile(Model):
    """A user's public profile."""

    id: int
    user: str
    """Display name; it can change, the ULID does not."""
    user_ulid: str = wire("ULID")
    user_pic: Image
    """Built from the account's name, which may differ from the display name."""
    member_since: datetime
    """UTC."""
    rich_presence: str | None = wire("RichPresenceMsg")
    """What the user was last seen doing."""
    last_game_id: int | None
    """The game played last; None or 0 when there is none."""
    contrib_count: int
    """Unlocks by others of achievements this user made."""
    contrib_yield: int
    """Points others earned with achievements this user made."""
    total_points: int
    """Hardcore points."""
    total_softcore_points: int | None
    """Casual points."""
    total_true_points: int | None
    """RetroPoints."""
    permissions: Permissions
    untracked: bool
    """Whether the user is left out of rankings and counts."""
    user_wall_active: bool
    """Whether others may comment on the user's page."""
    motto: str
    """Empty when unset."""

    @property
    def url(self) -> str:
        """The user's page."""
        return f"{SITE}/user/{self.user}"


@frozen(kw_only=True)
class CompletionProgress(Model):
    """A user's progress in one game."""

    game_id: int
    title: str
    image_icon: Image | None
    system_id: int
    system_name: str | None
    max_possible: int
    """Achievements in the set; 0 when it was demoted."""
    num_awarded: int
    """Unlocks in any mode."""
    num_awarded_hardcore: int
    """Hardcore unlocks."""
    most_recent_awarded_date: datetime | None
    """UTC; the latest unlock."""
    highest_award_kind: AwardKind | None
    """The best award reached so far."""
    highest_award_date: datetime | None
    """UTC; when it was reached."""

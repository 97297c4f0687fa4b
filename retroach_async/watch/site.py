"""The calls that feeds make. A client has all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal, Protocol

from retroach_async.models import AchievementOfTheWeek, EarnedAchievement, Page, UserProfile, v2
from retroach_async.query import Api
from retroach_async.transport.limits import LimitState


class ListsAwards(Protocol):
    """`client.v2.user_awards`."""

    async def list(
        self,
        *,
        game_id: int | None = None,
        kind: Sequence[v2.UserAwardKind] | None = None,
        sort: Literal["-id", "-awarded_at"] | None = None,
        page: int = 1,
        page_size: int = 50,
    ) -> Page[v2.UserAward]:
        """Awards of all users."""
        ...


class ListsVersions(Protocol):
    """`client.v2.achievement_set_versions`."""

    async def list(
        self,
        *,
        sort: Literal["-id"] | None = None,
        include: Sequence[Literal["achievement_set", "achievement_set.games"]] | None = None,
        page: int = 1,
        page_size: int = 50,
    ) -> Page[v2.AchievementSetVersion]:
        """Versions of all sets."""
        ...


class ListsClaims(Protocol):
    """`client.v2.achievement_set_claims`."""

    async def list(
        self,
        *,
        sort: Literal["-id"] | None = None,
        include: Sequence[Literal["user", "game"]] | None = None,
        page: int = 1,
        page_size: int = 50,
    ) -> Page[v2.AchievementSetClaim]:
        """All claims."""
        ...


class ListsTickets(Protocol):
    """`client.v2.tickets`."""

    async def list(
        self,
        *,
        state: Sequence[v2.TicketState] | None = None,
        sort: Literal["-id"] | None = None,
        include: Sequence[Literal["achievement"]] | None = None,
        page: int = 1,
        page_size: int = 25,
    ) -> Page[v2.Ticket]:
        """All tickets."""
        ...


class TellsTheWeek(Protocol):
    """`client.v2.event_achievements`."""

    async def achievement_of_the_week(self) -> v2.AchievementOfTheWeek:
        """The achievement of the week."""
        ...


class SiteV2(Protocol):
    """`client.v2`."""

    @property
    def user_awards(self) -> ListsAwards:
        """Awards of all users."""
        ...

    @property
    def achievement_set_versions(self) -> ListsVersions:
        """Versions of all sets."""
        ...

    @property
    def achievement_set_claims(self) -> ListsClaims:
        """All claims."""
        ...

    @property
    def tickets(self) -> ListsTickets:
        """All tickets."""
        ...

    @property
    def event_achievements(self) -> TellsTheWeek:
        """The achievement of the week."""
        ...


class Site(Protocol):
    """A client."""

    @property
    def v2(self) -> SiteV2:
        """The calls of V2."""
        ...

    @property
    def limits(self) -> Mapping[Api, LimitState | None]:
        """The rate limits of the key."""
        ...

    async def get_user_profile(self, user: str) -> UserProfile:
        """A user's profile."""
        ...

    async def get_achievements_earned_between(
        self, user: str, start: datetime, end: datetime
    ) -> tuple[EarnedAchievement, ...]:
        """A user's unlocks between two moments."""
        ...

    async def get_achievement_of_the_week(self) -> AchievementOfTheWeek | None:
        """The achievement of the week."""
        ...

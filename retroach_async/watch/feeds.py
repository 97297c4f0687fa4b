"""The feeds that a client offers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TypeVar

from retroach_async.checks import complaint
from retroach_async.clock import Clock
from retroach_async.errors import ConfigurationError
from retroach_async.models import v2
from retroach_async.moments import checked_moment
from retroach_async.observe import is_plain
from retroach_async.watch.awards import Awards, checked_games, checked_kinds
from retroach_async.watch.by_date import ByDate
from retroach_async.watch.by_id import ById, Listing
from retroach_async.watch.cursors import CursorStore, MemoryCursors, checked_store
from retroach_async.watch.events import NewAward, NewClaim, NewSet, NewTicket, NewUnlock, NewWeek, Trouble
from retroach_async.watch.feed import Asker, Feed
from retroach_async.watch.people import checked_users
from retroach_async.watch.schedule import Schedule
from retroach_async.watch.site import Site
from retroach_async.watch.state import Weeks
from retroach_async.watch.watch import Watch

E = TypeVar("E")

OnTrouble = Callable[[Trouble], object]
"""A plain function that is told what did not stop a feed; its argument's text names the user."""


class Feeds:
    """Feeds of new things on the site, each a `Watch`: `async with ra.watch.unlocks(["MaxMilyin"]) as watch:`.

    All of them take these:

    - `cursors`: a store, so that the feed goes on after a restart; without one it begins anew.
    - `since`: an aware datetime: tell what happened from then on. The first look ever at a user, right after the start
      or `add`, is silent; pass `since=` to miss nothing from a moment on.
    - `every`: seconds between two looks.
    - `share`: the share of V1's rate limit that the watch may use; all that a watch asks counts.
    - `on_trouble`: a plain function for what does not stop a feed; without one it is logged as a warning.
    """

    def __init__(self, site: Site, clock: Clock, key: object) -> None:
        self._site = site
        self._clock = clock
        self._key = key

    def unlocks(
        self,
        users: Iterable[str],
        *,
        cursors: CursorStore | None = None,
        since: datetime | None = None,
        every: float = 60.0,
        slowest: float = 300.0,
        share: float = 0.7,
        on_trouble: OnTrouble | None = None,
    ) -> Watch[NewUnlock]:
        """New unlocks of some users, by name or ULID.

        Somebody who plays is looked at `every` so many seconds, somebody who does not less and less often, up to
        `slowest`; an idle user costs 12 requests an hour. Both are stretched so that the plan stays below the share.
        An unlock that was made without a connection is told within six hours of its arrival, and at once after a start.
        """
        asker = self._asker(share, on_trouble)
        feed = ByDate(asker, checked_users(users), checked_moment(since))
        return _watch(feed, asker, cursors, every, slowest)

    def awards(
        self,
        users: Iterable[str] | None = None,
        *,
        kinds: Sequence[v2.UserAwardKind] | None = None,
        games: Sequence[int] | None = None,
        cursors: CursorStore | None = None,
        since: datetime | None = None,
        every: float = 120.0,
        share: float = 0.7,
        on_trouble: OnTrouble | None = None,
    ) -> Watch[NewAward]:
        """New awards of everybody, or of some users, kinds and games: mastered, beaten, event tiers and others.

        One request each time serves any number of users. An award with an old date is told when it arrives.
        """
        asker = self._asker(share, on_trouble)
        feed = _awards("awards", asker, users=users, kinds=kinds, games=games, since=since)
        return _watch(feed, asker, cursors, every, every)

    def masteries(
        self,
        games: Sequence[int] | None = None,
        users: Iterable[str] | None = None,
        *,
        cursors: CursorStore | None = None,
        since: datetime | None = None,
        every: float = 120.0,
        share: float = 0.7,
        on_trouble: OnTrouble | None = None,
    ) -> Watch[NewAward]:
        """New masteries of everybody, or of some games and users: `awards` of that kind."""
        asker = self._asker(share, on_trouble)
        kinds = [v2.UserAwardKind.MASTERED]
        feed = _awards("masteries", asker, users=users, kinds=kinds, games=games, since=since)
        return _watch(feed, asker, cursors, every, every)

    def achievement_of_the_week(
        self, *, cursors: CursorStore | None = None, on_trouble: OnTrouble | None = None
    ) -> Watch[NewWeek]:
        """The achievement of the week, when it changes. The week of the very first look is not told."""
        asker = self._asker(0.7, on_trouble)
        return _watch(Weeks(asker), asker, cursors, 300.0, 3600.0)

    def sets(
        self,
        *,
        cursors: CursorStore | None = None,
        since: datetime | None = None,
        every: float = 300.0,
        share: float = 0.7,
        on_trouble: OnTrouble | None = None,
    ) -> Watch[NewSet]:
        """New sets and new versions of sets, with their games."""
        asker = self._asker(share, on_trouble)
        versions = self._site.v2.achievement_set_versions
        listing = Listing(
            name="sets",
            fetch=lambda page, _: versions.list(
                sort="-id", include=["achievement_set.games"], page=page, page_size=100
            ),
            id_of=lambda version: version.id,
            moment_of=lambda version: version.created_at,
            event_of=lambda version, key: NewSet(version=version, key=key),
            noun="set",
        )
        return _watch(ById(asker, listing, checked_moment(since)), asker, cursors, every, every)

    def claims(
        self,
        *,
        cursors: CursorStore | None = None,
        since: datetime | None = None,
        every: float = 300.0,
        share: float = 0.7,
        on_trouble: OnTrouble | None = None,
    ) -> Watch[NewClaim]:
        """New claims, with the user and the game. What becomes of a claim later is not told."""
        asker = self._asker(share, on_trouble)
        claims = self._site.v2.achievement_set_claims
        listing = Listing(
            name="claims",
            fetch=lambda page, _: claims.list(sort="-id", include=["user", "game"], page=page, page_size=100),
            id_of=lambda claim: claim.id,
            moment_of=lambda claim: claim.claimed_at,
            event_of=lambda claim, key: NewClaim(claim=claim, key=key),
            noun="claim",
        )
        return _watch(ById(asker, listing, checked_moment(since)), asker, cursors, every, every)

    def tickets(
        self,
        *,
        cursors: CursorStore | None = None,
        since: datetime | None = None,
        every: float = 300.0,
        share: float = 0.7,
        on_trouble: OnTrouble | None = None,
    ) -> Watch[NewTicket]:
        """New tickets, with their achievement. What becomes of a ticket later is not told."""
        asker = self._asker(share, on_trouble)
        tickets, states = self._site.v2.tickets, tuple(v2.TicketState)
        listing = Listing(
            name="tickets",
            fetch=lambda page, _: tickets.list(
                state=states, sort="-id", include=["achievement"], page=page, page_size=100
            ),
            id_of=lambda ticket: ticket.id,
            moment_of=lambda ticket: ticket.reported_at,
            event_of=lambda ticket, key: NewTicket(ticket=ticket, key=key),
            noun="ticket",
        )
        return _watch(ById(asker, listing, checked_moment(since)), asker, cursors, every, every)

    def _asker(self, share: float, on_trouble: OnTrouble | None) -> Asker:
        if (wrong := complaint(share, least=0, above=True)) or share > 1:
            raise ConfigurationError(f"share {wrong or 'must be at most 1'}")
        if wrong := is_plain(on_trouble):
            raise ConfigurationError(f"on_trouble {wrong}")
        return Asker(self._site, self._clock, self._key, share, on_trouble)

    def __repr__(self) -> str:
        return "<Feeds: unlocks, awards, masteries, achievement_of_the_week, sets, claims, tickets>"


def _watch(feed: Feed[E], asker: Asker, cursors: CursorStore | None, every: float, slowest: float) -> Watch[E]:
    for name, seconds in (("every", every), ("slowest", slowest)):
        if wrong := complaint(seconds, least=0, above=True, finite=True):
            raise ConfigurationError(f"{name} {wrong}")
    return Watch(feed, checked_store(cursors) or MemoryCursors(), asker, Schedule(every, slowest))


def _awards(
    name: str,
    asker: Asker,
    *,
    users: Iterable[str] | None,
    kinds: Sequence[v2.UserAwardKind] | None,
    games: Sequence[int] | None,
    since: datetime | None,
) -> Awards:
    names = None if users is None else checked_users(users)
    moment = checked_moment(since)
    return Awards(asker, name, users=names, kinds=checked_kinds(kinds), games=checked_games(games), since=moment)

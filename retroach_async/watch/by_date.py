"""Unlocks, by their date and by what was seen.

An unlock may arrive up to 14 days late, and a row may vanish and come back. So a look takes all rows from a moment on,
and what is new about them is what the cursor has not seen:

    a look        from ten minutes before the newest unlock: unlocks come through a queue, in no strict order
    a deep look   from the floor: at every start and every six hours; it finds the hours played without a connection
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import inf
from typing import cast

from attrs import define, field

from retroach_async.errors import ConfigurationError, NotFound, ValidationError
from retroach_async.models import EarnedAchievement
from retroach_async.registry import once
from retroach_async.watch.cursor import LONGEST_DELAY, Cursor, Mark, parsed
from retroach_async.watch.events import NewUnlock
from retroach_async.watch.feed import Asker, Look, Offer, are_rows_unreadable
from retroach_async.watch.people import People, Person

_OVERLAP = 600
"""Seconds before the newest unlock from which a look asks again."""
_DEEP_EVERY = 6 * 3600.0
"""Seconds after which a look is a deep one."""
_FIRST_LOOK = LONGEST_DELAY + 366 * 24 * 3600
"""Seconds before now at which the very first look begins. Where it finds nothing, it begins again at the epoch."""
_FAR = datetime(2037, 12, 31, tzinfo=UTC)
"""The end of every window: no clock of ours matters, and the database of the site knows the moment."""
_MOST_ROWS = 500
"""Rows in one answer: the oldest of the time asked for."""


@define(eq=False)
class _Player(Person):
    """A user with a cursor; without one before the first look."""

    cursor: Cursor | None = None
    offered: set[Mark] = field(factory=set)
    """The unlocks that wait to be acknowledged."""
    latest: int = 0
    """The Unix second of the newest unlock, acknowledged or not."""
    deep_at: float = -inf
    """Moment of the next deep look, by the monotonic clock."""


class ByDate:
    """The feed of unlocks: one subject for each user."""

    name = "unlocks"

    def __init__(self, asker: Asker, users: Sequence[str], since: datetime | None) -> None:
        self._asker = asker
        self._users = users
        self._since = None if since is None else int(since.timestamp())
        self._people = People(asker)
        self._players: dict[str, _Player] = {}

    async def begin(self, saved: Mapping[str, str]) -> list[str]:
        """The users to look at, those of earlier runs with their cursors."""
        for ulid, text in saved.items():
            try:
                content = parsed(text)
                cursor = Cursor.of(content)
            except ConfigurationError as error:
                raise ConfigurationError(f"{error.message} (user {ulid})") from None
            names = content.get("names")
            known = {str(name) for name in names} if isinstance(names, list) else set()
            self._people.know(_Player(ulid, str(content.get("name")), known, cursor, latest=cursor.newest))
        return [self._player(person).ulid for person in await self._people.find_all(self._users)]

    def _player(self, person: Person) -> _Player:
        """The player who is a person."""
        player = person if isinstance(person, _Player) else _Player(person.ulid, person.name, person.names)
        self._people.know(player)
        return self._players.setdefault(player.ulid, player)

    async def add(self, user: str) -> str | None:
        """Take a user in."""
        return self._player(await self._people.find(user)).ulid

    def remove(self, user: str) -> str | None:
        """Forget a user."""
        person = self._people.forget(user)
        self._players.pop(person.ulid, None)
        return person.ulid

    def wants(self, offer: Offer[NewUnlock]) -> bool:
        """Tell if an event is about a user who is still watched."""
        return offer.subject in self._players

    def title(self, subject: str) -> tuple[str, str | None]:
        """The name of a user, and the ULID."""
        player = self._players.get(subject)
        return (player.name if player else subject), subject

    def text(self, subject: str) -> str | None:
        """The cursor of a user as text."""
        player = self._players.get(subject)
        if player is None or player.cursor is None:
            return None
        return player.cursor.to_text(name=player.name, names=sorted(player.names))

    def took(self, offer: Offer[NewUnlock]) -> None:
        """Move the cursor of a user past an unlock."""
        player = self._players.get(offer.subject)
        if player is not None and player.cursor is not None:
            second, achievement, hardcore = offer.mark
            player.offered.discard((second, achievement, hardcore))
            player.cursor.add((second, achievement, hardcore))

    async def look(self, subject: str) -> Look[NewUnlock]:
        """Ask for a user's unlocks, and find the new ones."""
        player = self._players[subject]
        now = self._asker.clock.monotonic()
        if player.cursor is None:
            return await self._first_look(player, now)
        is_deep = now >= player.deep_at
        start = player.cursor.floor if is_deep else max(player.cursor.floor, player.latest - _OVERLAP)
        rows = await self._rows(player, start)
        if is_deep:
            if not rows and not await self._is_there(player):
                return Look(is_gone=True)
            player.deep_at = now + _DEEP_EVERY
        return Look(offers=self._news(player, player.cursor, rows))

    async def _first_look(self, player: _Player, now: float) -> Look[NewUnlock]:
        """Take all that is there as old news, or all before `since`."""
        floor = max(0, int(self._asker.clock.now()) - _FIRST_LOOK)
        since: float = inf
        if self._since is not None:
            floor, since = max(0, min(floor, self._since)), self._since
        rows = await self._rows(player, floor)
        if not rows and floor:
            # Nobody knows whether the user is idle or this clock is far ahead of the site's: the rows decide.
            floor = 0
            rows = await self._rows(player, floor)
        cursor = Cursor(floor, floor)
        for mark in rows:
            if mark[0] < since:
                cursor.add(mark)
        player.cursor, player.latest, player.deep_at = cursor, cursor.newest, now + _DEEP_EVERY
        news = {mark: row for mark, row in rows.items() if mark[0] >= since}
        return Look(offers=self._news(player, cursor, news), is_changed=True)

    async def _is_there(self, player: _Player) -> bool:
        """Tell if a user still exists: the server gives no unlocks of an unknown one, as of an idle one."""
        try:
            profile = await self._asker.ask(lambda: self._asker.site.get_user_profile(player.ulid))
        except NotFound:
            return False
        player.name = profile.user or player.name
        return True

    def _news(self, player: _Player, cursor: Cursor, rows: Mapping[Mark, EarnedAchievement]) -> list[Offer[NewUnlock]]:
        """The unlocks that nobody was told yet, the oldest first."""
        new = [
            mark
            for mark in sorted(rows, key=lambda mark: mark[0])
            if mark[0] >= cursor.floor and mark not in cursor.seen and mark not in player.offered
        ]
        if not new:
            return []
        before = player.latest
        known = {(achievement, hardcore) for _, achievement, hardcore in cursor.seen | player.offered}
        offers = []
        for mark in new:
            second, achievement, hardcore = mark
            event = NewUnlock(
                user=player.name,
                user_ulid=player.ulid,
                unlock=rows[mark],
                is_late=second < before,
                is_upgrade=bool(hardcore) and (achievement, 0) in known,
                is_again=(achievement, hardcore) in known,
                key=f"unlock:{player.ulid}:{achievement}:{hardcore}:{second}",
            )
            offers.append(Offer(player.ulid, mark, event))
            known.add((achievement, hardcore))
            player.offered.add(mark)
            player.latest = max(player.latest, second)
        return offers

    async def _rows(self, player: _Player, start: int) -> dict[Mark, EarnedAchievement]:
        """All unlocks from a second on, in as many requests as it takes; the seconds at the seams are asked twice."""
        found: dict[Mark, EarnedAchievement] = {}
        while True:
            rows, unreadable = await self._page(player, start)
            found |= {_mark(row): row for row in rows}
            if not rows or len(rows) + unreadable < _MOST_ROWS:
                return found
            last = _second(rows[-1])
            if last <= start:
                self._asker.tell_once(
                    player.name, f"more than {_MOST_ROWS} unlocks at {rows[-1].unlocked_at}: the rest is not told"
                )
                last = start + 1
            start = last

    async def _page(self, player: _Player, start: int) -> tuple[tuple[EarnedAchievement, ...], int]:
        """The readable rows of one answer, and about how many cannot be read."""
        site, moment = self._asker.site, datetime.fromtimestamp(start, UTC)
        try:
            rows = await self._asker.ask(lambda: once(site.get_achievements_earned_between, player.ulid, moment, _FAR))
        except ValidationError as error:
            if not are_rows_unreadable(error) or (not error.rows and player.cursor is None):
                raise  # a first look that reads nothing would have everything told as new later
            self._asker.tell_unreadable(player.name, error)
            return cast("tuple[EarnedAchievement, ...]", error.rows), error.problem_count
        return rows, 0


def _second(row: EarnedAchievement) -> int:
    return int(row.unlocked_at.timestamp())


def _mark(row: EarnedAchievement) -> Mark:
    return _second(row), row.achievement_id, int(row.hardcore)

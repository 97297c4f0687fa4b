"""Awards, by id: of everybody, or of some users, kinds and games."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Mapping, Sequence
from datetime import datetime

from retroach_async.errors import ConfigurationError
from retroach_async.models import Page, v2
from retroach_async.watch.by_id import ById, Listing
from retroach_async.watch.cursor import parsed
from retroach_async.watch.events import NewAward
from retroach_async.watch.feed import Asker, Offer
from retroach_async.watch.people import People, Person

RAISED = (v2.UserAwardKind.EVENT, v2.UserAwardKind.MEDIA_CONTRIBUTION)
"""The kinds of awards that the server raises in place: the id stays, the tier and the date change."""


class Awards(ById[v2.UserAward, NewAward]):
    """The feed of awards. The list is asked for as a whole, and what nobody wants is left out here."""

    def __init__(
        self,
        asker: Asker,
        name: str,
        *,
        users: Sequence[str] | None,
        kinds: Sequence[v2.UserAwardKind] | None,
        games: Sequence[int] | None,
        since: datetime | None,
    ) -> None:
        listing = Listing(
            name=name,
            fetch=self._fetch,
            id_of=lambda award: award.id,
            moment_of=lambda award: award.awarded_at,
            event_of=self._event,
            noun="award",
            is_wanted=self._is_wanted,
            is_raised=lambda award: award.kind in RAISED,
            has_raised=kinds is None or not set(RAISED).isdisjoint(kinds),
        )
        super().__init__(asker, listing, since)
        self._users = users
        self._kinds = None if kinds is None else frozenset(kinds)
        self._games = None if games is None else frozenset(games)
        self._people = People(asker)
        self._wanted: dict[str, Person] = {}

    async def begin(self, saved: Mapping[str, str]) -> list[str]:
        """The one subject; the users are looked up unless an earlier run knew them."""
        subjects = await super().begin(saved)
        known = parsed(saved[self._SUBJECT]).get("people") if self._SUBJECT in saved else None
        for person in known if isinstance(known, list) else []:
            if not (isinstance(person, list) and len(person) > 1 and all(isinstance(each, str) for each in person)):
                raise ConfigurationError("a cursor of awards cannot be read: it was not written by a watch")
            ulid, name, *names = person
            self._people.know(Person(ulid, name, set(names)))
        if self._users is not None:
            self._wanted = {person.ulid: person for person in await self._people.find_all(self._users)}
        return subjects

    async def add(self, user: str) -> str | None:
        """Watch for the awards of another user."""
        if self._users is None:
            return await super().add(user)
        person = await self._people.find(user)
        self._wanted[person.ulid] = person
        return None

    def remove(self, user: str) -> str | None:
        """Leave out the awards of a user."""
        if self._users is None:
            return super().remove(user)
        self._wanted.pop(self._people.forget(user).ulid, None)
        return None

    def wants(self, offer: Offer[NewAward]) -> bool:
        """Tell if an event is about a user who is still watched."""
        return self._users is None or offer.event.user_ulid in self._wanted

    def text(self, subject: str) -> str | None:
        """The cursor as text, with the users."""
        text = super().text(subject)
        if text is None or self._users is None:
            return text
        people = [[person.ulid, person.name, *sorted(person.names)] for person in self._wanted.values()]
        return json.dumps({**json.loads(text), "people": people}, separators=(",", ":"))

    def _fetch(self, page: int, by_change: bool) -> Awaitable[Page[v2.UserAward]]:
        awards = self._asker.site.v2.user_awards
        if by_change:
            return awards.list(kind=RAISED, sort="-awarded_at", page=page, page_size=100)
        return awards.list(sort="-id", page=page, page_size=100)

    def _is_wanted(self, award: v2.UserAward) -> bool:
        if self._kinds is not None and award.kind not in self._kinds:
            return False
        if self._games is not None and (award.context is None or award.context.game_id not in self._games):
            return False
        return self._users is None or award.user_id in self._wanted

    @staticmethod
    def _event(award: v2.UserAward, key: str) -> NewAward:
        return NewAward(user=award.user_display_name, user_ulid=award.user_id, award=award, key=key)


def checked_games(games: Sequence[int] | None) -> tuple[int, ...] | None:
    """The ids of games. Raises `ConfigurationError` for something else."""
    if games is None:
        return None
    if isinstance(games, str | int) or not all(isinstance(game, int) for game in games):
        raise ConfigurationError("games must be a list of ids, such as [1, 14402]")
    return tuple(games)


def checked_kinds(kinds: Sequence[v2.UserAwardKind] | None) -> tuple[v2.UserAwardKind, ...] | None:
    """The kinds of awards. Raises `ConfigurationError` for something else."""
    if kinds is None:
        return None
    if isinstance(kinds, str) or not all(isinstance(kind, v2.UserAwardKind) for kind in kinds):
        raise ConfigurationError("kinds must be a list, such as [v2.UserAwardKind.MASTERED]")
    return tuple(kinds)

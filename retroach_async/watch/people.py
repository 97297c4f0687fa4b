"""Users by any name that they ever had here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define, field

from retroach_async.errors import ConfigurationError, NotFound
from retroach_async.watch.feed import Asker


@define(eq=False)
class Person:
    """A user. The ULID stays; the name may change."""

    ulid: str
    name: str
    names: set[str] = field(factory=set)
    """Every name by which the program asked for the user, without regard to case."""


class People:
    """The users of a watch. A name is looked up once, and the ULID is remembered in the cursor."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._by_name: dict[str, Person] = {}

    def know(self, person: Person) -> None:
        """Remember a user of an earlier run, or a new one."""
        for name in (person.ulid, *person.names):
            self._by_name[name.casefold()] = person

    def known(self, user: str) -> Person | None:
        """The user of a name or ULID, if it was looked up before."""
        return self._by_name.get(user.casefold())

    def forget(self, user: str) -> Person:
        """Forget a user, by any name that was asked for, by the ULID or by the display name.

        Raises `ConfigurationError` for a user who is not known.
        """
        (name,) = checked_users([user])
        person = self.known(name) or self._displayed(name)
        if person is None:
            raise ConfigurationError(f"the watch knows no user {name}")
        self._by_name = {name: each for name, each in self._by_name.items() if each is not person}
        return person

    def _displayed(self, name: str) -> Person | None:
        """The user who is shown by a name. Not for `find`: by now the name may belong to somebody else."""
        return next((person for person in self if person.name.casefold() == name.casefold()), None)

    async def find(self, user: str) -> Person:
        """The user of a name or ULID. Raises `NotFound` for an unknown one, `ConfigurationError` for no name."""
        (user,) = checked_users([user])
        person = self.known(user)
        if person is None:
            profile = await self._asker.ask(lambda: self._asker.site.get_user_profile(user))
            ulid = profile.user_ulid or user
            person = self.known(ulid) or Person(ulid, profile.user or user)
            person.name = profile.user or person.name
            person.names.add(user.casefold())
            self.know(person)
        return person

    async def find_all(self, users: Iterable[str]) -> list[Person]:
        """The users of many names, each once. Raises one `NotFound` that lists all unknown ones."""
        found: dict[str, Person] = {}
        unknown: list[str] = []
        for user in users:
            try:
                person = await self.find(user)
            except NotFound:
                unknown.append(user)
            else:
                found[person.ulid] = person
        if unknown:
            raise NotFound(f"no user {', '.join(unknown)}", status=404)
        return list(found.values())

    def __iter__(self) -> Iterator[Person]:
        return iter(dict.fromkeys(self._by_name.values()))


def checked_users(users: Iterable[str]) -> tuple[str, ...]:
    """The names of users. Raises `ConfigurationError` for one name alone, or for something else."""
    if isinstance(users, str):
        raise ConfigurationError(f"users must be several names: write [{users!r}]")
    names = tuple(users)
    if not all(str(name) == name and name.strip() for name in names):
        raise ConfigurationError("users must be names or ULIDs, none of them empty")
    return tuple(dict.fromkeys(names))

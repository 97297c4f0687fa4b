"""The lookups that need the server: files by hash, games by title."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta

from attrs import frozen

from retroach_async.batch import Batch
from retroach_async.checks import excerpt
from retroach_async.clock import Clock
from retroach_async.errors import InvalidRequest
from retroach_async.lookup.hash_file import HashFile, Question
from retroach_async.lookup.hashes import GameHash, HashIndex, HashList
from retroach_async.lookup.systems import System, ids_of
from retroach_async.models import GameListEntry
from retroach_async.v1.systems import SystemEndpoints


@frozen
class LookupTools:
    """The parts of a client that a lookup uses."""

    clock: Clock
    site: str
    """The base URL of V1."""


class Lookups(SystemEndpoints):
    """The part of a client that finds games by what people and programs have of them."""

    _concurrency: int
    _lookup: LookupTools

    async def hash_index(
        self,
        systems: System | int | str | Iterable[System | int | str],
        *,
        store: str | os.PathLike[str] | None = None,
        max_age: timedelta = timedelta(days=1),
        only_with_achievements: bool = True,
    ) -> HashIndex:
        """The games of some systems by the hashes of their files: `index = await ra.hash_index(["snes", "nes"])`.

        It costs one request for each system, with all of its games. With `store`, the path of an SQLite file, a list is
        asked for only when the file has none that is younger than `max_age`; what was fetched is kept even if a later
        system fails. The file is for your own use: the site's rules allow no cache that is shared with others.
        `only_with_achievements=False` adds the games without a set.

        Raises `InvalidRequest` for an unknown system, `ConfigurationError` for a file that cannot be used, and the
        errors of `get_game_list`.
        """
        ids = ids_of(systems)
        oldest = _seconds(max_age)
        file = None if store is None else HashFile(store, Question(self._lookup.site, only_with_achievements))
        now = self._lookup.clock.now()
        lists = [] if file is None else await file.load(ids, now - oldest, now)
        missing = [number for number in ids if number not in {each.system_id for each in lists}]

        async def fetched(number: int) -> HashList:
            page = await self.get_game_list(number, with_hashes=True, only_with_achievements=only_with_achievements)
            return HashList(number, self._lookup.clock.now(), _by_hash(number, page.results))

        async with Batch(fetched, missing, self._concurrency) as outcomes:
            async for outcome in outcomes:
                lists.append(outcome.value)
                if file is not None:
                    await file.save(outcome.value)
        return HashIndex(lists)


def _seconds(max_age: object) -> float:
    if isinstance(max_age, timedelta) and max_age >= timedelta(0):
        return max_age.total_seconds()
    raise InvalidRequest(f"max_age must be a timedelta from 0, not {excerpt(max_age)}", parameter="max_age")


def _by_hash(system_id: int, games: Iterable[GameListEntry]) -> dict[str, GameHash]:
    found: dict[str, GameHash] = {}
    for game in games:
        entry = GameHash(game.id, system_id, game.title)
        found |= dict.fromkeys((md5.casefold() for md5 in game.hashes), entry)
    return found

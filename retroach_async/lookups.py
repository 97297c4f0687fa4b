"""The lookups that need the server: files by hash, games by title."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from attrs import Factory, frozen

from retroach_async import models
from retroach_async._lazy import LazyModule
from retroach_async.batch import Batch
from retroach_async.checks import complaint, excerpt
from retroach_async.clock import Clock
from retroach_async.errors import InvalidRequest
from retroach_async.threads import in_thread
from retroach_async.v1.systems import SystemEndpoints

if TYPE_CHECKING:
    from retroach_async import lookup
    from retroach_async.lookup import hash_file, hashes, title_index
    from retroach_async.lookup import systems as system_table
    from retroach_async.lookup import titles as title_words
else:  # a program that looks nothing up does without
    lookup = LazyModule("retroach_async.lookup")
    hash_file = LazyModule("retroach_async.lookup.hash_file")
    hashes = LazyModule("retroach_async.lookup.hashes")
    title_index = LazyModule("retroach_async.lookup.title_index")
    system_table = LazyModule("retroach_async.lookup.systems")
    title_words = LazyModule("retroach_async.lookup.titles")

_KEPT = 24 * 3600.0
"""Seconds for which a client keeps the titles of a system."""
_MOST_CHARACTERS = 200
"""The longest text that is searched for; the longest titles have about 150."""


@frozen
class LookupTools:
    """The parts of a client that lookups use, and what they keep for it."""

    clock: Clock
    site: str
    """The base URL of V1."""
    systems: dict[str, tuple[float, tuple[int, ...]]] = Factory(dict)
    """The ids of the active game systems, below one name, with the moment of the answer."""
    titles: dict[int, tuple[float, title_index.TitleIndex]] = Factory(dict)
    """The titles of each system, with the moment of the answer."""


class Lookups(SystemEndpoints):
    """The part of a client that finds games by what people and programs have of them."""

    _concurrency: int
    _lookup: LookupTools

    async def hash_index(
        self,
        systems: lookup.System | int | str | Iterable[lookup.System | int | str],
        *,
        store: str | os.PathLike[str] | None = None,
        max_age: timedelta = timedelta(days=1),
        only_with_achievements: bool = True,
    ) -> lookup.HashIndex:
        """The games of some systems by the hashes of their files: `index = await ra.hash_index(["snes", "nes"])`.

        It costs one request for each system, with all of its games. With `store`, the path of an SQLite file, a list is
        asked for only when the file has none that is younger than `max_age`; what was fetched is kept even if a later
        system fails. The file is for your own use: the site's rules allow no cache that is shared with others.
        `only_with_achievements=False` adds the games without a set.

        Raises `InvalidRequest` for an unknown system, `ConfigurationError` for a file that cannot be used, and the
        errors of `get_game_list`.
        """
        ids = system_table.ids_of(systems)
        oldest = _seconds(max_age)
        file = (
            None
            if store is None
            else hash_file.HashFile(store, hash_file.Question(self._lookup.site, only_with_achievements))
        )
        now = self._lookup.clock.now()
        lists = [] if file is None else await file.load(ids, now - oldest, now)
        missing = [number for number in ids if number not in {each.system_id for each in lists}]

        async def fetched(number: int) -> hashes.HashList:
            page = await self.get_game_list(number, with_hashes=True, only_with_achievements=only_with_achievements)
            return hashes.HashList(number, self._lookup.clock.now(), _by_hash(number, page.results))

        async with Batch(fetched, missing, self._concurrency) as outcomes:
            async for outcome in outcomes:
                lists.append(outcome.value)
                if file is not None:
                    await file.save(outcome.value)
        return lookup.HashIndex(lists)

    async def find_games(
        self,
        words: str,
        *,
        systems: lookup.System | int | str | Iterable[lookup.System | int | str] | None = None,
        limit: int = 10,
        only_with_achievements: bool = False,
    ) -> tuple[lookup.GameMatch, ...]:
        """The games whose titles are like some words, the most similar first: `await ra.find_games("pokemon red")`.

        Titles may be typed as people do: without case, accents, punctuation, articles and marks such as `~Hack~`, in
        any order, with arabic or roman numbers, and with a typing mistake. At most `limit` games are given; none when
        no title is similar.

        The server has no search: the lists of games are fetched, one request for each system, and this client keeps
        the titles for a day. So name the `systems` where you can: without them it is every active system, about 55
        requests the first time. `only_with_achievements=True` leaves out games without a set.

        Raises `InvalidRequest` for words without a letter or digit and for an unknown system, and the errors of
        `get_game_list` and `get_console_ids`; what was fetched before an error is kept.
        """
        _refuse_wordless(words)
        if wrong := complaint(limit, least=1, whole=True):
            raise InvalidRequest(f"limit {wrong}, not {excerpt(limit)}", parameter="limit")
        ids = await self._active_systems() if systems is None else system_table.ids_of(systems)
        async with Batch(self._read_titles, self._without_titles(ids), self._concurrency) as outcomes:
            async for outcome in outcomes:
                outcome.value  # noqa: B018  raises the error of a system
        indexes = [self._lookup.titles[number][1] for number in ids]
        return await in_thread(
            title_index.best_of, indexes, words, limit, only_with_achievements=only_with_achievements
        )

    async def _active_systems(self) -> tuple[int, ...]:
        """The ids of the systems that games are played on."""
        asked, ids = self._lookup.systems.get("active", (0.0, ()))
        now = self._lookup.clock.now()
        if not ids or not 0 <= now - asked < _KEPT:
            found = await self.get_console_ids(only_active=True, only_game_systems=True)
            ids = tuple(system.id for system in found)
            self._lookup.systems["active"] = now, ids
        return ids

    def _without_titles(self, ids: Iterable[int]) -> list[int]:
        """The systems whose titles this client has not, or no longer."""
        now, kept = self._lookup.clock.now(), self._lookup.titles
        return [number for number in ids if number not in kept or not 0 <= now - kept[number][0] < _KEPT]

    async def _read_titles(self, number: int) -> None:
        page = await self.get_game_list(number)
        self._lookup.titles[number] = self._lookup.clock.now(), await in_thread(title_index.TitleIndex, page.results)


def _refuse_wordless(words: object) -> None:
    if not isinstance(words, str) or len(words) > _MOST_CHARACTERS or not title_words.Title.of(words).words:
        message = f"words must be a text with a letter or digit, of at most {_MOST_CHARACTERS} characters"
        raise InvalidRequest(f"{message}, not {excerpt(words)}", parameter="words")


def _seconds(max_age: object) -> float:
    if isinstance(max_age, timedelta) and max_age >= timedelta(0):
        return max_age.total_seconds()
    raise InvalidRequest(f"max_age must be a timedelta from 0, not {excerpt(max_age)}", parameter="max_age")


def _by_hash(system_id: int, games: Iterable[models.GameListEntry]) -> dict[str, lookup.GameHash]:
    found: dict[str, lookup.GameHash] = {}
    for game in games:
        entry = lookup.GameHash(game.id, system_id, game.title)
        found |= dict.fromkeys((md5.casefold() for md5 in game.hashes), entry)
    return found

"""Games by their titles, as people type them."""

from __future__ import annotations

import difflib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Annotated

from attrs import frozen

from retroach_async.lookup.likeness import LEAST_OF_WORDS, Likeness
from retroach_async.lookup.titles import Title, titles_of, whole_word
from retroach_async.models import GameListEntry
from retroach_async.models.marks import Wire
from retroach_async.models.reference import GameHeader

_MOST_COMPARED = 150
"""The number of titles that are compared word by word; those that share the most pieces with what was typed."""
_SHORTEST_CORRECTED, _MOST_CORRECTIONS = 4, 5
"""The letters of the shortest word that may be misspelt, and the number of words of a system that it may mean."""
_LEAST = 0.55
"""The likeness from which on a game is a match."""


@frozen(kw_only=True)
class GameMatch(GameHeader):
    """A game whose title is like what somebody typed."""

    score: float
    """The likeness of the title, from 0 to 1; 1 for the title itself."""
    achievements_published: Annotated[int | None, Wire("NumAchievements")] = None
    """Number of promoted achievements; 0 for a game without a set."""
    points_total: Annotated[int | None, Wire("Points")] = None
    """Sum of the points of all promoted achievements."""


class TitleIndex:
    """The titles of the games of one system."""

    def __init__(self, games: Iterable[GameListEntry]) -> None:
        self._entries: list[tuple[Title, int, GameListEntry]] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._vocabulary: set[str] = set()
        for game in games:
            for title in titles_of(game.title):
                pieces = title.pieces()
                for piece in pieces:
                    self._places[piece].append(len(self._entries))
                self._entries.append((title, sum(pieces.values()), game))
                self._vocabulary.update(title.words, title.tags)

    def candidates(self, typed: Title) -> Iterator[tuple[float, Title, GameListEntry]]:
        """The titles that share pieces with the one that was typed, and how much of both that is."""
        pieces = typed.pieces()
        size = sum(pieces.values())
        for word in (*typed.words, *typed.tags):
            pieces |= dict.fromkeys(self._corrected(word), len(word))
        shared: defaultdict[int, int] = defaultdict(int)
        for piece, weight in pieces.items():
            for place in self._places.get(piece, ()):
                shared[place] += weight
        for place, weight in shared.items():
            title, other_size, game = self._entries[place]
            # What was typed may be a part of the title only, so that both parts count.
            yield weight / size + weight / (size + other_size), title, game

    def _corrected(self, word: str) -> list[str]:
        """The pieces for words like an unknown one: a mistake in a short word leaves too few pieces in common."""
        if word in self._vocabulary or len(word) < _SHORTEST_CORRECTED:
            return []
        return list(
            map(whole_word, difflib.get_close_matches(word, self._vocabulary, _MOST_CORRECTIONS, LEAST_OF_WORDS))
        )


def best_of(
    indexes: Iterable[TitleIndex], text: str, limit: int, *, only_with_achievements: bool = False
) -> tuple[GameMatch, ...]:
    """The games whose titles are like a text, the most similar first."""
    typed = Title.of(text)
    likeness = Likeness(typed)
    candidates = (
        candidate
        for index in indexes
        for candidate in index.candidates(typed)
        if candidate[2].achievements_published or not only_with_achievements
    )
    best: dict[int, tuple[tuple[float, bool, bool, bool, int, int], GameListEntry]] = {}
    for _, title, game in heapq.nlargest(_MOST_COMPARED, candidates, key=lambda candidate: candidate[0]):
        score = round(likeness.to(title), 3)
        # Of equal ones: the same numbers as typed (X or 10), no mark, a set of achievements, the shorter, the older.
        has_set = bool(game.achievements_published)
        rank = (-score, title.written != typed.written, bool(title.tags), not has_set, len(title.written), game.id)
        if score >= _LEAST and (game.id not in best or rank < best[game.id][0]):
            best[game.id] = rank, game
    ranked = heapq.nsmallest(limit, best.values(), key=lambda found: found[0])
    return tuple(_match(game, -rank[0]) for rank, game in ranked)


def _match(game: GameListEntry, score: float) -> GameMatch:
    return GameMatch(
        id=game.id,
        title=game.title,
        system_id=game.system_id,
        system_name=game.system_name,
        image_icon=game.image_icon,
        score=score,
        achievements_published=game.achievements_published,
        points_total=game.points_total,
    )

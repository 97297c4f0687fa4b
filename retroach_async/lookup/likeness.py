"""The likeness of two titles, from 0 to 1."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from retroach_async.lookup.titles import Title

_BEGINNING = 0.9
"""The likeness of a word and its beginning, such as `zel`."""
_SHORTEST_BEGINNING = 3
LEAST_OF_WORDS = 0.75
"""The likeness from which on two words count as one with a typing mistake."""
_LEAST_AS_A_WHOLE = 0.8
"""The likeness from which on two titles without their spaces count as similar."""
_FOUND, _COVERED = 0.7, 0.3
"""The weights of what was typed, and of what the title has."""
_TAG_NOT_MEANT = 0.03
"""The loss of a hack or a subset when nobody asked for one."""


class Likeness:
    """The likeness of titles to one that was typed."""

    def __init__(self, typed: Title) -> None:
        self._typed = typed
        self._of_words: dict[tuple[str, str], float] = {}
        self._words = (*typed.words, *typed.tags)
        self._whole = difflib.SequenceMatcher(None, "", "".join(self._words), autojunk=False)

    def to(self, title: Title) -> float:
        """The likeness to a title: by words in any order, or as a whole, where words were typed together or apart."""
        words = (*title.words, *title.tags)
        by_words = _FOUND * self._share(self._words, words) + _COVERED * self._share(title.words, self._words)
        likeness = max(by_words, self._as_a_whole(words if self._typed.tags else title.words))
        if any(self._best(tag, self._words) for tag in title.tags):
            return likeness
        return likeness - _TAG_NOT_MEANT if title.tags else likeness

    def _as_a_whole(self, words: tuple[str, ...]) -> float:
        self._whole.set_seq1("".join(words))
        if self._whole.real_quick_ratio() < _LEAST_AS_A_WHOLE or self._whole.quick_ratio() < _LEAST_AS_A_WHOLE:
            return 0.0
        ratio = self._whole.ratio()
        return ratio if ratio >= _LEAST_AS_A_WHOLE else 0.0

    def _share(self, words: Iterable[str], among: tuple[str, ...]) -> float:
        """The part of some words that is among others, by the number of letters."""
        found = total = 0.0
        for word in words:
            total += len(word)
            found += len(word) * self._best(word, among)
        return found / total if total else 0.0

    def _best(self, word: str, among: tuple[str, ...]) -> float:
        return 1.0 if word in among else max((self._of_pair(word, other) for other in among), default=0.0)

    def _of_pair(self, one: str, other: str) -> float:
        pair = (one, other) if one < other else (other, one)
        if pair not in self._of_words:
            self._of_words[pair] = _likeness_of_words(*pair)
        return self._of_words[pair]


def _likeness_of_words(one: str, other: str) -> float:
    if one.isdecimal() or other.isdecimal():
        return 0.0  # another number is another game
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORTEST_BEGINNING and long.startswith(short):
        return _BEGINNING
    match = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if match.real_quick_ratio() < LEAST_OF_WORDS or match.quick_ratio() < LEAST_OF_WORDS:
        return 0.0
    ratio = match.ratio()
    return ratio if ratio >= LEAST_OF_WORDS else 0.0

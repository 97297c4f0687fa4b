"""Titles of games as sets of words, so that what people type can be compared with them."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Self

from attrs import field, frozen

_TAG = re.compile(r"~([^~]*)~|\[([^\]]*)\]")
"""The site's marks: `~Hack~` in front of a title, `[Subset - Bonus]` behind it."""
_APOSTROPHES = re.compile("['\u2018\u2019`\u00b4]")
_WORD = re.compile(r"[^\W_]+")
_LEFT_OUT: Final = frozenset({"the", "a", "an", "and"})
"""Words that people leave out, or put behind: `Legend of Zelda, The`."""
_NUMBERS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_ROMAN: Final = {roman: str(number) for number, roman in enumerate(_NUMBERS.split(), 1)}


@frozen
class Title:
    """A title, or what somebody typed for one."""

    words: tuple[str, ...]
    """Its words without case, accents and articles; roman numbers are arabic ones."""
    tags: tuple[str, ...] = ()
    """The words of its marks, such as `hack` or `subset`."""
    written: str = field(default="", eq=False)
    """All of it as one word, with its numbers as they are written."""

    @classmethod
    def of(cls, text: str) -> Self:
        """The words of a text."""
        plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
        plain = _APOSTROPHES.sub("", plain.casefold().replace("&", " and "))
        words = _words(_TAG.sub(" ", plain))
        tags = _words(" ".join(part for found in _TAG.findall(plain) for part in found))
        numbers = tuple(_ROMAN.get(word, word) for word in words)
        written = "".join(_words(plain))
        return cls(numbers, tuple(tags), written) if words else cls(tuple(tags), (), written)

    def pieces(self) -> dict[str, int]:
        """The pieces by which similar titles are found, with their weights: groups of three letters, whole words."""
        words = (*self.words, *self.tags)
        text = f"^{''.join(words)}$"
        threes = (text[start : start + 3] for start in range(max(1, len(text) - 2)))
        return dict.fromkeys(threes, 1) | {whole_word(word): len(word) for word in words}


def whole_word(word: str) -> str:
    """The piece of a title that is one of its words."""
    return f"={word}"


def _words(text: str) -> list[str]:
    """The words of a text, without those that people leave out, unless it has no others."""
    words = _WORD.findall(text)
    return [word for word in words if word not in _LEFT_OUT] or words


def titles_of(text: str) -> list[Title]:
    """The titles in the site's name of a game, which may have several: `Red Version | Blue Version`."""
    parts = text.split("|")
    return [Title.of(text), *(map(Title.of, parts) if len(parts) > 1 else ())]

"""Every row of the reference's tables says what it means, in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from reference_pages import pages

SMALL = {"a", "an", "the", "of", "its", "for", "in", "is", "on", "by"}
"""Words that say nothing by themselves."""
REMARK = "Only with `include`."
"""The remark behind the meaning of a relation."""
PAGES = pages()


def rows(text: str) -> Iterator[tuple[str, str, str]]:
    """The section, the first and the last cell of each row of the tables with meanings."""
    section, has_meanings = "", False
    for line in text.splitlines():
        if line.startswith("#"):
            section = line.lstrip("# ")
        if not line.startswith("|"):
            has_meanings = False
            continue
        first, *_, last = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if has_meanings and first != "---":
            yield section, first.strip("`"), last.removesuffix(REMARK).strip()
        has_meanings |= last == "Meaning"


def only_repeats(name: str, meaning: str) -> bool:
    """True for a meaning that consists of the words of the name."""
    words = set(re.findall(r"[a-z0-9]+", meaning.lower())) - SMALL
    return words <= set(re.findall(r"[a-z0-9]+", name.lower()))


@pytest.mark.parametrize("page", [name for name, text in PAGES.items() if any(rows(text))])
def test_row_has_a_meaning(page: str) -> None:
    """No field, property, method, value or parameter in the reference is without a meaning."""
    wrong = [f"{section}: {name}" for section, name, meaning in rows(PAGES[page]) if not meaning]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("page", [name for name, text in PAGES.items() if any(rows(text))])
def test_meaning_says_more_than_the_name(page: str) -> None:
    """No meaning is only the name over again: `game_title` is not merely the title of the game."""
    wrong = [
        f"{section}: {name}: {meaning}"
        for section, name, meaning in rows(PAGES[page])
        if meaning and only_repeats(name, meaning)
    ]
    assert not wrong, "\n".join(wrong)


def test_meanings_are_sentences() -> None:
    """A meaning begins with a capital letter, a number or a word of code, and ends in a full stop."""
    wrong = {
        f"{section}: {name}: {meaning}"
        for text in PAGES.values()
        for section, name, meaning in rows(text)
        if not re.fullmatch(r"[A-Z0-9`*].*\.", meaning)
    }
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize(
    ("name", "meaning", "repeats"),
    [
        ("game_title", "Title of the game.", True),
        ("game", "The game.", True),
        ("id", "Id of the game, as in the address of its page.", False),
        ("game_title", "", True),
    ],
)
def test_repetition_is_found(name: str, meaning: str, repeats: bool) -> None:
    """A meaning that only repeats the name is told from one that adds a fact."""
    assert only_repeats(name, meaning) == repeats

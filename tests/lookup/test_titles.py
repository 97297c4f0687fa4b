"""Titles as people type them, compared with titles as the site writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async import GameListEntry
from retroach_async.lookup.title_index import TitleIndex, best_of
from retroach_async.lookup.titles import Title

TITLES = [
    "The Legend of Zelda: A Link to the Past",
    "Legend of Zelda, The",
    "Zelda II: The Adventure of Link",
    "Mega Man 10",
    "Mega Man X",
    "Pac-Man",
    "Super Mario World",
    "~Hack~ Super Mario World: Kaizo",
    "Pokémon Red Version | Pokémon Blue Version",
    "Final Fantasy VI",
    "Final Fantasy VII",
    "Castlevania",
    "Castlevania [Subset - No Damage]",
    "Street Fighter II: The World Warrior",
    "Tom & Jerry",
    "Link's Awakening",
    "Ys III: Wanderers from Ys",
    "The",
    "ドラゴンクエスト",
]
INDEX = TitleIndex(
    GameListEntry(id=number, title=title, system_id=3, achievements_published=5)
    for number, title in enumerate(TITLES, start=1)
)


def found(typed: str) -> list[str]:
    """The titles that a search finds, the best first."""
    return [match.title for match in best_of([INDEX], typed, 10)]


@pytest.mark.parametrize("title", TITLES)
def test_title_finds_itself(title: str) -> None:
    """A title as the site writes it is its own first match, with the whole likeness, in any case."""
    for typed in (title, title.upper(), title.lower()):
        best, *_ = best_of([INDEX], typed, 3)
        assert (best.title, best.score) == (title, 1.0)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("zelda link past", "The Legend of Zelda: A Link to the Past"),
        ("past link zelda", "The Legend of Zelda: A Link to the Past"),
        ("the legend of zelda", "Legend of Zelda, The"),
        ("zelda 2", "Zelda II: The Adventure of Link"),
        ("zleda link to the pats", "The Legend of Zelda: A Link to the Past"),
        ("mega man x", "Mega Man X"),
        ("megaman 10", "Mega Man 10"),
        ("MEGAMAN X", "Mega Man X"),
        ("pacman", "Pac-Man"),
        ("pac man", "Pac-Man"),
        ("super mario wrold", "Super Mario World"),
        ("supermario world", "Super Mario World"),
        ("kaizo hack", "~Hack~ Super Mario World: Kaizo"),
        ("pokemon blue", "Pokémon Red Version | Pokémon Blue Version"),
        ("Pokemon Red", "Pokémon Red Version | Pokémon Blue Version"),
        ("final fantasy 7", "Final Fantasy VII"),
        ("final fantasy vi", "Final Fantasy VI"),
        ("fnal fantasy 6", "Final Fantasy VI"),
        ("castelvania", "Castlevania"),
        ("castlevania no damage", "Castlevania [Subset - No Damage]"),
        ("castlevania subset", "Castlevania [Subset - No Damage]"),
        ("street fighter 2", "Street Fighter II: The World Warrior"),
        ("tom and jerry", "Tom & Jerry"),
        ("tom jerry", "Tom & Jerry"),
        ("links awakening", "Link's Awakening"),
        ("link\u2019s awakening", "Link's Awakening"),
        ("ys 3", "Ys III: Wanderers from Ys"),
        ("street fig", "Street Fighter II: The World Warrior"),
    ],
)
def test_title_is_found_as_people_type_it(typed: str, title: str) -> None:
    """Order, articles, spaces, numbers, accents, signs, marks, beginnings and typing mistakes do not matter."""
    assert found(typed)[0] == title


def test_hack_and_subset_come_after_the_game() -> None:
    """Who names a game means the game itself; its hacks and subsets follow."""
    assert found("super mario world") == ["Super Mario World", "~Hack~ Super Mario World: Kaizo"]
    assert found("castlevania") == ["Castlevania", "Castlevania [Subset - No Damage]"]


@pytest.mark.parametrize("typed", ["xyzzy", "tetris", "99", "q", "🎮", "mario kart double dash wii sports"])
def test_other_words_find_nothing(typed: str) -> None:
    """Words that are in no title find no game, instead of the least bad one."""
    assert found(typed) == []


def test_another_number_is_another_game() -> None:
    """The game with the right number is far ahead of its neighbours."""
    best, other, *_ = best_of([INDEX], "final fantasy 7", 5)
    assert (best.title, other.title) == ("Final Fantasy VII", "Final Fantasy VI")
    assert other.score < best.score


@given(st.text(max_size=60))
def test_any_text_is_compared(text: str) -> None:
    """Whatever is typed gives matches in order, each with a score from 0 to 1."""
    scores = [match.score for match in best_of([INDEX], text, 5)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert Title.of(text).pieces()

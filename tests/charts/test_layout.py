"""The places in a picture: nothing overlaps, nothing is outside, mastery stands alone."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async.charts import compare, distribution
from retroach_async.charts.checking import text_of
from retroach_async.charts.distribution import Counts
from retroach_async.charts.frame import canvas
from retroach_async.charts.grouping import grouped, levels, step_for
from retroach_async.charts.scene import Bar, Line, Scene
from retroach_async.charts.widths import clean, cut, fits_the_fonts, fitted, width_of
from tests.charts.drawn import FONTS, advances, falling

SIZES = [(1200, 630), (550, 289), (600, 600), (2000, 400), (200, 200), (400, 1200)]
titles = st.text(max_size=120) | st.text("Wm@%Æ ゼ\u0301", max_size=80)
numbers = st.integers(0, 10**7)
players = st.lists(numbers, max_size=40) | st.builds(
    lambda count, some: [some[nth % len(some)] for nth in range(count)],
    st.integers(0, 2000),
    st.lists(numbers, min_size=1, max_size=7),
)


def in_order(scene: Scene) -> None:
    """No two texts overlap, and nothing leaves the canvas."""
    for one, other in combinations(scene.texts, 2):
        assert not one.area.meets(other.area), (one, other)
    for part in (*scene.texts, *scene.bars):
        assert -0.01 <= part.area.left <= part.area.right <= scene.width + 0.01, part
        assert -0.01 <= part.area.top <= part.area.bottom <= scene.height + 0.01, part
    assert len(scene.bars) <= 130


@settings(max_examples=150, deadline=None)
@given(data=st.data(), players=players, texts=st.tuples(titles, titles, titles), hardcore=st.booleans())
def test_no_two_texts_overlap(
    data: st.DataObject, players: list[int], texts: tuple[str, str, str], hardcore: bool
) -> None:
    """Whatever the title, the players, their number and the size: texts are beside each other, within the picture."""
    most = len(players)
    title, system, note = map(clean, texts)
    marks = data.draw(st.dictionaries(titles, st.integers(0, most), max_size=8)) if most else {}
    casual = data.draw(st.none() | st.lists(numbers, min_size=most, max_size=most)) if most < 40 else None
    counts = Counts(
        players=players,
        casual=casual,
        hardcore=hardcore,
        title=title,
        system=system,
        note=note,
        marks=marks,
    )
    in_order(distribution.scene(counts, data.draw(st.sampled_from(SIZES))))


@settings(max_examples=80, deadline=None)
@given(
    games=st.lists(st.tuples(titles, players), min_size=1, max_size=6), title=titles, size=st.sampled_from(SIZES[:4])
)
def test_no_two_texts_of_a_comparison_overlap(
    games: list[tuple[str, list[int]]], title: str, size: tuple[int, int]
) -> None:
    """Up to six games with any title stand beside their curves."""
    in_order(compare.scene([(clean(name), players) for name, players in games], clean(title), "note", size))


@pytest.mark.parametrize("achievements", [1, 2, 3, 90, 91, 92, 400, 2000, 30_000])
def test_mastery_is_never_grouped(achievements: int) -> None:
    """The last bar counts those who have it all, and the bars together count everyone."""
    players = range(1, achievements + 1)
    groups = grouped(players, step_for(achievements, 90))

    assert len(groups) <= 91
    assert (groups[-1].first, groups[-1].last, groups[-1].players) == (achievements,) * 3
    assert [group.first for group in groups[1:]] == [group.last + 1 for group in groups[:-1]]
    assert sum(group.players for group in groups) == sum(players)


@given(st.integers(0, 10**11))
def test_grid_lines_are_whole_and_few(highest: int) -> None:
    """Lines stand at whole multiples of one number; none is above the highest bar, and a next one would be."""
    found = levels(highest, 4)

    assert len(found) <= 5
    assert found[0] == 0
    assert found[-1] <= highest < found[-1] + max(found[-1], 1) + 1
    assert len({after - before for before, after in pairwise(found)}) <= 1


@pytest.mark.parametrize(("name", "bold"), [("DejaVuSans.ttf", False), ("DejaVuSans-Bold.ttf", True)])
def test_no_letter_is_wider_than_reckoned(name: str, bold: bool) -> None:
    """Each letter of the shipped fonts is at most as wide as the layout takes it to be, and the fonts have it."""
    found = advances(FONTS / name)

    assert len(found) > 350
    assert [char for char, width in found.items() if width_of(char, 1, bold=bold) < width] == []
    assert all(fits_the_fonts(char) == (char in found) for char in map(chr, range(0x20, 0x180)) if char.isprintable())


@given(st.text(max_size=60), st.floats(30, 400))
def test_a_fitted_text_fits(text: str, room: float) -> None:
    """A text gets smaller, and shorter only where the least size is too large."""
    words, size = fitted(text, 40, room, least=23)

    assert width_of(words, size) <= room
    assert words == text or (size == 23 and words.endswith("…"))


def test_a_text_that_is_cut_ends_in_an_ellipsis() -> None:
    """No space stands before the ellipsis, and a text that has room is left alone."""
    assert cut("One and Two", 20, width_of("One and Tw", 20)) == "One and…"
    assert cut("One and Two", 20, 500) == "One and Two"


@given(st.text())
def test_a_clean_text_is_one_line_of_xml(text: str) -> None:
    """No control character, half of a pair or break of a line is left, and cleaning again changes nothing."""
    found = text_of("title", text)

    found.encode()
    assert clean(found) == found
    assert not any(ord(char) < 0x20 or ord(char) & 0xFFFE == 0xFFFE for char in found)


def test_accents_do_not_pile_up() -> None:
    """A letter keeps two accents; more of them would reach into other lines."""
    assert clean("z" + "\u0335" * 40) == "z\u0335\u0335"


def test_a_text_does_not_turn_others_around() -> None:
    """Marks of direction are dropped."""
    assert clean("\u202eregsarD\u2066") == "regsarD"


def test_a_bar_for_one_player_is_seen() -> None:
    """A bar for few beside one for many is two px high, also in a small picture."""
    for size in SIZES:
        scene = distribution.scene(Counts(players=[10**7, 1]), size)
        assert [bar.area.bottom - bar.area.top for bar in scene.bars][1] * canvas(size).pixels >= 1.99


def test_the_last_number_stands_above_its_neighbours() -> None:
    """The number of a low last bar is above each bar that it would meet."""
    scene = distribution.scene(Counts(players=[500] * 59 + [1_000_000 // 9000]), (1200, 630))
    (number,) = [text for text in scene.texts if text.text == "111"]

    assert not [bar for bar in scene.bars if bar.area.meets(number.area)]


def test_the_line_of_a_player_ends_above_a_number() -> None:
    """A dashed line goes through no number of a bar."""
    players = falling(12).players
    scene = distribution.scene(Counts(players=players, marks={str(nth): nth for nth in (3, 7, 12)}), (1200, 630))
    lines = [part for part in scene.parts if isinstance(part, Line) and part.dashed]
    numbers = [text.area for text in scene.texts if text.text in {f"{players[nth - 1]:,}" for nth in (3, 7, 12)}]

    assert len(lines) == len(numbers) == 3
    for line in lines:
        assert not [area for area in numbers if area.left <= line.x1 <= area.right and line.y2 > area.top]


def test_every_bar_says_what_it_is() -> None:
    """A bar has words for a browser, in the singular where there is one."""
    scene = distribution.scene(Counts(players=[1, 2], casual=[3, 1]), (1200, 630))

    assert [bar.words for bar in scene.parts if isinstance(bar, Bar)] == [
        "1 unlock: 1 player",
        "2 unlocks: 2 players",
        "1 unlock casual only: 3 players",
        "2 unlocks casual only: 1 player",
    ]

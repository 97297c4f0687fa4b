"""The pictures as SVG: what they say, and that they are the same for the same arguments."""

from __future__ import annotations

import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroach_async.charts import compare_svg
from retroach_async.charts.themes import THEMES, ThemeName
from retroach_async.charts.words import counted, rarity, top
from tests.charts.drawn import SVG, falling, rects, spread, texts

DARK = THEMES["dark"]


def test_a_picture_says_what_it_is_about() -> None:
    """Title, system, mode, size of the set, rarity, masters, the last bar's number and label, and the note."""
    svg = spread(30, 12, 7, 1).svg(title="Dragster", system="Atari 2600")

    assert {
        "Dragster",
        "Atari 2600  ·  hardcore  ·  4 achievements",
        "1 in 50",
        "1 of 50 players mastered it",
        "1",
        "all 4",
        "retroachievements.org",
    } <= {*texts(svg)}


def test_a_casual_picture_says_so() -> None:
    """Those who have all casual-only unlocks mastered nothing."""
    found = texts(spread(3, 2, hardcore=False).svg())

    assert "casual only  ·  2 achievements" in found
    assert "2 of 5 players hold all 2" in found
    assert not [text for text in found if "master" in text]


def test_a_picture_without_title_has_the_id() -> None:
    """The id of the game takes the place of the title; the note can be left out."""
    found = texts(spread(3, 2).svg(note=None))

    assert found[2] == "Game 14402"
    assert "retroachievements.org" not in found


def test_every_rect_is_a_bar() -> None:
    """There is a bar for each number of unlocks that someone has, and the last one is gold."""
    bars = rects(spread(4, 0, 2, 1).svg())

    assert [bar["fill"] for bar in bars] == [DARK["bar"], DARK["bar"], DARK["mastery"]]
    assert [bar["height"] for bar in bars] == sorted((bar["height"] for bar in bars), reverse=True)
    assert float(bars[0]["height"]) == pytest.approx(2 * float(bars[1]["height"]), abs=0.1)


def test_casual_stands_beside_hardcore() -> None:
    """Each number of unlocks has two bars, which do not overlap."""
    bars = rects(spread(4, 2).svg(casual=spread(3, 3, hardcore=False)))
    first, second, *beside = bars

    assert [bar["fill"] for bar in bars] == [DARK["bar"], DARK["mastery"], DARK["casual"], DARK["casual"]]
    for hardcore, casual in zip((first, second), beside, strict=True):
        assert float(hardcore["x"]) + float(hardcore["width"]) == pytest.approx(float(casual["x"]), abs=0.02)


def test_an_empty_casual_distribution_is_nobody() -> None:
    """Nobody stands beside the hardcore bars where the casual-only distribution is empty."""
    assert len(rects(spread(4, 2).svg(casual=spread(hardcore=False)))) == 2


def test_several_players_are_marked() -> None:
    """A mark has the name, the unlocks and the place among all; nobody is placed without an unlock."""
    found = texts(spread(50, 40, 9, 1).svg(marks={"MaxMilyin": 3, "Scott": 4, "New": 0}))

    assert {"MaxMilyin: 3, top 10%", "Scott: 4, top 1%", "New: 0"} <= {*found}


def test_a_large_set_is_grouped() -> None:
    """The axis says how many numbers of unlocks share a bar."""
    svg = falling(400).svg()

    assert "unlocks, 5 to a bar; the last bar is all 400" in texts(svg)
    assert len(rects(svg)) == 81


def test_nobody_yet() -> None:
    """A set that nobody has mastered says so, and a set that nobody plays as well."""
    assert {"nobody yet", "3 players"} <= {*texts(spread(2, 1, 0).svg())}
    unplayed = spread(0, 0).svg()
    assert {"nobody yet", "Nobody has unlocked anything yet."} <= {*texts(unplayed)}
    assert rects(unplayed) == []


def test_an_empty_distribution_has_a_picture_of_its_own() -> None:
    """There is nothing to unlock, nothing to mark, and no rarity."""
    svg = spread().svg(title="Dragster", marks={"Scott": 3})

    assert {"Dragster", "There are no achievements to unlock."} <= {*texts(svg)}
    assert not [text for text in texts(svg) if "yet" in text and "1 in" in text]
    assert rects(svg) == []


@settings(max_examples=100, deadline=None)
@given(title=st.text(), system=st.text(), name=st.text())
def test_any_title_is_well_formed(title: str, system: str, name: str) -> None:
    """Whatever a game and a player are called, the picture is XML with the same elements."""
    svg = spread(3, 1).svg(title=title or "x", system=system, marks={name: 1})
    root = ET.fromstring(svg.encode())

    assert len([*root.iter(f"{SVG}rect")]) == 2
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "path", "line", "text", "rect", "circle"),
    }


def test_a_title_is_escaped() -> None:
    """Markup in a title is shown, not obeyed."""
    svg = spread(1).svg(title="One & Only <b>\x00\x1b")

    assert "One &amp; Only &lt;b&gt;" in svg
    assert "One & Only <b>" in texts(svg)


def test_a_long_title_ends_in_an_ellipsis() -> None:
    """A title that is too long for its place is cut, and so is a player's name, but not the numbers behind it."""
    found = texts(spread(3, 1).svg(title="Castlevania " * 20, marks={"An" * 60: 1}))

    assert [text for text in found if text.startswith("Castlevania") and text.endswith("…")]
    assert [text for text in found if text.startswith("AnAn") and text.endswith("…: 1, top 100%")]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_has_its_colours(theme: ThemeName) -> None:
    """Each theme has its own ground and bars, and names the same colours."""
    svg = spread(3, 1).svg(theme=theme)

    assert all(THEMES[theme][ink] in svg for ink in ("ground", "bar", "mastery", "gold", "text"))
    assert {*THEMES[theme]} == {*DARK}


def test_a_size_is_kept() -> None:
    """The file has the width and height that were asked for, and bars and letters grow with them."""
    small, large = (ET.fromstring(spread(3, 1).svg(size=size)) for size in ((600, 315), (1200, 630)))

    assert (small.get("width"), small.get("height"), small.get("viewBox")) == ("600", "315", "0 0 600 315")
    sizes = [float(root.find(f"{SVG}text").get("font-size")) for root in (small, large)]  # type: ignore[union-attr, arg-type]
    assert sizes[1] == 2 * sizes[0]


def test_a_notebook_shows_the_picture() -> None:
    """The picture of a notebook is the one without arguments."""
    assert spread(3, 1)._repr_svg_() == spread(3, 1).svg()


_PROGRAM = """
from tests.charts.drawn import falling, spread
from retroach_async.charts import compare_svg
import hashlib
marks = {"Scott": 3, "MaxMilyin": 3, "Zoe": 3}
pictures = falling(96).svg(marks=marks, theme="light") + compare_svg({"A": falling(3), "B": spread()})
print(hashlib.sha256(pictures.encode()).hexdigest())
"""


def test_equal_arguments_give_equal_bytes() -> None:
    """Two runs draw the same bytes, under different hash seeds as well."""
    found = {
        subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "0", "1", "77")
    }
    assert len(found) == 1


def test_games_are_compared() -> None:
    """A curve for each game that somebody plays; names, rarities and what the axes mean."""
    svg = compare_svg({"Dragster": falling(15), "Nobody's": spread(0, 0), "Empty": spread()}, theme="light")
    curves = [*ET.fromstring(svg).iter(f"{SVG}polyline")]

    assert len(curves) == 1
    assert {"Dragster", "Nobody's", "Empty", "nobody yet", "no achievements", "share of the set"} <= {*texts(svg)}


def test_a_curve_falls_from_everyone_to_the_masters() -> None:
    """It begins at 100% of the players and ends at the share of masters."""
    svg = compare_svg({"Dragster": spread(50, 25, 25)}, size=(1200, 630))
    (curve,) = ET.fromstring(svg).iter(f"{SVG}polyline")
    heights = [float(point.split(",")[1]) for point in curve.attrib["points"].split()]
    height = max(heights) - min(heights)
    bottom = min(heights) + height / 0.75

    assert heights == sorted(heights)
    assert [round((bottom - each) / (bottom - min(heights)), 2) for each in dict.fromkeys(heights)] == [1, 0.5, 0.25]


@pytest.mark.parametrize(
    ("part", "total", "words"),
    [(71, 4402, "1 in 62"), (0, 5, "nobody yet"), (0, 0, "nobody yet"), (5, 5, "everyone"), (1, 2, "1 in 2"),
     (3, 4, "7 in 10"), (999, 1000, "9 in 10"), (1, 10**7, "1 in 10,000,000"), (2, 5, "1 in 2")],
)  # fmt: skip
def test_rarity_in_words(part: int, total: int, words: str) -> None:
    """One in so many; where most players have it all, so many in ten, never rounded up."""
    assert rarity(part, total) == words


@pytest.mark.parametrize(
    ("part", "total", "words"),
    [(7, 100, "top 7%"), (61, 1000, "top 7%"), (100, 100, "top 100%"), (1, 100, "top 1%"), (1, 200, "top 0.5%"),
     (1, 2000, "top 0.05%"), (1, 10**7, "top 0.01%")],
)  # fmt: skip
def test_a_place_is_not_flattered(part: int, total: int, words: str) -> None:
    """A place among the players is rounded up."""
    assert top(part, total) == words


def test_one_and_many() -> None:
    """The singular is for one alone."""
    assert [counted(number, "player") for number in (0, 1, 2, 4402)] == [
        "0 players", "1 player", "2 players", "4,402 players"
    ]  # fmt: skip

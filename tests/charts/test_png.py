"""The pictures as PNG."""

from __future__ import annotations

import sys
from typing import Any

import pytest
import resvg_py

from retroach_async import AchievementDistribution, ConfigurationError
from retroach_async.charts import compare_png
from tests.charts.drawn import FONTS, falling, size_of_png, spread


@pytest.mark.parametrize("achievements", [0, 1, 15, 96, 400, 2000])
def test_a_picture_is_a_small_png(achievements: int) -> None:
    """At scale 1 the PNG has the size that was asked for, and less than 60 KB."""
    found = falling(achievements).png(title="Dragster", system="Atari 2600")

    assert size_of_png(found) == (1200, 630)
    assert len(found) < 60_000


def test_marks_and_casual_fit_into_60_kb() -> None:
    """A picture with all that there can be is still small."""
    players = falling(96)
    casual = AchievementDistribution(game_id=14402, hardcore=False, flags=players.flags, players=players.players)

    assert len(players.png(casual=casual, marks={"MaxMilyin": 71, "Scott": 12, "Hexadigital": 96})) < 60_000


@pytest.mark.parametrize(("scale", "size"), [(2, (1200, 800)), (0.5, (300, 200)), (1.5, (900, 600))])
def test_a_scale_multiplies_the_size(scale: float, size: tuple[int, int]) -> None:
    """Size times scale is the size of the PNG."""
    assert size_of_png(spread(3, 1).png(size=(600, 400), scale=scale)) == size


def test_equal_arguments_give_equal_bytes() -> None:
    """A picture is drawn the same way twice."""
    assert falling(15).png(title="Dragster") == falling(15).png(title="Dragster")


def test_text_is_drawn_without_fonts_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Latin title is drawn in the shipped fonts; the machine's own are not even looked for."""
    asked: list[dict[str, Any]] = []

    def noted(**options: Any) -> bytes:
        asked.append(options)
        return drawn(**options)

    drawn = resvg_py.svg_to_bytes
    monkeypatch.setattr(resvg_py, "svg_to_bytes", noted)

    one, other = (spread(3, 1).png(title=title) for title in ("Dragster", "Pitfall"))
    assert one != other
    assert [each["skip_system_fonts"] for each in asked] == [True, True]


def test_other_letters_are_looked_for_in_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Japanese title searches the fonts of the machine, behind the shipped ones and those of the caller."""
    asked: list[dict[str, Any]] = []
    monkeypatch.setattr(resvg_py, "svg_to_bytes", lambda **options: asked.append(options) or b"")
    own = FONTS / "DejaVuSans.ttf"
    spread(3, 1).png(title="ゼルダの伝説", fonts=[own])

    assert asked[0]["skip_system_fonts"] is False
    assert asked[0]["font_files"][2:] == [str(own)]


def test_games_are_compared() -> None:
    """The comparison has a PNG as well."""
    found = compare_png({"Dragster": falling(15), "ゼルダ": falling(96)}, scale=0.5)

    assert size_of_png(found) == (600, 315)


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without resvg-py the error says what to install, and SVG works."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)

    with pytest.raises(ConfigurationError, match=r"retroach_async\[charts\]"):
        spread(3, 1).png()
    assert spread(3, 1).svg()

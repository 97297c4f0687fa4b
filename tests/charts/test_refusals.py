"""Wrong arguments of pictures: each error names the argument and says what to write."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from retroach_async import ConfigurationError
from retroach_async.charts import compare_svg
from tests.charts.drawn import spread

WRONG: list[tuple[str, Any]] = [
    *(("theme", value) for value in ("", "blue", "Dark", None, 1, ["dark"])),
    *(("size", value) for value in (None, 600, (600,), (600, 600, 600), (0, 600), (600, -1), (199, 600), (600, 4001))),
    *(("size", value) for value in ((600.0, 600), (True, 600), ("600", 600), "ab", (10**30, 600))),
    *(("marks", value) for value in ([], "Scott", {"Scott": -1}, {"Scott": 3}, {"Scott": 1.0}, {"Scott": True})),
    *(("marks", value) for value in ({1: 1}, {"Scott": None}, {str(nth): 1 for nth in range(9)})),
    *((name, value) for name in ("title", "system", "note") for value in (1, b"Dragster", ["Dragster"])),
    ("casual", [1, 2]),
    ("casual", spread(3, 1)),
    ("casual", spread(3, 1, hardcore=False, game_id=1)),
    ("casual", spread(3, 1, 1, hardcore=False)),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_argument_is_named(name: str, value: object) -> None:
    """SVG and PNG refuse it alike."""
    arguments: dict[str, Any] = {name: value}
    for draw in (spread(3, 1).svg, spread(3, 1).png):
        with pytest.raises(ConfigurationError, match=f"^{name} must "):
            draw(**arguments)


@pytest.mark.parametrize("scale", [0, -1, 0.1, 4.1, inf, nan, True, "2", None, 10**400])
def test_a_wrong_scale_is_refused(scale: Any) -> None:
    """A scale is a number from 0.25 to 4."""
    with pytest.raises(ConfigurationError, match=r"^scale must be a number from 0\.25 to 4"):
        spread(3, 1).png(scale=scale)


def test_a_picture_has_an_end() -> None:
    """Size times scale is bounded, so that no request of a user fills the memory."""
    with pytest.raises(ConfigurationError, match=r"^scale times size must be at most 40,000,000 dots"):
        spread(3, 1).png(size=(4000, 4000), scale=2)


@pytest.mark.parametrize("fonts", ["DejaVu.ttf", ["no-such-file.ttf"], [1], None])
def test_a_wrong_font_is_refused(fonts: Any) -> None:
    """Fonts are a list of files that are there."""
    with pytest.raises(ConfigurationError, match=r"^fonts must be "):
        spread(3, 1).png(fonts=fonts)


def test_casual_stands_beside_hardcore_only() -> None:
    """A casual-only distribution does not take another one beside it."""
    with pytest.raises(ConfigurationError, match="beside a hardcore one"):
        spread(3, 1, hardcore=False).svg(casual=spread(3, 1, hardcore=False))


@pytest.mark.parametrize(
    "games", [{}, {str(nth): spread(1) for nth in range(7)}, [spread(1)], {"a": 1}, {1: spread(1)}]
)
def test_a_wrong_comparison_is_refused(games: Any) -> None:
    """A comparison takes one to six distributions by their titles."""
    with pytest.raises(ConfigurationError, match=r"^games"):
        compare_svg(games)

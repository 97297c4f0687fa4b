"""The pictures of the site: drawn from the emulator, the same each time, and those that the pages show."""

from __future__ import annotations

import re
from pathlib import Path

from pictures import COMMITTED, pictures
from tests.charts.drawn import texts
from tests.docs.snippets import DOCS, ROOT

PICTURES = pictures()


def shown(page: Path) -> list[str]:
    """The addresses of the pictures that a page shows."""
    return re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text(encoding="utf-8"))


def test_pictures_are_drawn_alike_twice() -> None:
    """Two builds of the site draw the same bytes."""
    assert pictures() == PICTURES


def test_committed_picture_is_the_drawn_one() -> None:
    """The file of the README is what the code draws: `nox -s pictures` writes it again."""
    assert (DOCS / "images" / COMMITTED).read_bytes() == PICTURES[COMMITTED].encode()


def test_every_picture_is_shown() -> None:
    """The page about charts shows each picture that is drawn, and no other."""
    assert {*shown(DOCS / "charts.md")} == {f"pictures/{name}" for name in PICTURES}


def test_readme_shows_a_file_that_is_there() -> None:
    """The README has a picture, with words for those who do not see it."""
    found = shown(ROOT / "README.md")

    assert found
    assert all((ROOT / name).is_file() for name in found)


def test_made_up_players_are_called_so() -> None:
    """No picture passes invented players for those of the site."""
    assert all("made-up players of the emulator" in texts(svg) for svg in PICTURES.values())

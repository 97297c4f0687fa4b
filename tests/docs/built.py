"""The site builds without a warning and loads nothing from elsewhere: `pytest tests/docs/built.py`.

It needs MkDocs, so it is no part of the usual run.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from reference_pages.markdown import KINDS, anchor
from retroach_async import ENDPOINTS, __version__

pytest_plugins = ("tests.docs.site",)

_REMOTE = re.compile(r"^(https?:)?//")


class _Page(HTMLParser):
    """The addresses that a page loads by itself, and the places in it to which a link can lead."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.anchors |= {given.get("id") or ""}
        if tag != "a" and not (tag == "link" and given.get("rel") in ("canonical", "next", "prev")):
            self.loaded += [address for name in ("src", "href", "srcset") if (address := given.get(name))]


def test_page_loads_nothing_from_elsewhere(site: Path) -> None:
    """No page of the site loads a script, a style, a font or a picture from another server."""
    for path in site.rglob("*.html"):
        assert not [address for address in _Page(path.read_text()).loaded if _REMOTE.match(address)], path


def test_style_loads_nothing_from_elsewhere(site: Path) -> None:
    """No style sheet of the site loads anything from another server."""
    for path in site.rglob("*.css"):
        addresses = re.findall(r"(?:url\(|@import )[\"']?([^\"')\s]+)", path.read_text())
        assert not [address for address in addresses if _REMOTE.match(address)], path


def test_every_endpoint_and_answer_has_its_place(site: Path) -> None:
    """The headings of the reference are where its links lead."""
    anchors: set[str] = set()
    for path in (site / "reference").rglob("*.html"):
        anchors |= _Page(path.read_text()).anchors
    assert {anchor(name) for name in (*ENDPOINTS, *KINDS)} <= anchors


def test_page_asks_nobody_about_the_repository(site: Path) -> None:
    """The link to the repository is a plain link: the theme's own would ask GitHub for its newest release."""
    text = (site / "index.html").read_text()
    assert 'class="md-source"' in text
    assert 'data-md-component="source"' not in text
    assert __version__ in text.partition('class="md-source"')[2].partition("</a>")[0]


def test_wide_table_can_be_read_on_a_narrow_screen(site: Path) -> None:
    """Each cell of a table with more than two columns has the title of its column, and long names can be broken."""
    text = (site / "reference" / "v2-games" / "index.html").read_text()
    assert '<td data-title="On the wire"><code>achievements<wbr>Published</code></td>' in text
    assert "data-cards" in text
    assert "data-cards" not in (site / "reliability" / "index.html").read_text()  # two columns fit


def test_two_columns_of_long_code_are_cards_as_well(site: Path) -> None:
    """The table for those who come from JavaScript is wide: each row can be a card, and its calls can be broken."""
    text = (site / "migrating" / "index.html").read_text()
    assert 'data-cards="2"' in text
    assert '<td data-title="Python"><code class="long">ra.get_leaderboard_entries(' in text

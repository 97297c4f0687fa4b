"""The changelog as a page."""

from __future__ import annotations

from project_pages.places import ROOT

_LESS_IN_THE_SEARCH = "---\nsearch:\n  boost: 0.3\n---\n\n"
"""The changelog has the words of every other page, which are the ones to find."""


def changelog() -> str:
    """The file of the repository, which the search ranks lower than the pages that explain its words.

    Its links begin at the folder of the repository, those of a page at the folder of the pages.
    """
    return _LESS_IN_THE_SEARCH + (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("](docs/", "](")

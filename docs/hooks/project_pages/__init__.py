"""The pages of the site that show files of the repository: the changelog and the examples."""

from __future__ import annotations

from collections.abc import Mapping

from project_pages.changelog import changelog
from project_pages.examples import examples

__all__ = ["pages"]


def pages() -> Mapping[str, str]:
    """The pages by file name, as Markdown."""
    return {"changelog.md": changelog(), "examples.md": examples()}

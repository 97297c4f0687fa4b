"""A hook of MkDocs: it prepares wide tables for narrow screens.

Each cell gets the title of its column, so that a row can be shown as a card, and long names get places to break.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_NARROW = 2
"""A table with so few columns needs no cards."""
_AFTER_INLINE = 15
"""The priority of a step that follows the one which reads what is within a line (20)."""
_CELL = re.compile(r"<td[^>]* data-title=.*?</td>", re.DOTALL)
_NAME = re.compile(r"(?<=<code>)[^<&\s]{16,}(?=</code>)")
"""A name that is too long to stay whole in any case."""
_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[._\[/])(?=\w)")
"""The places within a name at which a line may end."""


class _Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            titles = ["".join(cell.itertext()) for cell in table.iter("th")]
            if len(titles) > _NARROW:
                table.set("data-cards", "")
                for row in table.iter("tr"):
                    for title, cell in zip(titles, row.findall("td"), strict=False):
                        cell.set("data-title", title)


class _LabelsExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  the name is Markdown's
        md.treeprocessors.register(_Labels(md), "labels", _AFTER_INLINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the step to those of Markdown."""
    config.markdown_extensions.append(_LabelsExtension())  # type: ignore[arg-type]  Markdown takes objects as well
    return config


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001  MkDocs names them
    """Put a `wbr` at each place at which a long name in a wide table may be broken."""
    return _CELL.sub(lambda cell: _NAME.sub(lambda name: _BREAK.sub("<wbr>", name[0]), cell[0]), html)

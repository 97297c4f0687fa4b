"""A hook of MkDocs: it prepares wide tables for narrow screens.

Each cell gets the title of its column, so that a row can be shown as a card, and long names get places to break.
"""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

_NARROW = 2
"""A table with so few columns needs no cards, unless every column has long code."""
_LONG = 40
"""Code with more letters may be broken at its spaces, also in the first column."""
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
            if len(titles) > _NARROW or all(self._mark_long(table, column) for column in range(len(titles))):
                table.set("data-cards", str(len(titles)))
                for row in table.iter("tr"):
                    for title, cell in zip(titles, row.findall("td"), strict=False):
                        cell.set("data-title", title)

    def _mark_long(self, table: Element, column: int) -> bool:
        """Mark the long code in a column. Tell if there is any."""
        cells = [cell for row in table.iter("tr") for cell in row.findall("td")[column : column + 1]]
        codes = [code for cell in cells for code in cell.iter("code") if len(self._text(code)) > _LONG]
        for code in codes:
            code.set("class", "long")
        return bool(codes)

    def _text(self, code: Element) -> str:
        """The text of a piece of code, for which the tree has a placeholder."""
        stash = self.md.htmlStash.rawHtmlBlocks
        return HTML_PLACEHOLDER_RE.sub(lambda place: unescape(str(stash[int(place[1])])), "".join(code.itertext()))


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

"""A hook of MkDocs: it writes the title of its column into each cell, so that narrow screens can show rows as cards."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig

_NARROW = 2
"""A table with so few columns needs no cards."""
_AFTER_INLINE = 15
"""The priority of a step that follows the one which reads what is within a line (20)."""


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

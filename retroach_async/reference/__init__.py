"""The reference of all endpoints and answers, as Markdown.

It is rendered from the registry, the models and the docstrings under their fields, whenever somebody
wants to read it, so it is never out of date. `python -m retroach_async.reference` prints it, and the
site makes its pages of `pages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retroach_async.reference.answers import answers, enumeration_section, model_section
from retroach_async.reference.areas import Area, areas
from retroach_async.reference.endpoints import endpoint_section
from retroach_async.reference.markdown import anchor, table

__all__ = ["ANSWERS", "INDEX", "endpoint_section", "enumeration_section", "model_section", "pages", "reference"]

INDEX, ANSWERS = "index.md", "answers.md"
"""The pages that are no area: all endpoints at a glance, and what they give."""


def reference() -> str:
    """Everything on one page."""
    return "\n".join([_index(on_pages=False), *(_area(area, "") for area in areas()), answers()])


def pages() -> Mapping[str, str]:
    """The same on several pages, by file name: the index, one page for each area, and the answers."""
    by_area = {area.file: _area(area, ANSWERS) for area in areas()}
    return {INDEX: _index(on_pages=True), **by_area, ANSWERS: answers()}


def _area(area: Area, home: str) -> str:
    return "\n".join([f"# {area.title}\n", *(endpoint_section(endpoint, home) for endpoint in area.endpoints)])


def _index(*, on_pages: bool) -> str:
    return "\n".join(["# All endpoints\n", *_overviews(on_pages=on_pages)])


def _overviews(*, on_pages: bool) -> Iterator[str]:
    for area in areas():
        page = area.file if on_pages else ""
        rows = [
            (
                f"[`{endpoint.name}`]({page}#{anchor(endpoint.name)})",
                f"`{endpoint.path}`",
                "yes" if endpoint.paging else "",
                endpoint.summary,
            )
            for endpoint in area.endpoints
        ]
        yield f"## {area.title}\n\n{table(('Method', 'Path', 'Paged', 'Gives'), rows)}"

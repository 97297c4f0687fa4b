"""The reference of all endpoints and answers, as Markdown.

It is rendered from the registry, the models and the docstrings under their fields whenever the site is built,
so it is never out of date. MkDocs puts the folder above on the path; so do pytest and mypy, by `pyproject.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reference_pages.answers import answers, enumeration_section, model_section
from reference_pages.areas import Area, areas
from reference_pages.endpoints import endpoint_section
from reference_pages.every_call import every_call
from reference_pages.markdown import anchor, table

__all__ = ["ANSWERS", "INDEX", "endpoint_section", "enumeration_section", "model_section", "pages"]

INDEX, ANSWERS = "index.md", "answers.md"
"""The pages that are no area: the overview of all endpoints, and the models and enumerations."""


def pages() -> Mapping[str, str]:
    """All pages by file name: the overview, one page for each area, and the answers."""
    by_area = {area.file: _area(area) for area in areas()}
    return {INDEX: _index(), **by_area, ANSWERS: answers()}


def _area(area: Area) -> str:
    sections = (endpoint_section(endpoint, ANSWERS, f"{INDEX}#every-call") for endpoint in area.endpoints)
    return "\n".join([f"# {area.title}\n", *sections])


def _index() -> str:
    return "\n".join(["# All endpoints\n", every_call(), *_overviews()])


def _overviews() -> Iterator[str]:
    for area in areas():
        rows = [
            (
                f"[`{endpoint.name}`]({area.file}#{anchor(endpoint.name)})",
                f"`{endpoint.path}`",
                "yes" if endpoint.paging else "",
                endpoint.summary,
            )
            for endpoint in area.endpoints
        ]
        yield f"## {area.title}\n\n{table(('Method', 'Path', 'Paged', 'Result'), rows)}"

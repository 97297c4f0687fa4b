"""Pieces of Markdown: tables, anchors, and types and values as code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from html import escape

from retroach_async import models, v2
from retroach_async._types import public_name, spell

KINDS: Mapping[str, type] = {
    public_name(kind): kind
    for namespace in (models, v2)
    for name in namespace.__all__
    if isinstance(kind := getattr(namespace, name), type)
}
"""Every model and enumeration by the name that users write: V1's `Game`, V2's `v2.Game`."""

_SHOWN_WORDS = 3
"""The number of words of a choice that a type shows; the table of parameters has all words."""


def table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table, each cell on one line."""
    lines = [titles, ("---",) * len(titles), *rows]
    return "".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |\n" for line in lines)


def anchor(title: str) -> str:
    """The anchor of a heading, as MkDocs makes it."""
    return re.sub(r"[^\w\- ]", "", title.lower())


def code(text: str) -> str:
    """Text as code for the cell of a table, where a bare bar would end the cell, even within backticks."""
    return f"<code>{_escaped(text)}</code>"


def linked(text: str, home: str) -> str:
    """A type as code, in which each of the package's models is a link to its section on the page `home`."""
    parts = re.split(r"([\w.]+)", text)
    return f"<code>{''.join(_link(part, home) if part in KINDS else _escaped(part) for part in parts)}</code>"


def _link(name: str, home: str) -> str:
    return f"[{name}]({home}#{anchor(name)})"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]|])", r"\\\1", escape(text, quote=False))


def type_text(annotation: object) -> str:
    """A type as it is written in a program."""
    return spell(annotation, most_words=_SHOWN_WORDS)


def value_text(value: object) -> str:
    """A value as it is written in a program."""
    if isinstance(value, Enum):
        return f"{public_name(type(value))}.{value.name}"
    return f'"{value}"' if isinstance(value, str) else repr(value)

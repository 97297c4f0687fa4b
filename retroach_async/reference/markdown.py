"""Markdown that every reader of it understands alike, also within tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from html import escape

from retroach_async import models
from retroach_async._types import spell

_SHOWN_WORDS = 3
"""How many words of a choice stand in a type; a table has them all."""


def table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table, each cell on one line."""
    lines = [titles, ("---",) * len(titles), *rows]
    return "".join(f"| {' | '.join(' '.join(cell.split()) for cell in line)} |\n" for line in lines)


def anchor(title: str) -> str:
    """Where a heading is found, as Markdown's readers name it."""
    return re.sub(r"[^\w\- ]", "", title.lower())


def code(text: str) -> str:
    """Text as code that may hold a bar, which would end the cell of a table even within backticks."""
    return f"<code>{_escaped(text)}</code>"


def linked(text: str, home: str) -> str:
    """A type as code, in which each of our own types leads to its section on the page `home`."""
    parts = re.split(r"(\w+)", text)
    return f"<code>{''.join(_link(part, home) if part in models.__all__ else _escaped(part) for part in parts)}</code>"


def _link(name: str, home: str) -> str:
    return f"[{name}]({home}#{anchor(name)})"


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]|])", r"\\\1", escape(text, quote=False))


def type_text(annotation: object) -> str:
    """A type as one would write it."""
    return spell(annotation, most_words=_SHOWN_WORDS)


def value_text(value: object) -> str:
    """A value as one would write it."""
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    return f'"{value}"' if isinstance(value, str) else repr(value)

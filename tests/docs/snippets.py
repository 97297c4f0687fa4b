"""The blocks of code on the pages of the site.

A comment above a block says what is done with it, and readers do not see it: `<!-- run -->` runs it against
the emulator, `<!-- output -->` is what the block before it prints, `<!-- checked: NAME -->` is for a check
of its own.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from attrs import frozen

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"

_FENCE = re.compile(
    r"(?m)^(?:<!-- (?P<mark>[^>]+?) -->\n)?(?P<ticks>```+)(?P<language>\w*)[^\n]*\n(?P<text>.*?)^(?P=ticks)$", re.DOTALL
)


@frozen
class Snippet:
    """One block of code on a page."""

    page: str
    line: int
    """The line on which it begins."""
    language: str
    mark: str
    """The text of the comment above it; empty without one."""
    text: str

    @property
    def place(self) -> str:
        """The page and the line on which it begins, for people to read."""
        return f"{self.page}:{self.line}"

    def compile(self) -> CodeType:
        """The code, in which `await` may stand outside of a function, with the page as its file."""
        source = "\n" * self.line + self.text
        code: CodeType = compile(source, self.page, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        return code


def pages() -> list[Path]:
    """Everything that people read: the site, and what stands beside the code."""
    return [*sorted(DOCS.rglob("*.md")), *(ROOT / f"{name}.md" for name in ("CONTRIBUTING", "README", "SECURITY"))]


def snippets() -> Iterator[Snippet]:
    """Every block of code on every page, in order."""
    for path in pages():
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT).as_posix()
        for found in _FENCE.finditer(text):
            line = text.count("\n", 0, found.start("ticks")) + 1
            yield Snippet(name, line, found["language"], found["mark"] or "", found["text"])


def of_python() -> list[Snippet]:
    """Every block of Python."""
    return [snippet for snippet in snippets() if snippet.language == "python"]


def runnable() -> list[tuple[Snippet, str | None]]:
    """Every block that is to run, and what it prints, where a page says so."""
    blocks = list(snippets())
    following: list[Snippet | None] = [*blocks[1:], None]
    return [
        (block, after.text if after is not None and after.page == block.page and after.mark == "output" else None)
        for block, after in zip(blocks, following, strict=True)
        if block.mark == "run"
    ]


def checked(name: str) -> Snippet:
    """The block with a check of its own."""
    (snippet,) = [snippet for snippet in snippets() if snippet.mark == f"checked: {name}"]
    return snippet

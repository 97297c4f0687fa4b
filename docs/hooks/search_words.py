"""A hook of MkDocs: it lets the search find words in camel case by all their letters as well.

The search splits such words, so that `DateAwarded` is found by "awarded". Who types "dateawarded" or "javascript" needs
the whole word: each section of the index gets its own ones, in small letters, behind its text.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

_TAG = re.compile(r"<[^>]*>")
_CAMEL = re.compile(r"\b[A-Za-z0-9]*[A-Za-z0-9](?=[A-Z][a-z])[A-Za-z0-9]+\b")
_AFTER_THE_SEARCH = -100


@event_priority(_AFTER_THE_SEARCH)
def on_post_build(config: MkDocsConfig) -> None:
    """Add the words to the index that the search has written."""
    path = Path(config.site_dir) / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    for section in index["docs"]:
        if words := whole_words(f"{section['title']} {section['text']}"):
            section["text"] += f"<p>{' '.join(words)}</p>"
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def whole_words(text: str) -> list[str]:
    """The words of a text that are in camel case, in small letters; without those that are there already."""
    plain = _TAG.sub(" ", text)
    return sorted({word.lower() for word in _CAMEL.findall(plain)} - {*plain.split()})

"""The search of the built site: the theme's own program, run in V8 as a browser runs it in a worker."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer

_BROWSER = """
var self = globalThis, answers = [], listeners = [], console = {warn() {}};
function postMessage(message) { answers.push(message); }
function addEventListener(_, listener) { listeners.push(listener); }
function tell(message) { listeners.forEach(listener => listener({data: message})); }
"""
"""What the program needs of a browser: messages in, messages out."""
_SETUP, _QUERY = 0, 2
"""The kinds of messages that the program takes."""


class Search:
    """The search field of a site."""

    def __init__(self, site: Path) -> None:
        (worker,) = site.glob("assets/javascripts/workers/search.*.min.js")
        index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
        self._engine = MiniRacer()
        self._engine.eval(_BROWSER + worker.read_text(encoding="utf-8"))
        self._tell(_SETUP, {**index, "options": {"suggest": False}})

    def close(self) -> None:
        """End V8. Without this its threads can keep Python from ending."""
        self._engine.close()

    def pages(self, words: str) -> list[str]:
        """The addresses of the pages that a reader sees for some words, the best first."""
        items = self._tell(_QUERY, words)["data"]["items"]
        return [item[0]["location"].partition("#")[0] for item in self._sorted(items)]

    def places(self, words: str) -> list[str]:
        """The addresses of the best section of each of these pages."""
        items = self._tell(_QUERY, words)["data"]["items"]
        return [max(item, key=lambda each: each["score"])["location"] for item in self._sorted(items)]

    @staticmethod
    def _sorted(items: list[list[dict[str, Any]]]) -> list[list[dict[str, Any]]]:
        """The pages as the program gives them, each with the sections that were found."""
        return [item for item in items if item]

    def _tell(self, kind: int, data: Any) -> Any:
        self._engine.eval(f"tell({json.dumps({'type': kind, 'data': data})})")
        return json.loads(str(self._engine.eval("JSON.stringify(answers.pop())")))

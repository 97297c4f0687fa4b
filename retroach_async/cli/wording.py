"""Documentation of endpoints in the words of the command line, and short enough for a list."""

from __future__ import annotations

import re
from collections.abc import Callable

from retroach_async.cli.arguments import kebab
from retroach_async.endpoint import Endpoint

_QUOTED = re.compile(r"`([^`]*)`")
_METHOD = re.compile(r"\bget_\w+")
_SETTING = re.compile(r"(\w+)(?:=(\w+))?")
_ASIDE = re.compile(r" \([^)]*\)")
_END = re.compile(r"[,;:] (?!\d|\.\.\.)|(?<!\.)\. ")
_ITEM = re.compile(r"[^,;:.]*\b(?:or|and)\b")
"""The next words of a sentence where they end an enumeration, in the midst of which it is not cut."""
_SHORTEST = 18
"""The length from which on a part of a sentence says enough."""


def spelt(text: str, endpoint: Endpoint) -> str:
    """A text about an endpoint with parameters and methods as the command line spells them, and without quotes."""
    return _METHOD.sub(lambda match: kebab(match[0]), _QUOTED.sub(_spelling(endpoint), text))


def _spelling(endpoint: Endpoint) -> Callable[[re.Match[str]], str]:
    def spell(quoted: re.Match[str]) -> str:
        setting = _SETTING.fullmatch(quoted[1])
        param = endpoint.arguments.get(setting[1]) if setting else None
        if setting is None or param is None:
            return quoted[1]
        name, value = setting.groups()
        if not param.keyword_only:
            return name.upper()
        return f"--{kebab(name)} {value}" if value else f"--{kebab(name)}"

    return spell


def clause(text: str, width: int) -> str:
    """A sentence in so many characters: whole, or its first part that says enough, or its first words."""
    text = text.removesuffix(".")
    if len(text) > width:
        text = _ASIDE.sub("", text)
    if len(text) <= width:
        return text
    ends = [
        match.start()
        for match in _END.finditer(text)
        if _SHORTEST <= match.start() <= width and not _ITEM.match(text, match.end())
    ]
    if ends:
        return text[: ends[-1]]
    return text[: text.rfind(" ", 0, width)].rstrip(",;:") + "…"

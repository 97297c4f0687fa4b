"""A search among the endpoints, by words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from retroach_async.endpoint import Endpoint
from retroach_async.mcp.tables import Table

_MOST = 8
_WORD = re.compile(r"[a-z]+|[0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALLEST_STEM = 4

_Weights = Mapping[str, float]


def found(endpoints: Iterable[Endpoint], words: str) -> Table:
    """The endpoints that words are about, the best first, with their arguments."""
    wanted = _words(words)
    scored = [(_score(endpoint, wanted), endpoint) for endpoint in endpoints]
    best = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])[:_MOST]
    rows = [(endpoint.name, endpoint.summary, _arguments(endpoint)) for _, endpoint in best]
    about = {} if rows else {"note": "no endpoint is about these words; try one word such as game, user or ticket"}
    return Table(about, ("name", "summary", "arguments"), tuple(rows))


def _arguments(endpoint: Endpoint) -> dict[str, str]:
    """Each argument with its meaning; an optional one is marked."""
    params = endpoint.arguments.items()
    return {name if param.required else f"{name}?": param.key.meaning.replace("`", "") for name, param in params}


def _score(endpoint: Endpoint, wanted: Iterable[str]) -> float:
    weights: dict[str, float] = {}
    meanings = " ".join(f"{name} {param.key.meaning}" for name, param in endpoint.arguments.items())
    texts = ((endpoint.name, 4.0), (endpoint.path, 3.0), (endpoint.summary, 2.0), (f"{endpoint.doc} {meanings}", 1.0))
    for text, weight in texts:
        for word in _words(text):
            weights[word] = max(weights.get(word, 0), weight)
    return sum(_best(weights, word) for word in wanted) / (1 + len(_words(endpoint.name)) / 100)


def _best(weights: _Weights, wanted: str) -> float:
    """The weight of a word; a longer word that begins with it counts half."""
    if wanted in weights:
        return weights[wanted]
    if len(wanted) < _SMALLEST_STEM:
        return 0
    return max((weight for word, weight in weights.items() if word.startswith(wanted)), default=0) / 2


def _words(text: str) -> list[str]:
    """The words of a text, each once, in lower case and without the s of the plural."""
    words = _WORD.findall(_CAMEL.sub(" ", text).lower())
    return [*dict.fromkeys(word.removesuffix("s") if len(word) >= _SMALLEST_STEM else word for word in words)]

"""Documents of V2, made for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from retroach_async import ENDPOINTS

SYSTEM = {"type": "systems", "id": "25", "attributes": {"name": "Atari 2600"}}
SETS = [
    {"type": "achievement-sets", "id": str(number), "attributes": {"pointsTotal": points, "achievementsPublished": 9}}
    for number, points in ((11, 305), (12, 20))
]


def identifier(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The type and the id of a resource."""
    return {"type": resource["type"], "id": resource["id"]}


def game(number: int = 1, **relationships: Any) -> dict[str, Any]:
    """A game; a relationship is the resource to which it leads, a list of those, or None."""
    named = {
        name: {"data": [identifier(each) for each in to] if isinstance(to, list) else to and identifier(to)}
        for name, to in relationships.items()
    }
    return {
        "type": "games",
        "id": str(number),
        "attributes": {"title": f"Game {number}"},
        "relationships": named,
        "links": {"self": "https://api/games/1", "webUrl": "https://site/game/1"},
    }


WHOLE = {"data": game(system=SYSTEM, achievementSets=SETS), "included": [SYSTEM, *SETS]}
"""The document of a game with its system and its sets."""


def read(name: str, document: Any, *include: str, **arguments: Any) -> Any:
    """The result that the client makes of a document, when the call asked for these relations."""
    endpoint = ENDPOINTS[name]
    bound = {param.name: None if param.required else param.default for param in endpoint.arguments.values()}
    return endpoint.reader(document, bound | {"include": include or None} | arguments)


def get_game(document: Any, *include: str) -> Any:
    """The game of a document."""
    return read("v2.games.get", document, *include)


def page_of(rows: Iterable[Mapping[str, Any]], included: Iterable[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """A document with rows."""
    data = list(rows)
    meta = {"page": {"currentPage": 1, "total": len(data)}}
    return {"data": data, "included": list(included), "meta": meta, "links": {}}

"""The service on the page about web services does what the page says."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from retroach_async.emulator import Emulator
from tests.docs.snippets import of_python


@pytest.fixture
def app() -> Any:
    """The app of the page, which takes its server from the environment."""
    block = next(block for block in of_python() if block.page == "docs/web-service.md")
    names: dict[str, Any] = {"__name__": "service"}
    exec(block.compile(), names)
    return names["app"]


async def answers(app: Any, *paths: str) -> list[httpx2.Response]:
    """The answers of the app to visitors who come at the same moment."""
    transport = httpx2.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=transport, base_url="http://app") as web:
        return await asyncio.gather(*map(web.get, paths))


@pytest.mark.parametrize(("game_id", "status"), [(14402, 200), (999_999_999, 404), (-1, 422), ("one", 422)])
async def test_errors_become_statuses(app: Any, emulator: Emulator, game_id: object, status: int) -> None:
    """A visitor is told whose fault it is."""
    (answer,) = await answers(app, f"/games/{game_id}")
    assert answer.status_code == status
    assert ("title" if status == 200 else "detail") in answer.json()


async def test_visitor_does_not_wait_for_the_limit(app: Any, emulator: Emulator) -> None:
    """Who comes when the limit is used up is told when to come back."""
    crowd = await answers(app, *(f"/games/{game_id}" for game_id in range(1, 31)))
    refused = [answer for answer in crowd if answer.status_code == 503]
    assert {answer.status_code for answer in crowd} == {200, 503}
    assert all(1 <= int(answer.headers["Retry-After"]) <= 12 for answer in refused)


async def test_schema_has_the_fields_and_their_meaning(app: Any, emulator: Emulator) -> None:
    """The service describes itself."""
    (answer,) = await answers(app, "/openapi.json")
    game = answer.json()["components"]["schemas"]["Game"]["properties"]
    assert game["publisher"]["description"] == "Publisher; empty or None when unknown."

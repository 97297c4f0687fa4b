"""A web service with FastAPI: models as answers, with a schema, and errors as statuses.

Needs `pip install fastapi uvicorn`; `uvicorn web_service:app` then serves `/docs`. Run as a program, it asks itself.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from _client import client
from _web import ask
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from retroach_async import InvalidRequest, NotFound, RateLimit, RateLimited, RetroachError
from retroach_async.models import AchievementDistribution, Game

STATUSES = {NotFound: 404, InvalidRequest: 422, RateLimited: 503, RetroachError: 502}
"""The status for each error; the first one that fits. A wrong key is not the visitor's fault: 502."""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """One client for the whole service. Who would have to wait for the limit is told so at once."""
    async with client(rate_limit=RateLimit(15, 12.0, max_queue=0)) as ra:
        app.state.ra = ra
        yield


app = FastAPI(lifespan=lifespan)


@app.exception_handler(RetroachError)
async def explain(_: Request, error: RetroachError) -> JSONResponse:
    """Answer in words; `error.message` never holds the key."""
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    wait = {"Retry-After": f"{error.retry_after or 10:.0f}"} if isinstance(error, RateLimited) else {}
    return JSONResponse({"detail": error.message}, status, wait)


@app.get("/games/{game_id}")
async def game(request: Request, game_id: int) -> Game:
    """A game. FastAPI writes the model, and `/docs` shows its fields and what they mean."""
    found: Game = await request.app.state.ra.get_game(game_id)
    return found


@app.get("/games/{game_id}/rarity")
async def rarity(request: Request, game_id: int) -> AchievementDistribution:
    """The players of a game by their number of unlocks, and how many mastered it."""
    spread: AchievementDistribution = await request.app.state.ra.get_achievement_distribution(game_id, hardcore=True)
    return spread


if __name__ == "__main__":
    paths = ["/games/14402", "/games/14402/rarity", "/games/999999999", "/games/-1"]
    asyncio.run(ask(app, paths, crowd=[f"/games/{game_id}" for game_id in range(1, 31)]))

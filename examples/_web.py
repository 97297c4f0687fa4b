"""Visitors of the example of a web service, without a network: every request goes straight to the app."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import httpx2
from fastapi import FastAPI


async def ask(app: FastAPI, paths: Sequence[str], crowd: Sequence[str]) -> None:
    """Start the app, ask for some paths one after another, and let a crowd ask for others all at once."""
    transport = httpx2.ASGITransport(app)
    async with app.router.lifespan_context(app), httpx2.AsyncClient(transport=transport, base_url="http://app") as web:
        for path in paths:
            answer = await web.get(path)
            print(answer.status_code, path, answer.text[:80])
        answers = Counter(answer.status_code for answer in await asyncio.gather(*map(web.get, crowd)))
        print(f"{len(crowd)} visitors at once: {answers[200]} answered, {answers[503]} told to come back")
        fields = (await web.get("/openapi.json")).json()["components"]["schemas"]["Game"]["properties"]
        print("the schema of a game has", len(fields), "fields, such as:", fields["publisher"]["description"])

"""The requests and the time of common jobs: with us, with the official JavaScript client, and by hand.

Every program really runs against the emulator, which counts the requests. Nobody waits: our client keeps to its default
limits on a clock that jumps ahead. The other two have no limit of their own, so their time is that of as many requests
of V1 at the same limit: they would have to wait as long. The last line tells what happens when they do not, and the
site has that limit. Without node and npm the column of the JavaScript client is left out.

"By hand" is a short program with aiohttp: one request for each id, and pages of the server's size, one after the other.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import aiohttp
from official import installed

from retroach_async import CachePolicy, Client, Credentials, RateLimits, Timeouts
from retroach_async.emulator import Emulator, RateRule
from retroach_async.models import AchievementDistribution
from retroach_async.testing import FakeClock

SCRIPT = Path(__file__).with_name("official.mjs")
PATIENT = Timeouts(total=None, connect=1e6, attempt=1e6)
"""No limits of time, because the clock jumps while an answer is on its way."""
NES = 7
DAY = timedelta(days=1)


class Facts(NamedTuple):
    """What the jobs are about."""

    ids: list[int]
    """A thousand games."""
    user: str
    users: list[str]
    """A hundred users."""
    day: str
    system: int
    player: str
    """Somebody who has played all games with six achievements, a few of them today."""


class Cost(NamedTuple):
    """The cost of a job."""

    requests: int
    seconds: float

    def __str__(self) -> str:
        minutes, seconds = divmod(round(self.seconds), 60)
        time = f"{minutes} min {seconds:02} s" if minutes else f"{seconds} s" if seconds else "at once"
        return f"{self.requests:,}, {time}"


# With us


async def games(ra: Client, facts: Facts) -> None:
    """A thousand games by their ids."""
    assert len(await ra.gather(ra.v2.games.get, facts.ids)) == 1000


async def progress(ra: Client, facts: Facts) -> None:
    """One user's progress in a thousand games."""
    assert len(await ra.get_user_progress(facts.user, facts.ids)) == 1000


async def day(ra: Client, facts: Facts) -> None:
    """The unlocks of a day of a hundred users."""
    await ra.gather(ra.get_achievements_earned_on_day, facts.users, datetime.fromisoformat(facts.day).date())


async def distributions(ra: Client, facts: Facts) -> None:
    """Both distributions of all games of a system: one answer of V2 has both."""
    spread = ra.v2.games.achievement_distribution

    async def both(game_id: int) -> tuple[AchievementDistribution, AchievementDistribution]:
        return await asyncio.gather(spread(game_id, hardcore=True), spread(game_id, hardcore=False))

    listed = await ra.get_game_list(facts.system, only_with_achievements=True)
    await ra.gather(both, [game.id for game in listed])


async def changed(ra: Client, facts: Facts) -> None:
    """The games in which a player's progress has moved since yesterday."""
    since = datetime.fromisoformat(facts.day) - DAY
    assert len([game async for game in ra.changed_games(facts.player, since=since)]) > 2


Get = Callable[..., Awaitable[Any]]
"""Asks a script of V1, with its parameters, and gives the parsed answer."""
Job = Callable[[Client, Facts], Awaitable[None]]
JOBS: dict[str, tuple[str, Job]] = {
    "games": ("1,000 games by id", games),
    "progress": ("one user's progress in 1,000 games", progress),
    "day": ("a day's unlocks of 100 users", day),
    "distributions": ("all distributions of a system, both modes", distributions),
    "again": ("1,000 games again, with a cache", games),
    "changed": ("what changed since yesterday, of 714 games", changed),
}


async def with_us(emulator: Emulator, facts: Facts, name: str, job: Job) -> Cost:
    """The cost with our client; with a cache the second run counts."""
    clock, runs = FakeClock(auto=True), 2 if name == "again" else 1
    async with Client(
        Credentials("MaxMilyin", f"ours-{name}"),
        base_url=emulator.base_url,
        clock=clock,
        timeout=PATIENT,
        cache=CachePolicy() if runs == 2 else None,
    ) as ra:
        for _ in range(runs):
            requests, begun = emulator.requests, clock.monotonic()
            await job(ra, facts)
        return Cost(emulator.requests - requests, clock.monotonic() - begun)


# By hand


async def by_hand(emulator: Emulator, facts: Facts, name: str) -> Cost:
    """The cost of a short program."""
    before = emulator.requests
    async with aiohttp.ClientSession() as session:

        async def get(script: str, **params: Any) -> Any:
            url = f"{emulator.base_url}/API_{script}.php"
            async with session.get(url, params={"z": "MaxMilyin", "y": "by-hand", **params}) as response:
                response.raise_for_status()
                return await response.json()

        await BY_HAND[name](get, facts)
    return at_the_limit(emulator.requests - before)


async def games_by_hand(get: Get, facts: Facts) -> None:
    """A request for each game."""
    for number in facts.ids:
        await get("GetGame", i=number)


async def progress_by_hand(get: Get, facts: Facts) -> None:
    """A request for each game."""
    for number in facts.ids:
        await get("GetUserProgress", u=facts.user, i=number)


async def day_by_hand(get: Get, facts: Facts) -> None:
    """A request for each user."""
    for user in facts.users:
        await get("GetAchievementsEarnedOnDay", u=user, d=facts.day[:10])


async def distributions_by_hand(get: Get, facts: Facts) -> None:
    """Two requests for each game."""
    for game in await get("GetGameList", i=facts.system, f=1):
        for hardcore in (1, 0):
            await get("GetAchievementDistribution", i=game["ID"], h=hardcore)


async def changed_by_hand(get: Get, facts: Facts) -> None:
    """The whole list, to be compared."""
    offset, total = 0, 1
    while offset < total:
        page = await get("GetUserCompletionProgress", u=facts.player, o=offset)
        offset, total = offset + page["Count"], page["Total"]


BY_HAND: dict[str, Callable[[Get, Facts], Awaitable[None]]] = {
    "games": games_by_hand,
    "progress": progress_by_hand,
    "day": day_by_hand,
    "distributions": distributions_by_hand,
    "again": games_by_hand,
    "changed": changed_by_hand,
}


def at_the_limit(requests: int) -> Cost:
    """The cost of so many requests of V1 at the default limit."""
    limit = RateLimits().v1
    assert limit is not None
    return Cost(requests, max(0, ceil(requests / limit.requests) - 1) * limit.seconds)


# With the official JavaScript client


async def run(*words: str | Path, given: str = "") -> str:
    """The output of another program."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*map(str, words), stdin=pipe, stdout=pipe, stderr=pipe)
    out, err = await process.communicate(given.encode())
    if process.returncode:
        raise OSError(err.decode()[-500:])
    return out.decode()


async def with_official(emulator: Emulator, package: Path, facts: Facts, name: str) -> Cost:
    """The cost with the official client."""
    before = emulator.requests
    await run("node", SCRIPT, package, emulator.base_url.removesuffix("/API"), name, given=json.dumps(facts._asdict()))
    return at_the_limit(emulator.requests - before)


async def refusals(package: Path, facts: Facts) -> str:
    """The sentence about a thousand requests at once."""
    limit = RateLimits().v1
    assert limit is not None
    async with Emulator(limit=RateRule(limit.requests, limit.seconds)) as emulator:
        origin = emulator.base_url.removesuffix("/API")
        refused = await run("node", SCRIPT, package, origin, "at_once", given=json.dumps(facts._asdict()))
    return f"the official client, 1,000 calls at once against that limit: {int(refused)} fail with status 429"


def facts_of(emulator: Emulator) -> Facts:
    """The games and users of the emulator that the jobs are about; a player plays what there is."""
    world, player, now = emulator.world, "Scott", emulator.now
    found = [game for game in world.games.values() if game.system.has_games and game.parent_id is None]
    for days, game in enumerate(game for game in found if game.promoted >= 6):
        emulator.unlock(player, world.achievements(game)[0].id, date=now - days * DAY)
    users = [each.name for each in world.players if not each.deleted][:100]
    midnight = datetime(now.year, now.month, now.day, tzinfo=UTC)
    return Facts([game.id for game in found][:1000], "MaxMilyin", users, midnight.isoformat(), NES, player)


def show(rows: Sequence[Sequence[object]]) -> None:
    """Print a table."""
    widths = [max(len(str(cell)) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        print("  ".join(f"{cell!s:{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


async def main() -> None:
    """Run every job with every program."""
    with installed() as package:
        async with Emulator() as emulator:
            facts = facts_of(emulator)
            rows: list[list[object]] = [["requests, time", "with us", "official JS", "by hand"]]
            for name, (title, job) in JOBS.items():
                costs = [await with_us(emulator, facts, name, job)]
                costs += [await with_official(emulator, package, facts, name)] if package else []
                costs.append(await by_hand(emulator, facts, name))
                rows.append([title, *costs])
            if package is None:
                rows[0].remove("official JS")
            show(rows)
        if package is not None:
            print(f"\n{await refusals(package, facts)}")


if __name__ == "__main__":
    asyncio.run(main())

"""A small model of the site: players who unlock, late and in bursts, and awards with any date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from attrs import define, field

from retroach_async import Query, Reply
from retroach_async.clock import Clock
from retroach_async.testing import json_reply
from retroach_async.transport.protocol import Request
from tests.v1.answers.parts import EARNED, PROFILE
from tests.v1.answers.site import SITE

DAY = 24 * 3600
NOBODY = json_reply([], 404)
EARNED_BETWEEN = "API_GetAchievementsEarnedBetween.php"
AWARDS = "user-awards"


def ulid(name: str) -> str:
    """The ULID of the player who had this name first."""
    return f"01H{name.upper():0>23}"


@define
class Row:
    """An unlock as the server keeps it."""

    player: str
    achievement: int
    second: int
    is_hardcore: bool


@define
class SiteModel:
    """The server. A test changes it, and a client asks it: `MemoryTransport(site)`."""

    clock: Clock
    names: dict[str, str] = field(factory=dict)
    """The name of each player, by ULID."""
    rows: list[Row] = field(factory=list)
    demoted: set[int] = field(factory=set)
    awards: dict[int, dict[str, Any]] = field(factory=dict)
    versions: dict[int, dict[str, Any]] = field(factory=dict)
    week: dict[str, Any] | None = None
    fault: Callable[[Query], Reply | BaseException | None] = lambda _: None
    """Decides which requests fail, and how."""
    asked: list[tuple[float, Query]] = field(factory=list)
    """Every request, with its moment."""
    seconds_to_answer: float = 0.0

    def players(self, *names: str) -> None:
        """Let players register."""
        self.names |= {ulid(name): name for name in names}

    def unlock(self, name: str, achievement: int, *, hardcore: bool = True, date: float | None = None) -> None:
        """Let a player unlock something, now or at an earlier moment. In hardcore it takes the place of casual."""
        second = int(self.clock.now() if date is None else date)
        same = [row for row in self.rows if (row.player, row.achievement) == (ulid(name), achievement)]
        if any(row.is_hardcore or not hardcore for row in same):
            return
        self.reset(name, achievement)
        self.rows.append(Row(ulid(name), achievement, second, hardcore))

    def reset(self, name: str, achievement: int) -> None:
        """Let a player reset an achievement."""
        self.rows = [row for row in self.rows if (row.player, row.achievement) != (ulid(name), achievement)]

    def award(self, number: int, name: str, kind: str, date: float, game: int = 1) -> None:
        """Give an award, or raise one in place."""
        self.awards[number] = {
            "awardedAt": _iso(date),
            "badgeUrl": None,
            "context": {"gameId": game},
            "displayOrder": 0,
            "kind": kind,
            "title": f"Award {number}",
            "userDisplayName": self.names[ulid(name)],
            "userId": ulid(name),
        }

    def begin_week(self, number: int, achievement: int, begin: float) -> None:
        """Begin another week."""
        self.week = {
            "id": str(number),
            "achievementId": str(achievement + 100_000),
            "sourceAchievementId": str(achievement),
            "eventId": "14",
            "activeFrom": _iso(begin),
            "activeUntil": _iso(begin + 7 * DAY),
            "activeThrough": _iso(begin + 6 * DAY),
            "decorator": "Week 1",
        }

    async def __call__(self, request: Request) -> Reply | BaseException:
        """The answer to a request."""
        query = request.query
        self.asked.append((self.clock.monotonic(), query))
        if self.seconds_to_answer:
            await self.clock.sleep(self.seconds_to_answer)
        fault = self.fault(query)
        return self.answer(query) if fault is None else fault

    def answer(self, query: Query) -> Reply:
        """The answer without faults."""
        params = dict(query.params)
        if query.path == "API_GetUserProfile.php":
            name = self._name(params["u"])
            return NOBODY if name is None else json_reply({**PROFILE, "User": name[1], "ULID": name[0]})
        if query.path == EARNED_BETWEEN:
            return json_reply(self._earned(params))
        if query.path == "API_GetAchievementOfTheWeek.php":
            assert self.week
            sample = SITE["get_achievement_of_the_week"]
            achievement = {**sample["Achievement"], "ID": int(self.week["sourceAchievementId"])}
            return json_reply({**sample, "Achievement": achievement})
        if query.path == "event-achievements/achievement-of-the-week":
            problem = {"message": "Not Found", "errors": [{"status": "404", "title": "Not Found"}]}
            return json_reply({"meta": {"eventAchievement": self.week}}) if self.week else json_reply(problem, 404)
        if query.path == AWARDS:
            kinds = params.get("filter[kind]", "").split(",")
            awards = {number: each for number, each in self.awards.items() if kinds == [""] or each["kind"] in kinds}
            return _page("user-awards", awards, params)
        assert query.path == "achievement-set-versions"
        return _page("achievement-set-versions", self.versions, params)

    def _name(self, user: str) -> tuple[str, str] | None:
        names = self.names.items()
        return next((each for each in names if user.casefold() in (each[0].casefold(), each[1].casefold())), None)

    def _earned(self, params: dict[str, str]) -> list[dict[str, Any]]:
        known = self._name(params["u"])
        first, last = int(params["f"]), int(params["t"])
        rows = [
            row
            for row in self.rows
            if known and row.player == known[0] and first <= row.second <= last and row.achievement not in self.demoted
        ]
        rows.sort(key=lambda row: (row.second, not row.is_hardcore))
        return [
            {
                **EARNED,
                "AchievementID": row.achievement,
                "HardcoreMode": int(row.is_hardcore),
                "Date": f"{datetime.fromtimestamp(row.second, UTC):%Y-%m-%d %H:%M:%S}",
                "CumulScore": 0,
            }
            for row in rows[:500]
        ]

    def count(self, path: str, since: float = 0.0) -> int:
        """The requests to an address since a moment."""
        return sum(query.path == path for moment, query in self.asked if moment >= since)

    def most_within(self, seconds: float) -> int:
        """The most requests in any stretch of so many seconds."""
        moments = [moment for moment, _ in self.asked]
        return max(
            sum(first <= each < first + seconds for each in moments[place : place + 200])
            for place, first in enumerate(moments)
        )


def bytes_in(folder: Path) -> bytes:
    """Everything in the files of a folder."""
    return b"".join(file.read_bytes() for file in folder.iterdir())


def _iso(second: float) -> str:
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%S}.000000Z"


def _page(kind: str, rows: dict[int, dict[str, Any]], params: dict[str, str]) -> Reply:
    number, size = int(params.get("page[number]", "1")), int(params.get("page[size]", "50"))
    order = sorted(rows)
    if params["sort"] == "-awardedAt":
        order.sort(key=lambda each: rows[each]["awardedAt"])
    order.reverse()
    shown = order[(number - 1) * size : number * size]
    links = {"next": "https://example.org/next"} if len(order) > number * size else {}
    data = [{"type": kind, "id": str(each), "attributes": rows[each]} for each in shown]
    meta = {"page": {"currentPage": number, "from": 1, "perPage": size, "to": len(shown)}}
    return json_reply({"meta": meta, "jsonapi": {"version": "1.0"}, "links": links, "data": data})

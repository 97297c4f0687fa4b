"""What the endpoints of both APIs show about players, games and achievements, asked without a connection."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from retroach_async.client import Client
from retroach_async.emulator import Emulator
from retroach_async.emulator.answers import ANSWERS
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.response import Refused, Response
from retroach_async.registry import endpoints_of

_ENDPOINTS = {endpoint.name: endpoint for endpoint in endpoints_of(Client)}
_FAR = 4102444800
"""A moment in 2100."""


class Shown:
    """The answers of an emulator."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator

    def __call__(
        self, name: str, path: dict[str, str] | None = None, *, me: str = "MaxMilyin", **params: object
    ) -> Any:
        """The body of one answer."""
        self._emulator.now  # noqa: B018  moves the world's present on, as a request does
        world = self._emulator.world
        request = ApiRequest(
            world,
            world.owner(me),
            {key: str(value) for key, value in params.items()},
            base_url="https://example.org/v2",
            path=path or {},
            now=world.now,
            endpoint=_ENDPOINTS[name],
        )
        try:
            made = ANSWERS[name](request)
        except Refused as refused:
            made = refused.reply
        reply = made if isinstance(made, Response) else Response(made)
        return json.loads(reply.encode())

    def rows(self, name: str, path: dict[str, str] | None = None, **params: object) -> list[Any]:
        """All rows of one of V2's lists."""
        rows: list[Any] = []
        while True:
            page = {"page[number]": len(rows) // 100 + 1, "page[size]": 100}
            got = self(name, path, **page, **params)["data"]
            rows += got
            if len(got) < 100:
                return rows

    def earned(self, user: str) -> list[tuple[int, int, datetime]]:
        """V1's list of a user's unlocks since the world began to move: achievement, hardcore, date."""
        rows = self("get_achievements_earned_between", u=user, f=self._emulator.world.start, t=_FAR)
        return [(row["AchievementID"], row["HardcoreMode"], moment(row["Date"])) for row in rows]

    def unlocks(self, user: str) -> dict[int, tuple[datetime, datetime | None, int]]:
        """V2's list of a user's unlocks by achievement: in any mode, in hardcore, and the id of the row."""
        rows = self.rows("v2.users.player_achievements", {"user": user})
        return {
            int(row["relationships"]["achievement"]["data"]["id"]): (
                moment(row["attributes"]["unlockedAt"]),
                moment_or_none(row["attributes"]["unlockedHardcoreAt"]),
                int(row["id"]),
            )
            for row in rows
        }

    def points(self, user: str) -> tuple[int, int]:
        """A user's points, of which every endpoint must say the same: in hardcore, and in casual mode."""
        points = self("get_user_points", u=user)
        profile = self("get_user_profile", u=user)
        summary = self("get_user_summary", u=user)
        rank = self("get_user_rank_and_score", u=user)
        v2 = self("v2.users.get", {"user": user})["data"]["attributes"]
        assert rank["Rank"] == summary["Rank"] == v2["rankHardcore"]
        found = {
            (points["Points"], points["SoftcorePoints"]),
            (profile["TotalPoints"], profile["TotalSoftcorePoints"]),
            (summary["TotalPoints"], summary["TotalSoftcorePoints"]),
            (rank["Score"], rank["SoftcoreScore"]),
            (v2["pointsHardcore"], v2["points"]),
        }
        assert len(found) == 1, found
        return found.pop()

    def counts(self, achievement: int) -> tuple[int, int]:
        """An achievement's unlocks by counted players, of which every endpoint must say the same: all, in hardcore."""
        listed = self("get_achievement_unlocks", a=achievement, c=500)
        rows = self.rows("v2.achievements.player_achievements", {"achievement_id": str(achievement)})
        v2 = self("v2.achievements.get", {"achievement_id": str(achievement)})["data"]["attributes"]
        found = {
            (listed["UnlocksCount"], listed["UnlocksHardcoreCount"]),
            (v2["unlocksTotal"], v2["unlocksHardcore"]),
            (len(rows), sum(row["attributes"]["unlockedHardcoreAt"] is not None for row in rows)),
        }
        game = self._game(achievement)
        extended = self("get_game_extended", i=game)["Achievements"]
        if str(achievement) in extended:
            row = extended[str(achievement)]
            found.add((row["NumAwarded"], row["NumAwardedHardcore"]))
        assert len(found) == 1, found
        return found.pop()

    def spread(self, game: int, *, hardcore: bool) -> dict[int, int]:
        """A game's distribution, of which both APIs must say the same."""
        v1 = dict(self("get_achievement_distribution", i=game, h=int(hardcore)))
        v2 = self("v2.games.achievement_distribution", {"game_id": str(game)})["meta"]["promoted"]["distribution"]
        mode = "playersHardcore" if hardcore else "playersCasual"
        assert {int(count): players for count, players in v1.items()} == {row["unlockCount"]: row[mode] for row in v2}
        return {row["unlockCount"]: row[mode] for row in v2}

    def awards(self, user: str, game: int) -> dict[str, datetime]:
        """A user's awards for a game by kind, of which both APIs must say the same, without hidden kinds."""
        v2 = {
            row["attributes"]["kind"]: moment(row["attributes"]["awardedAt"])
            for row in self.rows("v2.users.awards", {"user": user}, **{"filter[gameId]": game})
        }
        v1 = {
            _KINDS[row["AwardType"], row["AwardDataExtra"]]: moment(row["AwardedAt"])
            for row in self("get_user_awards", u=user)["VisibleUserAwards"]
            if row["AwardType"] in {"Game Beaten", "Mastery/Completion"} and row["AwardData"] == game
        }
        assert v1 == v2
        return v2

    def newest_awards(self, count: int = 5) -> list[tuple[int, str, str, datetime]]:
        """The site's awards in the order of arrival, the newest first: id, user, kind, date."""
        rows = self("v2.user_awards.list", sort="-id", **{"page[size]": count})["data"]
        return [
            (int(row["id"]), one["userDisplayName"], one["kind"], moment(one["awardedAt"]))
            for row in rows
            for one in [row["attributes"]]
        ]

    def _game(self, achievement: int) -> int:
        found = self._emulator.world.achievement(achievement)
        assert found is not None
        return found.game.id


_KINDS = {
    ("Game Beaten", 0): "beaten-casual",
    ("Game Beaten", 1): "beaten-hardcore",
    ("Mastery/Completion", 0): "completed",
    ("Mastery/Completion", 1): "mastered",
}


def moment(text: str) -> datetime:
    """A date as either API writes it."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def moment_or_none(text: str | None) -> datetime | None:
    """The same, for what may be missing."""
    return None if text is None else moment(text)

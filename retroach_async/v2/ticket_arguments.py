"""The parameters that the lists of tickets share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, TypeAlias

from retroach_async import keys
from retroach_async.models import v2

TicketSort = Literal["id", "-id", "state", "-state", "reported_at", "-reported_at", "resolved_at", "-resolved_at"]
"""The orders of a list of tickets; a leading minus means descending."""
TicketInclude = Literal[
    "achievement",
    "achievement.developer",
    "achievement.achievement_set",
    "achievement.games",
    "leaderboard",
    "leaderboard.games",
    "leaderboard.developer",
    "reporter",
    "reporter.last_game",
    "resolver",
    "resolver.last_game",
    "author",
    "author.last_game",
]
"""The objects that can come with a ticket."""

States: TypeAlias = Annotated[
    Sequence[v2.TicketState] | None,
    keys.filter_by("state", "Only tickets in these states; when left out, those that are open or wait for an answer."),
]
Types: TypeAlias = Annotated[
    Sequence[v2.TicketType] | None, keys.filter_by("type", "Only tickets about these problems.")
]
TicketableTypes: TypeAlias = Annotated[
    Sequence[v2.TicketableType] | None,
    keys.filter_by("ticketableType", "Only tickets about these kinds of things."),
]
Reporters: TypeAlias = Annotated[
    Sequence[str] | None,
    keys.filter_by_users("reporterUserId", "Only tickets that these users reported, by ULID."),
]
Resolvers: TypeAlias = Annotated[
    Sequence[str] | None,
    keys.filter_by_users("resolverUserId", "Only tickets that these users closed or resolved, by ULID."),
]
AchievementIds: TypeAlias = Annotated[
    Sequence[int] | None, keys.filter_by_ids("achievementId", "Only tickets about these achievements.")
]
LeaderboardIds: TypeAlias = Annotated[
    Sequence[int] | None, keys.filter_by_ids("leaderboardId", "Only tickets about these leaderboards.")
]
GameId: TypeAlias = Annotated[int | None, keys.filter_by_id("gameId", "Only tickets about something in this game.")]
Sort: TypeAlias = Annotated[TicketSort | Sequence[TicketSort] | None, keys.SORT]
Include: TypeAlias = Annotated[Sequence[TicketInclude] | None, keys.INCLUDE]

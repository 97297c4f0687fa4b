"""The arguments that the methods of V1 take, and those that they refuse."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    AchievementFlags,
    AwardKind,
    ClaimKind,
    CommentKind,
    InvalidRequest,
    SetRequestKind,
)

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)

ACCEPTED: dict[str, tuple[str, dict[str, Any], str]] = {
    "day": ("get_recent_game_awards", {"date": date(2024, 5, 1)}, "d=2024-05-01"),
    "kinds in a list": (
        "get_recent_game_awards",
        {"kinds": [AwardKind.MASTERED, AwardKind.COMPLETED]},
        "k=mastered%2Ccompleted",
    ),
    "kinds in a set": ("get_recent_game_awards", {"kinds": {AwardKind.BEATEN_HARDCORE}}, "k=beaten-hardcore"),
    "claims": ("get_claims", {"kind": ClaimKind.EXPIRED}, "k=3"),
    "claims by number": ("get_claims", {"kind": 2}, "k=2"),
    "usual claims": ("get_claims", {"kind": ClaimKind.COMPLETED}, ""),
    "requests": ("get_user_set_requests", {"user": "Tom", "kind": SetRequestKind.ALL}, "u=Tom&t=1"),
    "comments": (
        "get_comments",
        {"identifier": "14402", "kind": CommentKind.GAME, "sort": "-submitted"},
        "i=14402&t=1&sort=-submitted",
    ),
    "comments by number": ("get_comments", {"identifier": 14402, "kind": CommentKind.GAME}, "i=14402&t=1"),
    "wall of a name with digits": ("get_comments", {"identifier": "0Tom"}, "i=0Tom"),
    "interval of one second": (
        "get_achievements_earned_between",
        {"user": "Tom", "start": NOON, "end": NOON},
        "u=Tom&f=1714564800&t=1714564800",
    ),
    "unofficial tickets": ("get_game_ticket_stats", {"game_id": 1, "flags": AchievementFlags.UNOFFICIAL}, "g=1&f=5"),
    "most tickets": ("get_most_ticketed_games", {"flag": 1, "count": 100}, "f=1&c=100"),
    "award": (
        "get_game_info_and_user_progress",
        {"game_id": 1, "user": "Tom", "include_award_metadata": True},
        "g=1&u=Tom&a=1",
    ),
    "no recent games": ("get_user_recently_played_games", {"user": "Tom", "count": 0}, "u=Tom&c=0"),
    "all achievements": (
        "get_user_summary",
        {"user": "Tom", "recent_games_count": 100, "recent_achievements_count": 0},
        "u=Tom&g=100&a=0",
    ),
    "games in a range": ("get_user_progress", {"user": "Tom", "game_ids": range(1, 4)}, "u=Tom&i=1%2C2%2C3"),
    "moments of another zone": (
        "get_achievements_earned_between",
        {"user": "Tom", "start": NOON.astimezone(timezone(timedelta(hours=9))), "end": NOON},
        "u=Tom&f=1714564800&t=1714564800",
    ),
    "ULID": ("get_user_points", {"user": "01HZX0EXAMPLE0000000000001"}, "u=01HZX0EXAMPLE0000000000001"),
}


@pytest.mark.parametrize(("name", "arguments", "text"), ACCEPTED.values(), ids=ACCEPTED)
def test_argument_is_spelt_as_the_server_reads_it(name: str, arguments: dict[str, Any], text: str) -> None:
    """Whatever Python type an argument has, the query spells it in the server's way."""
    endpoint = ENDPOINTS[name]
    query = endpoint.compile(endpoint.bind((), arguments))
    assert query.text == text


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "more unlocks than a page holds": ("get_achievement_unlocks", {"achievement_id": 1, "count": 501}, "count"),
    "more awards than a page holds": ("get_recent_game_awards", {"count": 101}, "count"),
    "more games than a page holds": ("get_user_recently_played_games", {"user": "Tom", "count": 51}, "count"),
    "more tickets than a page holds": ("get_most_recent_tickets", {"count": 101}, "count"),
    "more recent games than there may be": (
        "get_user_summary",
        {"user": "Tom", "recent_games_count": 101},
        "recent_games_count",
    ),
    "negative minutes": ("get_user_recent_achievements", {"user": "Tom", "minutes": -1}, "minutes"),
    "unknown claims": ("get_claims", {"kind": 4}, "kind"),
    "another flag": ("get_most_ticketed_games", {"flag": 5}, "flag"),
    "boolean flag": ("get_most_ticketed_games", {"flag": True}, "flag"),
    "flags of another kind": ("get_game_ticket_stats", {"game_id": 1, "flags": 1}, "flags"),
    "unknown order": ("get_comments", {"identifier": "Tom", "sort": "newest"}, "sort"),
    "identifier with a slash": ("get_comments", {"identifier": "a/b"}, "identifier"),
    "identifier below 1": ("get_comments", {"identifier": -5, "kind": CommentKind.GAME}, "identifier"),
    "no identifier": ("get_comments", {"identifier": 0, "kind": CommentKind.GAME}, "identifier"),
    "no identifier as text": ("get_comments", {"identifier": "0", "kind": CommentKind.GAME}, "identifier"),
    "boolean identifier": ("get_comments", {"identifier": True, "kind": CommentKind.GAME}, "identifier"),
    "identifier of too many letters": ("get_comments", {"identifier": "a" * 27}, "identifier"),
    "reversed interval": (
        "get_achievements_earned_between",
        {"user": "Tom", "start": NOON, "end": NOON - timedelta(seconds=1)},
        "start",
    ),
    "no games": ("get_user_progress", {"user": "Tom", "game_ids": []}, "game_ids"),
    "games as text": ("get_user_progress", {"user": "Tom", "game_ids": "1,2"}, "game_ids"),
    "games as bytes": ("get_user_progress", {"user": "Tom", "game_ids": b"12"}, "game_ids"),
    "one game": ("get_user_progress", {"user": "Tom", "game_ids": 1}, "game_ids"),
    "games that can be read only once": ("get_user_progress", {"user": "Tom", "game_ids": iter([1])}, "game_ids"),
    "a game that is none": ("get_user_progress", {"user": "Tom", "game_ids": [1, 0]}, "game_ids"),
    "a boolean among games": ("get_user_progress", {"user": "Tom", "game_ids": [1, True]}, "game_ids"),
    "unknown kind of award": ("get_recent_game_awards", {"kinds": ["platinum"]}, "kinds"),
    "day with a time": ("get_achievements_earned_on_day", {"user": "Tom", "date": NOON}, "date"),
    "moment without a zone": (
        "get_achievements_earned_between",
        {"user": "Tom", "start": NOON.replace(tzinfo=None), "end": NOON},
        "start",
    ),
    "day for a moment": ("get_achievements_earned_between", {"user": "Tom", "start": NOON, "end": NOON.date()}, "end"),
}


@pytest.mark.parametrize(("name", "arguments", "parameter"), REFUSED.values(), ids=REFUSED)
def test_argument_that_cannot_be_right_is_refused_by_name(name: str, arguments: dict[str, Any], parameter: str) -> None:
    """An argument that the server would refuse, lower or misunderstand is refused before it is sent."""
    endpoint = ENDPOINTS[name]
    with pytest.raises(InvalidRequest) as caught:
        endpoint.compile(endpoint.bind((), arguments))
    assert caught.value.parameter == parameter


class Unprintable:
    """A value whose repr fails."""

    def __repr__(self) -> str:
        raise OSError


NAIVE = datetime(2026, 6, 1)  # noqa: DTZ001  the point of it
MESSAGES: dict[str, tuple[str, dict[str, Any], str]] = {
    "one game": (
        "get_user_progress",
        {"user": "Tom", "game_ids": 1},
        "game_ids must be a collection of game ids, each from 1, such as [1, 2, 3], not 1",
    ),
    "one kind of award": (
        "get_recent_game_awards",
        {"kinds": "mastered"},
        (
            "kinds must be a collection that is not empty, such as [AwardKind.BEATEN_CASUAL], each item one of "
            "BEATEN_CASUAL (beaten-softcore), BEATEN_HARDCORE (beaten-hardcore), COMPLETED (completed), "
            "MASTERED (mastered), not 'mastered'"
        ),
    ),
    "moment without a zone": (
        "get_achievements_earned_between",
        {"user": "Tom", "start": NAIVE, "end": NOON},
        (
            "start must be an aware datetime, such as datetime(2026, 8, 5, tzinfo=UTC), "
            "not datetime.datetime(2026, 6, 1, 0, 0)"
        ),
    ),
    "text for a moment": (
        "get_achievements_earned_between",
        {"user": "Tom", "start": "2026-06-01", "end": NOON},
        "start must be an aware datetime, such as datetime(2026, 8, 5, tzinfo=UTC), not '2026-06-01'",
    ),
    "text for a day": (
        "get_achievements_earned_on_day",
        {"user": "Tom", "date": "2026-06-01"},
        "date must be a date, such as date(2026, 8, 5), not '2026-06-01'",
    ),
    "moment for a day": (
        "get_achievements_earned_on_day",
        {"user": "Tom", "date": NOON},
        (
            "date must be a date, such as date(2026, 8, 5), "
            "not datetime.datetime(2024, 5, 1, 12, 0, tzinfo=datetime.timezone.utc)"
        ),
    ),
    "user": ("get_user_points", {"user": 5}, 'user must be a user name or ULID, such as "MaxMilyin", not 5'),
    "identifier": (
        "get_comments",
        {"identifier": 0},
        'identifier must be a game id, an achievement id, a user name or a ULID, such as 14402 or "MaxMilyin", not 0',
    ),
    "huge number": ("get_game", {"game_id": 10**5000}, "game_id must be an integer of at least 1, not a huge int"),
    "object without a text": (
        "get_game",
        {"game_id": Unprintable()},
        "game_id must be an integer of at least 1, not <Unprintable>",
    ),
    "object with a long text": (
        "get_game",
        {"game_id": timezone(timedelta(hours=1), "x" * 100)},
        f"game_id must be an integer of at least 1, not datetime.timezone({timedelta(hours=1)!r}, '{'x' * 24}...",
    ),
}


@pytest.mark.parametrize(("name", "arguments", "message"), MESSAGES.values(), ids=MESSAGES)
def test_message_shows_how_to_write_it(name: str, arguments: dict[str, Any], message: str) -> None:
    """A refusal says what is wanted, as a program writes it, and what it got."""
    endpoint = ENDPOINTS[name]
    with pytest.raises(InvalidRequest) as caught:
        endpoint.compile(endpoint.bind((), arguments))
    assert str(caught.value) == message

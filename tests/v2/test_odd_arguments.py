"""Arguments of V2 that cannot be sent, or that nobody expects."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from retroach_async import ENDPOINTS, InvalidRequest, TicketState


def query_of(name: str, **arguments: Any) -> Any:
    """The query of a call."""
    endpoint = ENDPOINTS[f"v2.{name}"]
    return endpoint.compile(endpoint.bind((), arguments))


@pytest.mark.parametrize(
    ("name", "arguments", "parameter"),
    [
        ("achievement_set_claims.list", {"user": "ab\ud800"}, "user"),
        ("hubs.list", {"title": "\udc80"}, "title"),
        ("users.list", {"role": "\udfff"}, "role"),
        ("users.get", {"user": "\ud800"}, "user"),
        ("users.get", {"user": ".."}, "user"),
        ("users.get", {"user": ""}, "user"),
        (
            "users.awards",
            {"user": "M", "awarded_from": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5)))},
            "awarded_from",
        ),
        (
            "users.awards",
            {"user": "M", "awarded_to": datetime.max.replace(tzinfo=timezone(timedelta(hours=-5)))},
            "awarded_to",
        ),
        ("games.list", {"id": [2**63]}, "id"),
        ("games.list", {"id": [1, 10**18 * 9 + 10**18]}, "id"),
        ("games.list", {"id": [0]}, "id"),
        ("games.list", {"id": []}, "id"),
        ("tickets.list", {"state": [TicketState.OPEN]}, "state"),
    ],
)
def test_value_that_cannot_be_sent_is_refused(name: str, arguments: Any, parameter: str) -> None:
    """The error is an InvalidRequest that names the parameter, and nothing else."""
    with pytest.raises(InvalidRequest) as caught:
        query_of(name, **arguments)
    assert caught.value.parameter == parameter


@pytest.mark.parametrize(
    ("name", "path"),
    [("a/b", "users/a%2Fb"), ("a?b#c", "users/a%3Fb%23c"), ("50%", "users/50%25"), ("é", "users/%C3%A9")],
)
def test_name_in_a_path_is_encoded(name: str, path: str) -> None:
    """A slash in a name is no step of the path."""
    assert query_of("users.get", user=name).path == path


def test_early_year_has_four_digits() -> None:
    """The server compares text, so a year without its zeros would come after every other."""
    made = query_of("users.awards", user="M", awarded_from=datetime(999, 1, 2, tzinfo=UTC))
    assert dict(made.params) == {"filter[awardedFrom]": "0999-01-02 00:00:00"}


@pytest.mark.parametrize(
    ("start", "end", "is_fine"),
    [
        (date(2026, 1, 2), date(2026, 1, 2), True),
        (datetime(2026, 1, 2, 23, tzinfo=UTC), date(2026, 1, 2), True),
        (date(2026, 1, 3), datetime(2026, 1, 2, 23, tzinfo=UTC), False),
        (date(2026, 1, 3), date(2026, 1, 2), False),
    ],
)
def test_interval_of_days_and_moments_that_is_reversed_is_refused(start: date, end: date, is_fine: bool) -> None:
    """A day as an end is the whole day."""
    if is_fine:
        assert query_of("users.awards", user="M", awarded_from=start, awarded_to=end).params
        return
    with pytest.raises(InvalidRequest, match="awarded_from must be no later than awarded_to"):
        query_of("users.awards", user="M", awarded_from=start, awarded_to=end)


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        ({"sort": "player_total"}, "did you mean 'players_total'?"),
        ({"include": ["sytem"]}, "did you mean 'system'?"),
        ({"include": ["system", "achievement_set"]}, "did you mean 'achievement_sets'?"),
        ({"include": "system"}, "write ['system']"),
    ],
)
def test_misspelt_word_is_told_the_right_one(arguments: Any, hint: str) -> None:
    """The message ends with what was probably meant."""
    with pytest.raises(InvalidRequest) as caught:
        query_of("games.list", **arguments)
    assert caught.value.message.endswith(hint)


def test_enumeration_is_named_as_it_is_imported() -> None:
    """V1 has one of the same name."""
    with pytest.raises(InvalidRequest, match=r"such as \[v2\.TicketState\.OPEN\]"):
        query_of("tickets.list", state=[TicketState.OPEN])

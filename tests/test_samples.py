"""Sample answers of the server, from the folder that RETROACH_SAMPLES names; without it there is nothing to test."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from retroach_async import (
    ENDPOINTS,
    AchievementDistribution,
    AuthenticationFailed,
    Forbidden,
    FrozenMap,
    InvalidRequest,
    Model,
    NotFound,
    Reply,
    RetroachError,
    ServerError,
)
from retroach_async.wire import php
from tests.unread import unread_keys, without_reason
from tests.v1.answers import arguments_of

FOLDER = os.environ.get("RETROACH_SAMPLES")
SAMPLES = {path.stem: path for path in sorted(Path(FOLDER, "v1").glob("*.json"))} if FOLDER else {}

FAILURES: dict[str, tuple[int, type[RetroachError], str]] = {
    "error.unauthorized": (
        401,
        AuthenticationFailed,
        "the server does not know the API key (Credentials or RETROACHIEVEMENTS_API_KEY)",
    ),
    "error.unknown_endpoint": (404, NotFound, "Not Found"),
    "error.gone": (410, NotFound, "Gone"),
    "error.validation": (422, InvalidRequest, "The u field is required."),
    "error.server": (500, ServerError, "Server Error"),
    "get_achievement_unlocks.no_id": (200, NotFound, "no such thing"),
    "get_achievement_unlocks.not_found": (404, NotFound, "no such thing"),
    "get_comments.user_not_found": (404, NotFound, "no such thing"),
    "get_game.not_found": (200, NotFound, "no such thing"),
    "get_game_extended.not_found": (200, NotFound, "no such thing"),
    "get_game_hashes.not_found": (404, NotFound, "no such thing"),
    "get_game_info_and_user_progress.not_found": (200, NotFound, "no such thing"),
    "get_game_leaderboards.not_found": (404, NotFound, "no such thing"),
    "get_game_list.failure": (200, NotFound, "no such thing"),
    "get_game_progression.not_found": (404, NotFound, "no such thing"),
    "get_game_rank_and_score.failure": (200, NotFound, "no such thing"),
    "get_ticket_by_id.not_found": (404, NotFound, "Ticket ID 99999999 not found"),
    "get_user_game_leaderboards.game_not_found": (404, NotFound, "Game not found"),
    "get_user_game_leaderboards.no_entries": (422, NotFound, "User has no leaderboards on this game"),
    "get_user_game_leaderboards.no_leaderboards": (422, NotFound, "Game has no leaderboards"),
    "get_user_game_leaderboards.user_not_found": (404, NotFound, "User not found"),
    "get_user_profile.not_found": (404, NotFound, "no such thing"),
    "get_user_summary.not_found": (404, NotFound, "no such thing"),
    "get_user_want_to_play_list.forbidden": (401, Forbidden, "only its owner and mutual follows may see this"),
}
"""Samples of failures: their status, and the error and the message that they come to."""

EMPTY: dict[str, type[object]] = {
    "get_achievement_distribution.empty": AchievementDistribution,
    "get_achievement_of_the_week.none": type(None),
    "get_user_progress.not_found": FrozenMap,
}
"""Samples of answers that hold nothing, and the type of the nothing that they come to."""


def answer_of(sample: str, status: int = 200) -> Any:
    """The outcome of a sample: a result, or an error as a value."""
    name = sample.partition(".")[0] if not sample.startswith("error.") else "get_user_awards"
    judged = php.judge(Reply(status, {}, SAMPLES[sample].read_bytes()))
    if isinstance(judged, RetroachError):
        return judged
    endpoint = ENDPOINTS[name]
    return endpoint.reader(judged.payload, endpoint.bind((), arguments_of(name)))


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample not in FAILURES and sample not in EMPTY])
def test_sample_becomes_its_model_and_no_key_goes_unread(sample: str) -> None:
    """A good answer becomes its model, and each of its keys is read or has a reason not to be."""
    name = sample.partition(".")[0]
    endpoint, payload = ENDPOINTS[name], json.loads(SAMPLES[sample].read_bytes())
    bound = endpoint.bind((), arguments_of(name))
    result = answer_of(sample)
    assert not isinstance(result, RetroachError), getattr(result, "problems", result)
    assert without_reason(name, unread_keys(payload, lambda changed: endpoint.reader(changed, bound))) == set()
    models = (
        (result,) if isinstance(result, Model) else tuple(result.values() if name == "get_user_progress" else result)
    )
    assert [json.loads(json.dumps(model.to_dict())) for model in models] == [model.to_dict() for model in models]


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample in FAILURES])
def test_sample_of_a_failure_becomes_its_error(sample: str) -> None:
    """Each way in which the server fails comes to the documented error, with the server's own words if it has any."""
    status, kind, message = FAILURES[sample]
    error = answer_of(sample, status)
    assert (type(error), error.message, error.status) == (kind, message, status)


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample in EMPTY])
def test_sample_of_nothing_becomes_nothing(sample: str) -> None:
    """An answer that holds nothing is no error where nothing is a usual answer."""
    result = answer_of(sample)
    assert type(result) is EMPTY[sample]
    assert not result


@pytest.mark.parametrize("folder", [FOLDER] if FOLDER else [])
def test_no_expectation_is_without_a_sample(folder: str) -> None:
    """Every expectation of this file is about a sample that is there."""
    assert (FAILURES.keys() | EMPTY.keys()) - SAMPLES.keys() == set()

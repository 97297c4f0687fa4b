"""Samples of V1's answers, spelt again: the server's own keys and values."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retroach_async import ENDPOINTS, Game, UserProfile, UserSummary, to_wire
from retroach_async.models.game import GameDetails
from retroach_async.testing import example
from tests.test_samples import FAILURES, SAMPLES
from tests.unread import without_reason
from tests.v1.answers import arguments_of
from tests.wire.spelt import additions, differences

SHORTENED = "the sample has fewer rows than it says"
OLD_DATE = "the documentation shows a time, which the server no longer sends"
GAPS = "PHP makes an object of a list that has lost some of its rows"
EXPLAINED: dict[tuple[str, str], str] = {
    (
        "get_achievement_of_the_week.none",
        "",
    ): "an achievement without an id is no achievement; nothing is spelt as a list",
    ("get_claims.expired_object", ""): GAPS,
    ("get_comments", "Count"): SHORTENED,
    ("get_game", "Released"): OLD_DATE,
    ("get_game_info_and_user_progress", "Released"): OLD_DATE,
    ("get_game_info_and_user_progress", "type"): "the server sends `Type` here; only the documentation has `type`",
    ("get_game_leaderboards", "Count"): SHORTENED,
    ("get_game_leaderboards", "Score"): "the documentation shows text, the server sends a number",
    ("get_leaderboard_entries", "Count"): SHORTENED,
    ("get_recent_game_awards", "Count"): SHORTENED,
    ("get_recent_game_awards.deleted_user", "Results"): GAPS,
    ("get_top_ten_users.tie_object", ""): GAPS,
    ("get_user_completion_progress", "Count"): SHORTENED,
    ("get_user_game_leaderboards", "Count"): SHORTENED,
    (
        "get_user_game_leaderboards",
        "DateUpdated",
    ): "one model is about two endpoints, of which the other has another name",
    ("get_user_want_to_play_list", "Count"): SHORTENED,
    ("get_users_following_me", "Count"): SHORTENED,
    ("get_users_i_follow", "Count"): SHORTENED,
}
"""Keys of samples that are not spelt as they were, with the reasons; an empty one is the answer itself."""


def spelt_again(sample: str) -> tuple[Any, Any]:
    """A sample, and the spelling of the result that was read from it."""
    endpoint = ENDPOINTS[sample.partition(".")[0]]
    sent = json.loads(SAMPLES[sample].read_bytes())
    result = endpoint.reader(sent, endpoint.bind((), arguments_of(endpoint.name)))
    return sent, json.loads(json.dumps(to_wire(result, endpoint), allow_nan=False))


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample not in FAILURES])
def test_sample_keeps_its_keys_and_values(sample: str) -> None:
    """Every key that a model reads is spelt, with the value that the server sent, unless there is a reason."""
    sent, spelt = spelt_again(sample)
    lost = without_reason(sample.partition(".")[0], set(additions(spelt, sent)))
    changed = {key for key, *_ in differences(sent, spelt)}
    assert lost | changed == {key for name, key in EXPLAINED if name == sample}


def test_missing_id_is_zero_where_the_server_has_zero() -> None:
    """Who never played has a last game of 0, and that game a topic of 0; any other missing id is null."""
    assert to_wire(example(UserProfile, last_game_id=None))["LastGameID"] == 0
    summary = to_wire(example(UserSummary, last_game_id=None, last_game=example(GameDetails, forum_topic_id=None)))
    assert (summary["LastGameID"], summary["LastGame"]["ForumTopicID"]) == (0, 0)
    assert to_wire(example(Game, forum_topic_id=None))["ForumTopicID"] is None

"""Samples of V2's answers, compared with the models: the walk knows everything that is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from retroach_async import ENDPOINTS
from retroach_async.drift import Compared, Drift, compare
from tests.drift.contract import samples

SAMPLES = samples()

ME: dict[str, Any] = {"user": "TestPlayer"}
CALLS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "achievement-distribution": ("v2.games.achievement_distribution", {"game_id": 14402}),
    "achievement-distribution-empty": ("v2.games.achievement_distribution", {"game_id": 1}),
    "achievement-distribution-promoted-only": ("v2.games.achievement_distribution", {"game_id": 1}),
    "achievement-of-the-week": ("v2.event_achievements.achievement_of_the_week", {}),
    "achievement-player-achievements": ("v2.achievements.player_achievements", {"achievement_id": 9}),
    "achievement-set-claims": ("v2.achievement_set_claims.list", {}),
    "achievement-set-show": ("v2.achievement_sets.get", {"achievement_set_id": 1}),
    "achievement-set-versions": ("v2.achievement_set_versions.list", {}),
    "achievement-show": ("v2.achievements.get", {"achievement_id": 9}),
    "achievement-show-include": (
        "v2.achievements.get",
        {"achievement_id": 9, "include": ["developer", "achievement_set", "games"]},
    ),
    "achievements-index": ("v2.achievements.list", {}),
    "event-achievement-show": ("v2.event_achievements.get", {"event_achievement_id": 812}),
    "event-show-include-awards": ("v2.events.get", {"event_id": 14, "include": ["awards"]}),
    "game-comments": ("v2.games.comments", {"game_id": 1}),
    "game-hashes": ("v2.games.hashes", {"game_id": 1}),
    "game-show": ("v2.games.get", {"game_id": 1}),
    "game-show-include": ("v2.games.get", {"game_id": 1, "include": ["system", "achievement_sets"]}),
    "games-index": ("v2.games.list", {}),
    "games-index-empty": ("v2.games.list", {}),
    "health": ("v2.health", {}),
    "hubs-index": ("v2.hubs.list", {}),
    "leaderboard-entries": ("v2.leaderboards.entries", {"leaderboard_id": 104370}),
    "leaderboard-entries-include": ("v2.leaderboards.entries", {"leaderboard_id": 104370, "include": ["user"]}),
    "leaderboard-show": ("v2.leaderboards.get", {"leaderboard_id": 104370}),
    "systems-index": ("v2.systems.list", {}),
    "ticket-show": ("v2.tickets.get", {"ticket_id": 1}),
    "tickets-index": ("v2.tickets.list", {}),
    "user-awards-index": ("v2.user_awards.list", {}),
    "user-awards-related": ("v2.users.awards", ME),
    "user-followers": ("v2.users.followers", ME),
    "user-game-list-entries": ("v2.users.user_game_list_entries", ME),
    "user-player-achievement-sets": ("v2.users.player_achievement_sets", ME),
    "user-player-achievements": ("v2.users.player_achievements", ME),
    "user-player-games": ("v2.users.player_games", ME),
    "user-player-games-include": (
        "v2.users.player_games",
        ME | {"include": ["achievement_sets", "game", "player_achievement_sets"]},
    ),
    "user-show": ("v2.users.get", ME),
    "user-show-include-last-game": ("v2.users.get", ME | {"include": ["last_game"]}),
    "users-index": ("v2.users.list", {}),
}
"""The call of each sample."""

SPARSE = "games-index-sparse"
"""A sample of a call that asked for a few attributes only, as no method does."""


def compared(sample: str) -> Compared:
    """The comparison of a sample with the model of its call."""
    name, arguments = CALLS[sample]
    return compare(ENDPOINTS[name], json.loads(SAMPLES[sample].read_bytes()), ENDPOINTS[name].bind((), arguments))


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample in CALLS])
def test_sample_has_no_drift(sample: str) -> None:
    """Each object of a sample, the included ones too, has what its model says and nothing else."""
    assert compared(sample).findings == ()
    assert not compared(sample).skipped


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if "include" in CALLS.get(sample, ("", {}))[1]])
def test_included_objects_that_nobody_asked_for_are_drift(sample: str) -> None:
    """Without the words of the call, the same document has relations and objects that nothing leads to."""
    name, arguments = CALLS[sample]
    without = {key: value for key, value in arguments.items() if key != "include"}
    document = json.loads(SAMPLES[sample].read_bytes())
    findings = compare(ENDPOINTS[name], document, ENDPOINTS[name].bind((), without)).findings

    types = {f"included[{row['type']}]" for row in document["included"]}
    assert {finding.path for finding in findings if finding.drift is Drift.UNKNOWN_KEY} == types


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_sample_of_an_answer_is_compared(sample: str) -> None:
    """A sample is compared, or it is one of a failure."""
    assert sample in CALLS or sample == SPARSE or "errors" in (text := SAMPLES[sample].read_text()) or "message" in text

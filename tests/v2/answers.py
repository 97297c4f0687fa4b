"""The sample answers of V2, from the folder that RETROACH_SAMPLES names; without it there is nothing to test."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from retroach_async import ENDPOINTS

FOLDER = Path(os.environ["RETROACH_SAMPLES"], "v2") if "RETROACH_SAMPLES" in os.environ else None
ULID = "01HV5KZ8QW3N7T2M4X6Y9B1C0D"
USER = {"user": ULID}

ANSWERS: dict[str, tuple[str, dict[str, Any]]] = {
    "achievement-player-achievements": ("achievements.player_achievements", {"achievement_id": 9}),
    "achievement-set-claims": ("achievement_set_claims.list", {}),
    "achievement-set-show": ("achievement_sets.get", {"achievement_set_id": 11}),
    "achievement-set-versions": ("achievement_sets.achievement_set_versions", {"achievement_set_id": 11}),
    "achievement-show": ("achievements.get", {"achievement_id": 9}),
    "achievement-show-include": (
        "achievements.get",
        {"achievement_id": 9, "include": ["developer", "achievement_set", "games"]},
    ),
    "achievements-index": ("achievements.list", {}),
    "event-achievement-show": ("event_achievements.get", {"event_achievement_id": 812}),
    "event-show-include-awards": ("events.get", {"event_id": 14, "include": ["awards"]}),
    "game-comments": ("games.comments", {"game_id": 1}),
    "game-hashes": ("games.hashes", {"game_id": 1}),
    "game-show": ("games.get", {"game_id": 1}),
    "game-show-include": ("games.get", {"game_id": 1, "include": ["system", "achievement_sets"]}),
    "games-index": ("games.list", {}),
    "hubs-index": ("hubs.list", {}),
    "leaderboard-entries": ("leaderboards.entries", {"leaderboard_id": 104370}),
    "leaderboard-entries-include": ("leaderboards.entries", {"leaderboard_id": 104370, "include": ["user"]}),
    "leaderboard-show": ("leaderboards.get", {"leaderboard_id": 104370}),
    "systems-index": ("systems.list", {}),
    "ticket-show": ("tickets.get", {"ticket_id": 110200}),
    "tickets-index": ("tickets.list", {}),
    "user-awards-index": ("user_awards.list", {}),
    "user-awards-related": ("users.awards", USER),
    "user-followers": ("users.followers", USER),
    "user-game-list-entries": ("users.user_game_list_entries", USER),
    "user-player-achievement-sets": ("users.player_achievement_sets", USER),
    "user-player-achievements": ("users.player_achievements", USER),
    "user-player-games": ("users.player_games", USER),
    "user-player-games-include": (
        "users.player_games",
        {**USER, "include": ["game", "achievement_sets", "player_achievement_sets"]},
    ),
    "user-show": ("users.get", USER),
    "user-show-include-last-game": ("users.get", {**USER, "include": ["last_game"]}),
    "users-index": ("users.list", {}),
}
"""By name of the sample: the call that it answers."""

every_answer = pytest.mark.parametrize("sample", ANSWERS if FOLDER else [])
with_samples = pytest.mark.parametrize("folder", [FOLDER] if FOLDER else [])


def document_of(sample: str) -> dict[str, Any]:
    """The document of a sample."""
    assert FOLDER is not None
    document: dict[str, Any] = json.loads((FOLDER / f"{sample}.json").read_bytes())
    return document


def read(document: Any, name: str, **arguments: Any) -> Any:
    """The result that a call makes of a document."""
    endpoint = ENDPOINTS[f"v2.{name}"]
    return endpoint.reader(document, endpoint.bind((), arguments))


def answer(sample: str) -> Any:
    """The result of the call that a sample answers."""
    name, arguments = ANSWERS[sample]
    return read(document_of(sample), name, **arguments)

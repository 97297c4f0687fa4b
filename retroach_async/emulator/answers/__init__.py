"""The answers, one function for each endpoint, spelt as the server spells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from retroach_async.emulator.answers import (
    achievements,
    awards,
    claims,
    comments,
    games,
    leaderboards,
    progress,
    progression,
    site,
    summary,
    systems,
    tickets,
    users,
)
from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import ANSWERS as V2_ANSWERS

Answerer = Callable[[ApiRequest], Any]
"""Makes a JSON value, or a `Response` for an unusual status or media type."""

ANSWERS: Final[Mapping[str, Answerer]] = {
    "get_achievement_count": games.get_achievement_count,
    "get_achievement_distribution": games.get_achievement_distribution,
    "get_achievement_of_the_week": achievements.get_achievement_of_the_week,
    "get_achievement_ticket_stats": tickets.get_achievement_ticket_stats,
    "get_achievement_unlocks": achievements.get_achievement_unlocks,
    "get_achievements_earned_between": achievements.get_achievements_earned_between,
    "get_achievements_earned_on_day": achievements.get_achievements_earned_on_day,
    "get_active_claims": claims.get_active_claims,
    "get_claims": claims.get_claims,
    "get_comments": comments.get_comments,
    "get_console_ids": systems.get_console_ids,
    "get_developer_ticket_stats": tickets.get_developer_ticket_stats,
    "get_game": games.get_game,
    "get_game_extended": games.get_game_extended,
    "get_game_hashes": games.get_game_hashes,
    "get_game_info_and_user_progress": progress.get_game_info_and_user_progress,
    "get_game_leaderboards": leaderboards.get_game_leaderboards,
    "get_game_list": systems.get_game_list,
    "get_game_progression": progression.get_game_progression,
    "get_game_rank_and_score": games.get_game_rank_and_score,
    "get_game_ticket_stats": tickets.get_game_ticket_stats,
    "get_leaderboard_entries": leaderboards.get_leaderboard_entries,
    "get_most_recent_tickets": tickets.get_most_recent_tickets,
    "get_most_ticketed_games": tickets.get_most_ticketed_games,
    "get_recent_game_awards": site.get_recent_game_awards,
    "get_ticket_by_id": tickets.get_ticket_by_id,
    "get_top_ten_users": site.get_top_ten_users,
    "get_user_awards": awards.get_user_awards,
    "get_user_claims": claims.get_user_claims,
    "get_user_completed_games": progress.get_user_completed_games,
    "get_user_completion_progress": progress.get_user_completion_progress,
    "get_user_game_leaderboards": leaderboards.get_user_game_leaderboards,
    "get_user_game_rank_and_score": progress.get_user_game_rank_and_score,
    "get_user_points": users.get_user_points,
    "get_user_profile": users.get_user_profile,
    "get_user_progress": progress.get_user_progress,
    "get_user_rank_and_score": users.get_user_rank_and_score,
    "get_user_recent_achievements": achievements.get_user_recent_achievements,
    "get_user_recently_played_games": progress.get_user_recently_played_games,
    "get_user_set_requests": users.get_user_set_requests,
    "get_user_summary": summary.get_user_summary,
    "get_user_want_to_play_list": users.get_user_want_to_play_list,
    "get_users_following_me": users.get_users_following_me,
    "get_users_i_follow": users.get_users_i_follow,
    **V2_ANSWERS,
}
"""The answers by the name of the endpoint."""

MODES: Final[Mapping[str, Callable[[ApiRequest], str]]] = {"API_GetTicketData.php": tickets.mode}
"""For a script with several endpoints: the function that finds the endpoint from the parameters."""

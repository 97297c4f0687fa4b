"""V1: users."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Annotated

from retroach_async import keys, models
from retroach_async.models import SetRequestKind
from retroach_async.registry import Group
from retroach_async.v1._declare import route
from retroach_async.v1._split import by_games, by_time


class UserEndpoints(Group):
    """Calls about one user, by name or ULID."""

    @route("API_GetGameInfoAndUserProgress.php")
    async def get_game_info_and_user_progress(
        self,
        game_id: Annotated[int, keys.GAME_G],
        user: Annotated[str, keys.USER],
        *,
        include_award_metadata: Annotated[bool, keys.WITH_AWARD] = False,
    ) -> models.UserGameProgress:
        """A game with its promoted achievements and a user's progress on them.

        Raises `NotFound` for an unknown user or game; the server does not say which of them is unknown.

        https://api-docs.retroachievements.org/v1/get-game-info-and-user-progress.html
        """
        ...

    @route("API_GetAchievementsEarnedBetween.php", strategy=by_time)
    async def get_achievements_earned_between(
        self,
        user: Annotated[str, keys.USER],
        start: Annotated[datetime, keys.FROM_MOMENT],
        end: Annotated[datetime, keys.TO_MOMENT],
    ) -> tuple[models.EarnedAchievement, ...]:
        """All achievements that a user unlocked between two moments, both included, the oldest first.

        Both moments are aware datetimes; fractions of a second are dropped. One answer holds at most 500
        unlocks. When there are more, further requests fetch the rest, so that no unlock is lost; each
        request has the deadline of a whole call. Returns an empty tuple for an unknown user.

        https://api-docs.retroachievements.org/v1/get-achievements-earned-between.html
        """
        ...

    @route("API_GetAchievementsEarnedOnDay.php")
    async def get_achievements_earned_on_day(
        self, user: Annotated[str, keys.USER], date: Annotated[date, keys.ON_DAY]
    ) -> tuple[models.EarnedAchievement, ...]:
        """The achievements that a user unlocked on one day (UTC), the oldest first.

        The server returns at most the first 500 of the day; get_achievements_earned_between has no such
        limit. Returns an empty tuple for an unknown user.

        https://api-docs.retroachievements.org/v1/get-achievements-earned-on-day.html
        """
        ...

    @route("API_GetUserRecentAchievements.php")
    async def get_user_recent_achievements(
        self, user: Annotated[str, keys.USER], *, minutes: Annotated[int, keys.MINUTES] = 60
    ) -> tuple[models.EarnedAchievement, ...]:
        """The achievements that a user unlocked in the last minutes, the newest first.

        When there are more than 500, the newest unlocks are missing; get_achievements_earned_between has
        no such limit. Returns an empty tuple for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-recent-achievements.html
        """
        ...

    @route("API_GetUserAwards.php")
    async def get_user_awards(self, user: Annotated[str, keys.USER]) -> models.UserAwards:
        """The awards on a user's page, for games, events and merits, and the number of each kind.

        There are no pages, so an answer may hold thousands of awards. Returns no awards for an unknown
        user: the server gives the same answer for an unknown user and for a user without awards.

        https://api-docs.retroachievements.org/v1/get-user-awards.html
        """
        ...

    @route("API_GetUserClaims.php")
    async def get_user_claims(self, user: Annotated[str, keys.USER]) -> tuple[models.Claim, ...]:
        """All claims that a user ever made, the newest first.

        Raises `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-claims.html
        """
        ...

    @route("API_GetUserCompletedGames.php")
    async def get_user_completed_games(self, user: Annotated[str, keys.USER]) -> tuple[models.CompletedGame, ...]:
        """A user's unlocks by game, with up to two rows for each game: casual and hardcore.

        Only games with more than five promoted achievements are listed. The site calls this call a
        legacy one and recommends get_user_completion_progress. Returns an empty tuple for an unknown
        user.

        https://api-docs.retroachievements.org/v1/get-user-completed-games.html
        """
        ...

    @route("API_GetUserCompletionProgress.php")
    async def get_user_completion_progress(
        self,
        user: Annotated[str, keys.USER],
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.CompletionProgress]:
        """A user's progress, one row for each played game, the latest unlock first.

        Only games with more than five promoted achievements are listed, and games in which the user
        still has an award. Returns an empty page for an unknown user: the server gives the same answer
        for an unknown user and for a user who never played.

        https://api-docs.retroachievements.org/v1/get-user-completion-progress.html
        """
        ...

    @route("API_GetUserGameRankAndScore.php")
    async def get_user_game_rank_and_score(
        self, user: Annotated[str, keys.USER], game_id: Annotated[int, keys.GAME_G]
    ) -> models.UserGameRank | None:
        """A user's rank and points in one game; None when the user never played it.

        Returns None for an unknown user or game as well: the server gives the same answer for all three.

        https://api-docs.retroachievements.org/v1/get-user-game-rank-and-score.html
        """
        ...

    @route("API_GetUserPoints.php")
    async def get_user_points(self, user: Annotated[str, keys.USER]) -> models.UserPoints:
        """A user's hardcore and casual points.

        Raises `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-points.html
        """
        ...

    @route("API_GetUserProfile.php")
    async def get_user_profile(self, user: Annotated[str, keys.USER]) -> models.UserProfile:
        """A user's public profile. This is the cheapest call that turns a name into a ULID.

        Raises `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-profile.html
        """
        ...

    @route("API_GetUserProgress.php", strategy=by_games)
    async def get_user_progress(
        self, user: Annotated[str, keys.USER], game_ids: Annotated[Collection[int], keys.GAMES]
    ) -> models.FrozenMap[models.UserProgress]:
        """A user's unlocks and points in any number of games, by game id.

        More than 200 games take several requests, one after the other; each request has the deadline of
        a whole call. A game that is unknown or was never played has zeros. Returns an empty mapping for
        an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-progress.html
        """
        ...

    @route("API_GetUserRecentlyPlayedGames.php")
    async def get_user_recently_played_games(
        self,
        user: Annotated[str, keys.USER],
        *,
        count: Annotated[int, keys.COUNT_OR_NONE.upto(50)] = 10,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.RecentlyPlayedGame]:
        """The games that a user played, the latest first, with the progress in each.

        The server sends no total. Returns an empty page for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-recently-played-games.html
        """
        ...

    @route("API_GetUserSetRequests.php")
    async def get_user_set_requests(
        self,
        user: Annotated[str, keys.USER],
        *,
        kind: Annotated[SetRequestKind, keys.REQUEST_KIND] = SetRequestKind.ACTIVE,
    ) -> models.SetRequests:
        """The games for which a user requests achievements, and the number of requests that are left.

        Raises `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-set-requests.html
        """
        ...

    @route("API_GetUserSummary.php")
    async def get_user_summary(
        self,
        user: Annotated[str, keys.USER],
        *,
        recent_games_count: Annotated[int, keys.RECENT_GAMES] = 0,
        recent_achievements_count: Annotated[int, keys.RECENT_ACHIEVEMENTS] = 10,
    ) -> models.UserSummary:
        """A user's profile with the recently played games and the recently unlocked achievements.

        The site calls this call slow. With `recent_games_count=0`, the server's default, there are no games
        and no achievements. With `recent_achievements_count=0` there are all achievements of these games,
        locked ones too. Raises `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-summary.html
        """
        ...

    @route("API_GetUserWantToPlayList.php")
    async def get_user_want_to_play_list(
        self,
        user: Annotated[str, keys.USER],
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.WantedGame]:
        """The games that a user wants to play, in no particular order.

        Raises `Forbidden` unless the user is the owner of the key or the two follow each other, and
        `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-want-to-play-list.html
        """
        ...

    @route("API_GetUsersFollowingMe.php")
    async def get_users_following_me(
        self,
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.Follower]:
        """The users who follow the owner of the key, the most recently active first.

        https://api-docs.retroachievements.org/v1/get-users-following-me.html
        """
        ...

    @route("API_GetUsersIFollow.php")
    async def get_users_i_follow(
        self,
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> models.Page[models.FollowedUser]:
        """The users whom the owner of the key follows, the most recently active first.

        https://api-docs.retroachievements.org/v1/get-users-i-follow.html
        """
        ...

    @route("API_GetUserRankAndScore.php")
    async def get_user_rank_and_score(self, user: Annotated[str, keys.USER]) -> models.UserRank:
        """A user's points and rank on the site.

        The site does not document this call. Returns no points and no rank for an unknown user.

        https://github.com/RetroAchievements/RAWeb/blob/master/public/API/API_GetUserRankAndScore.php
        """
        ...

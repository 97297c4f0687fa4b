"""V1: one user."""

from __future__ import annotations

from typing import Annotated

from retroach_async import keys
from retroach_async.models import CompletionProgress, Page, UserProfile
from retroach_async.registry import Group
from retroach_async.v1._get import get


class UserEndpoints(Group):
    """Everything about one user, by name or ULID."""

    @get("API_GetUserProfile.php")
    async def get_user_profile(self, user: Annotated[str, keys.USER]) -> UserProfile:
        """A user's public profile: the cheap way from a name to a ULID.

        Raises `NotFound` for an unknown user.

        https://api-docs.retroachievements.org/v1/get-user-profile.html
        """
        ...

    @get("API_GetUserCompletionProgress.php")
    async def get_user_completion_progress(
        self,
        user: Annotated[str, keys.USER],
        *,
        count: Annotated[int, keys.COUNT.upto(500)] = 100,
        offset: Annotated[int, keys.OFFSET] = 0,
    ) -> Page[CompletionProgress]:
        """A user's progress, one row per played game, the latest unlock first.

        An unknown user gives an empty page: the server does not tell it from one who never played.

        https://api-docs.retroachievements.org/v1/get-user-completion-progress.html
        """
        ...

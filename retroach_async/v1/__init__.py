"""The endpoints of V1, one file per area of the site's documentation. Declarations only.

Two scripts of the server have no method, because the site has removed them and they answer 410 to every request:
`API_GetFeed.php` and `API_GetGameRating.php`.
"""

from retroach_async.v1.achievements import AchievementEndpoints
from retroach_async.v1.comments import CommentEndpoints
from retroach_async.v1.feed import FeedEndpoints
from retroach_async.v1.games import GameEndpoints
from retroach_async.v1.leaderboards import LeaderboardEndpoints
from retroach_async.v1.systems import SystemEndpoints
from retroach_async.v1.tickets import TicketEndpoints
from retroach_async.v1.users import UserEndpoints


class V1(
    GameEndpoints,
    LeaderboardEndpoints,
    AchievementEndpoints,
    UserEndpoints,
    FeedEndpoints,
    SystemEndpoints,
    CommentEndpoints,
    TicketEndpoints,
):
    """Every endpoint of V1."""


__all__ = ["V1"]

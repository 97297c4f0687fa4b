"""Comments on games, achievements and the walls of users."""

from __future__ import annotations

from collections.abc import Sequence

from retroach_async.emulator.api_request import ApiRequest
from retroach_async.emulator.v2 import filters
from retroach_async.emulator.v2.kind import Kind, Listing, Routes, one
from retroach_async.emulator.v2.kinds.achievements import achievement
from retroach_async.emulator.v2.kinds.games import game
from retroach_async.emulator.v2.kinds.users import user
from retroach_async.emulator.v2.refusals import unknown
from retroach_async.emulator.v2.spelling import moment, picture
from retroach_async.emulator.world.social import Comment
from retroach_async.models.media import SITE

COMMENTS = Kind(
    type="comments",
    attributes={
        "body": lambda _, comment: comment.text,
        "authorAvatarUrl": lambda _, comment: picture(comment.author.picture),
        "authorDisplayName": lambda _, comment: comment.author.name,
        "authorId": lambda _, comment: comment.author.ulid,
        "permalink": lambda _, comment: f"{SITE}/comment/{comment.id}",
        "submittedAt": lambda _, comment: moment(comment.at),
    },
    relations={"author": one("users", lambda _, comment: comment.author)},
    filters={"id": filters.ids()},
    order="submittedAt",
    has_page=False,
)


def comments_on_game(request: ApiRequest) -> Sequence[Comment]:
    """The comments on the game in the path."""
    return request.world.comments(game(request))


def comments_on_achievement(request: ApiRequest) -> Sequence[Comment]:
    """The comments on the achievement in the path."""
    return request.world.comments(achievement(request))


def comments_on_wall(request: ApiRequest) -> Sequence[Comment]:
    """The comments on the wall of the user in the path, which must be open."""
    owner = user(request)
    if not owner.wall_open:
        raise unknown(f"No comments found for user {owner.name}.")
    return request.world.comments(owner)


KINDS = (COMMENTS,)
ROUTES: Routes = {
    "achievements.comments": Listing("comments", comments_on_achievement),
    "games.comments": Listing("comments", comments_on_game),
    "users.wall_comments": Listing("comments", comments_on_wall),
}

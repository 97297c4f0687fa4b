"""Answers about comments."""

from __future__ import annotations

from typing import Any

from retroach_async.emulator.answers import spelling
from retroach_async.emulator.api_request import INTEGER, ApiRequest, cast
from retroach_async.emulator.response import not_found
from retroach_async.emulator.world.social import Comment
from retroach_async.models import Permissions

_GAME, _ACHIEVEMENT, _USER = 1, 2, 3


def get_comments(request: ApiRequest) -> Any:
    """The comments on a game, an achievement or a user's wall."""
    check = request.check()
    subject = check.required("i")
    is_number = INTEGER.fullmatch(subject) is not None
    kind = check.choice("t", (_GAME, _ACHIEVEMENT, _USER), 0)
    if is_number and not request.text("t"):
        check.problem("t", "The t field is required when i is an integer.")
    if subject and not is_number and kind in (_GAME, _ACHIEVEMENT):
        check.problem("i", "The i field must be an integer.")
    order = request.text("sort") or "submitted"
    if order not in ("submitted", "-submitted"):
        check.problem("sort", "The selected sort is invalid.")
    size, offset = check.page(100, 500)
    check.done()
    comments = _comments(request, subject, kind) if is_number else _wall_of(request, subject)
    if order == "-submitted":
        comments = comments[::-1]
    rows = [
        {
            "User": comment.author.name,
            "ULID": comment.author.ulid,
            "Submitted": spelling.moment_in_micros(comment.at),
            "CommentText": comment.text,
        }
        for comment in spelling.page(comments, size, offset)
    ]
    return spelling.paged(rows, len(comments))


def _comments(request: ApiRequest, subject: str, kind: int) -> list[Comment]:
    """The comments on a thing with a number. A user's internal number skips every check, as on the server."""
    world, number = request.world, cast(subject)
    if kind == _GAME:
        game = world.game(number)
        return world.comments(game) if game else []
    if kind == _ACHIEVEMENT:
        achievement = world.achievement(number)
        return world.comments(achievement) if achievement else []
    user = next((player for player in world.players if player.id == number), None)
    return world.comments(user) if user else []


def _wall_of(request: ApiRequest, name: str) -> list[Comment]:
    user = request.world.player_named(name)
    if user is None or user.permissions <= Permissions.BANNED or not user.wall_open:
        raise not_found([])
    return request.world.comments(user)

"""The keys of an answer that its model does not read, and the reason why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from retroach_async.drift import LEFT_OUT

UNREAD = {
    **LEFT_OUT,
    ("get_game_info_and_user_progress", "GuideURL"): "in the documentation only; the server does not send it",
}
"""Every key that is left out on purpose, with the reason; `*` stands for every endpoint."""

_UNREADABLE = float("nan")


def unread_keys(payload: Any, read: Callable[[Any], object]) -> set[str]:
    """The keys whose values make no difference to the result, even when no field could take them."""
    usual, unread = read(payload), set()

    def look_into(value: Any) -> None:
        if isinstance(value, list):
            for item in value:
                look_into(item)
        elif isinstance(value, dict):
            for key, content in list(value.items()):
                value[key] = _UNREADABLE
                is_unread = read(payload) == usual
                value[key] = content
                if is_unread:
                    unread.add(key)
                else:
                    look_into(content)

    look_into(payload)
    return unread


def without_reason(name: str, keys: set[str]) -> set[str]:
    """The keys that nobody has declared superfluous."""
    return {key for key in keys if not {(name, key), ("*", key)} & UNREAD.keys()}

"""Addresses of the site's pages, read and written."""

from __future__ import annotations

import re
from typing import Final, Literal, get_args
from urllib.parse import parse_qsl, unquote

from attrs import frozen

from retroach_async.checks import excerpt
from retroach_async.errors import InvalidRequest
from retroach_async.keys import LARGEST_ID, USER
from retroach_async.models import media

PageKind = Literal["game", "achievement", "user", "leaderboard", "ticket", "hub", "event", "system"]
"""The kinds of pages that have an id of the API."""

_KINDS: Final[tuple[PageKind, ...]] = get_args(PageKind)
_BELOW: Final = {"system": "/games"}
"""The rest of an address behind the id: a system has a page for each of its lists only."""

_SCRIPTS: Final[dict[str, tuple[PageKind, str]]] = {
    "gameinfo": ("game", "id"),
    "linkedhashes": ("game", "g"),
    "achievementinfo": ("achievement", "id"),
    "userinfo": ("user", "id"),
    "leaderboardinfo": ("leaderboard", "i"),
    "ticketmanager": ("ticket", "i"),
}
"""The scripts of the site's old addresses, each with the parameter that has the id."""

# The paths and the scripts are those of https://github.com/RetroAchievements/RAWeb.
_ADDRESS = re.compile(
    r"(?:(?:https?:)?//)?(?:www\.)?retroachievements\.org/"
    r"(?:(?P<kind>[a-z]+)/(?P<id>[^/?#\s]+)(?:/[^?#\s]*)?|(?P<script>[a-z]+)\.php)"
    r"(?:\?(?P<query>[^#\s]*))?(?:#\S*)?",
    re.ASCII | re.IGNORECASE,
)
_ID = re.compile(r"([1-9][0-9]{0,18})(?:-[^/]*)?", re.ASCII)
"""A number, and the words that may follow it: `3-green-hill-act-1`."""
_USER = re.compile(USER.pattern or "", re.ASCII)

_LONGEST = 2000
"""The number of characters from which on a text is no address."""
_AROUND = "<>()[]{}\"'`*|"
"""The characters that chat programs and people put around an address."""
_BEHIND = ".,;:!?"


@frozen
class PageLink:
    """A page of the site: its kind and the id that the calls take."""

    kind: PageKind
    """The kind of page: `game`, `achievement`, `user`, `leaderboard`, `ticket`, `hub`, `event` or `system`."""
    id: int | str
    """The id; of a user the name."""

    @property
    def url(self) -> str:
        """The absolute address."""
        return page_url(self.kind, self.id)


def parse_url(text: object) -> PageLink | None:
    """The page that a pasted address leads to: `parse_url("https://retroachievements.org/game/14402")`.

    It never raises. None for anything that is no address of such a page: other hosts, other pages, ids that the API
    does not take, users by hash (`/u/...`). `http`, `www.` and no scheme at all are fine, and so are sub-pages
    (`/game/1/hashes`), words behind an id (`/leaderboard/3-time-trial`), old addresses (`gameInfo.php?ID=1`), and
    what chat programs put around an address: `<https://...>`, a full stop behind it.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    found = _ADDRESS.fullmatch(text.strip().strip(_AROUND).rstrip(_BEHIND + _AROUND))
    if found is None:
        return None
    if found["script"]:
        kind, name = _SCRIPTS.get(found["script"].lower(), (None, ""))
        text = next((value for key, value in parse_qsl(found["query"] or "") if key.lower() == name), "")
    else:
        kind, text = _kind_of(found["kind"]), unquote(found["id"])
    key = _key(kind, text) if kind else None
    return PageLink(kind, key) if kind and key else None


def page_url(kind: PageKind, id: int | str) -> str:  # noqa: A002  the field of a link has this name
    """The absolute address of a page: `page_url("game", 14402)`.

    A user's id is the name. Raises `InvalidRequest` for another kind of page, and for an id that the API does not take.
    """
    if kind not in _KINDS:
        raise InvalidRequest(f"kind must be one of {', '.join(_KINDS)}, not {excerpt(kind)}", parameter="kind")
    is_text = isinstance(id, str) and kind == "user"
    is_number = isinstance(id, int) and not isinstance(id, bool) and 0 < id <= LARGEST_ID
    key = _key(kind, str(id)) if is_text or is_number else None
    if key is None or str(key) != str(id):
        expectation = USER.expects if kind == "user" else f"a {kind} id, an integer from 1"
        raise InvalidRequest(f"id must be {expectation}, not {excerpt(id)}", parameter="id")
    return f"{media.page_url(kind, key)}{_BELOW.get(kind, '')}"


def _kind_of(word: str) -> PageKind | None:
    return next((kind for kind in _KINDS if kind == word.lower()), None)


def _key(kind: PageKind, text: str) -> int | str | None:
    """The id that a text stands for; None when the API does not take it."""
    if kind == "user":
        return text if _USER.fullmatch(text) else None
    found = _ID.fullmatch(text)
    number = int(found[1]) if found else 0
    return number if 0 < number <= LARGEST_ID else None

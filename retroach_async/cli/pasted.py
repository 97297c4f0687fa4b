"""Addresses of pages, and names of systems, in the place of ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retroach_async.checks import excerpt
from retroach_async.errors import InvalidRequest
from retroach_async.lookup import PageKind, System, parse_url
from retroach_async.param import Param

_WALLS: Sequence[PageKind] = ("game", "achievement", "user")
"""The kinds of pages that have comments."""
_KINDS: dict[str, Sequence[PageKind]] = {
    "identifier": _WALLS,
    **{kind: (kind,) for kind in ("game", "achievement", "user", "leaderboard", "ticket", "hub", "event", "system")},
}
"""The kinds of pages that a parameter takes, by its name without `_id`."""
_ADDRESS = re.compile(r"\s*<?(https?:|www\.|retroachievements\.)", re.IGNORECASE)


def id_in(param: Param, text: str) -> str:
    """The text of the id that a word stands for: of an address its id, of a system's name the number.

    Any other word is given back. Raises `InvalidRequest` for the address of another kind of page, and for a system that
    nobody knows.
    """
    kinds = _kinds_of(param)
    if not kinds:
        return text
    if _is_address(text):
        return _id_of_page(param, kinds, text)
    return str(int(System.of(text))) if "system" in kinds and not _is_number(text) else text


def needs_finding(param: Param, text: str) -> bool:
    """True for a word that is no id itself, but an address or a name that may stand for one."""
    kinds = _kinds_of(param)
    return bool(kinds) and (_is_address(text) or ("system" in kinds and not _is_number(text)))


def user_in(text: str) -> str:
    """The user of a page's address; any other text is given back."""
    link = parse_url(text)
    return str(link.id) if link is not None and link.kind == "user" else text


def hint(param: Param) -> str:
    """A sentence for the help: what may stand in the place of an id; empty where nothing may."""
    kinds = _kinds_of(param)
    if "system" in kinds:
        return "A name such as megadrive is fine too."
    return "The address of the page is fine too." if kinds else ""


def _kinds_of(param: Param) -> Sequence[PageKind]:
    return _KINDS.get(re.sub("_ids?$", "", param.name), ())


def _id_of_page(param: Param, kinds: Sequence[PageKind], text: str) -> str:
    link = parse_url(text)
    if link is not None and link.kind in kinds:
        return str(link.id)
    wanted = " or ".join(map(_with_article, kinds))
    found = "no page of the site with an id" if link is None else f"the page of {_with_article(link.kind)}"
    message = f"{param.name} must be the id or the page of {wanted}, but {excerpt(text)} is {found}"
    raise InvalidRequest(message, parameter=param.name)


def _with_article(kind: PageKind) -> str:
    return f"{'an' if kind in ('achievement', 'event') else 'a'} {kind}"


def _is_address(text: str) -> bool:
    """True for the address of any page, as people paste it, and for what was meant as one."""
    return parse_url(text) is not None or _ADDRESS.match(text) is not None


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\s*[-+]?[0-9]+\s*", text) is not None

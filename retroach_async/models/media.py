"""Paths of pictures and pages, and their absolute addresses."""

from __future__ import annotations

from urllib.parse import quote

MEDIA_HOST = "https://media.retroachievements.org"
SITE = "https://retroachievements.org"


class Image(str):
    """The path of a picture, e.g. `/Images/067895.png`; `url` is the absolute address."""

    __slots__ = ()

    @property
    def url(self) -> str:
        """The absolute address."""
        return f"{MEDIA_HOST}{self}"


class Badge(str):
    """The name of an achievement's badge, e.g. `"250336"`; leading zeros are part of the name."""

    __slots__ = ()

    @property
    def url(self) -> str:
        """The absolute address of the coloured picture."""
        return f"{MEDIA_HOST}/Badge/{self}.png"

    @property
    def locked_url(self) -> str:
        """The absolute address of the grey picture, shown while the achievement is locked."""
        return f"{MEDIA_HOST}/Badge/{self}_lock.png"


def page_url(kind: str, key: int | str) -> str:
    """The address of a page of the site: `page_url("game", 1)`."""
    return f"{SITE}/{kind}/{quote(str(key), safe='')}"

"""Paths of pictures, and their absolute addresses."""

from __future__ import annotations

MEDIA_HOST = "https://media.retroachievements.org"
SITE = "https://retroachievements.org"


class Image(str):
    """A picture's path on the media host, e.g. ``/Images/067895.png``; ``url`` is its address."""

    __slots__ = ()

    @property
    def url(self) -> str:
        """The absolute address."""
        return f"{MEDIA_HOST}{self}"


class Badge(str):
    """An achievement's badge by its name, e.g. ``"250336"``; leading zeros count."""

    __slots__ = ()

    @property
    def url(self) -> str:
        """The absolute address of the coloured picture."""
        return f"{MEDIA_HOST}/Badge/{self}.png"

    @property
    def locked_url(self) -> str:
        """The absolute address of the grey picture, shown while the achievement is locked."""
        return f"{MEDIA_HOST}/Badge/{self}_lock.png"

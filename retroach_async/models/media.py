"""Paths of pictures and pages, and their absolute addresses."""

from typing import Self
from urllib.parse import quote

MEDIA_HOST = "https://media.retroachievements.org"
SITE = "https://retroachievements.org"


class Image(str):
    """The path of a picture, e.g. `/Images/067895.png`; `url` is the absolute address."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """The picture of a path or of an absolute address."""
        return cls(text.removeprefix(MEDIA_HOST))

    @property
    def url(self) -> str:
        """The absolute address."""
        return f"{MEDIA_HOST}{self}" if self.startswith("/") else str(self)


class Badge(str):
    """The name of an achievement's badge, e.g. `"250336"`; leading zeros are part of the name."""

    __slots__ = ()

    @classmethod
    def of(cls, text: str) -> Self:
        """The badge of a name or of an absolute address."""
        if text.startswith(_BADGES):
            text = text.removeprefix(_BADGES).removesuffix(".png").removesuffix("_lock")
        return cls(text)

    @property
    def url(self) -> str:
        """The absolute address of the coloured picture."""
        return f"{_BADGES}{self}.png"

    @property
    def locked_url(self) -> str:
        """The absolute address of the grey picture, shown while the achievement is locked."""
        return f"{_BADGES}{self}_lock.png"


_BADGES = f"{MEDIA_HOST}/Badge/"


def page_url(kind: str, key: int | str) -> str:
    """The address of a page of the site: `page_url("game", 1)`."""
    return f"{SITE}/{kind}/{quote(str(key), safe='')}"


# The absolute addresses of a model's pictures. A mixin has no fields: the model itself has the picture.


class HasBadge:
    """The addresses of a badge."""

    __slots__ = ()
    badge_name: Badge | None
    """Name of the achievement's badge; `badge_url` and `badge_locked_url` are the addresses of its pictures."""

    @property
    def badge_url(self) -> str | None:
        """The absolute address of the badge; None without one."""
        return self.badge_name.url if self.badge_name else None

    @property
    def badge_locked_url(self) -> str | None:
        """The absolute address of the grey badge, shown while the achievement is locked; None without one."""
        return self.badge_name.locked_url if self.badge_name else None


class HasIcon:
    """The address of an icon."""

    __slots__ = ()
    image_icon: Image | None
    """Path of the game's icon, whose address is `icon_url`; the site's placeholder when there is none."""

    @property
    def icon_url(self) -> str | None:
        """The absolute address of the icon; None without one."""
        return self.image_icon.url if self.image_icon else None


class HasGameIcon:
    """The address of the icon of the game that a row is about."""

    __slots__ = ()
    game_icon: Image | None
    """Path of the game's icon, whose address is `game_icon_url`; the site's placeholder when there is none."""

    @property
    def game_icon_url(self) -> str | None:
        """The absolute address of the game's icon; None without one."""
        return self.game_icon.url if self.game_icon else None


class HasPictures:
    """The addresses of a game's three pictures."""

    __slots__ = ()
    image_title: Image | None
    """The title screen; the site's placeholder when there is none."""
    image_ingame: Image | None
    """A screenshot; the site's placeholder when there is none."""
    image_box_art: Image | None
    """The box art; the site's placeholder when there is none."""

    @property
    def image_title_url(self) -> str | None:
        """The absolute address of the title screen; None without one."""
        return self.image_title.url if self.image_title else None

    @property
    def image_ingame_url(self) -> str | None:
        """The absolute address of the screenshot; None without one."""
        return self.image_ingame.url if self.image_ingame else None

    @property
    def image_box_art_url(self) -> str | None:
        """The absolute address of the box art; None without one."""
        return self.image_box_art.url if self.image_box_art else None

"""The addresses of pictures: plain properties, and absolute in plain values."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from retroach_async import Badge, GameAchievement, Image, Model, from_dict, models, plain, v2
from retroach_async._types import public_name, without_none
from retroach_async.models import AchievementDistribution, Page
from retroach_async.models._model import attributes_of
from retroach_async.models.marks import type_of
from retroach_async.testing import example

MEDIA = "https://media.retroachievements.org"

PROPERTIES = {
    "badge_name": ("badge_url", "badge_locked_url"),
    "image_icon": ("icon_url",),
    "game_icon": ("game_icon_url",),
    "image_title": ("image_title_url",),
    "image_ingame": ("image_ingame_url",),
    "image_box_art": ("image_box_art_url",),
    "user_pic": ("avatar_url",),
}
"""The addresses of each field that is a picture."""

MODELS: list[type[Model]] = [
    kind
    for home in (models, v2)
    for name in home.__all__
    if isinstance(kind := getattr(home, name), type)
    and issubclass(kind, Model)
    and kind not in (Model, Page, AchievementDistribution)
]


def pictures(kind: type[Model]) -> Iterator[str]:
    """The fields of a model that are pictures."""
    for attribute in attributes_of(kind):
        if without_none(type_of(attribute)) in (Image, Badge):
            yield attribute.name


WITH_PICTURES = [kind for kind in MODELS if any(pictures(kind))]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a plain value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts_in(item)


@pytest.mark.parametrize("kind", WITH_PICTURES, ids=public_name)
def test_each_picture_has_its_address(kind: type[Model]) -> None:
    """A model with a picture has the absolute address as a property, and None where the picture is missing."""
    names = list(pictures(kind))
    made, bare = example(kind), example(kind, **dict.fromkeys(names))
    for name in names:
        for address in PROPERTIES[name]:
            assert getattr(made, address).startswith(f"{MEDIA}/")
            assert getattr(made, address).endswith(".png")
            assert getattr(bare, address) is None


@pytest.mark.parametrize("kind", MODELS, ids=public_name)
def test_plain_values_have_absolute_addresses_and_are_read_back(kind: type[Model]) -> None:
    """No plain value is the bare path of a picture; reading the values back makes the same model."""
    made = example(kind)
    values = json.loads(json.dumps(made.to_dict()))

    assert not any(text.startswith(("/Images", "/Badge", "/UserPic")) for text in texts_in(values))
    assert from_dict(kind, values) == made


def test_plain_values_have_the_address_beside_the_name_of_a_badge() -> None:
    """A badge is its name, and its address stands beside it, also where there is none."""
    assert plain(example(GameAchievement, badge_name=Badge("00041")))["badge_name"] == "00041"
    assert plain(example(GameAchievement, badge_name=Badge("00041")))["badge_url"] == f"{MEDIA}/Badge/00041.png"
    assert plain(example(GameAchievement, badge_name=None))["badge_url"] is None


@pytest.mark.parametrize(
    ("picture", "address"),
    [
        (Image("/Images/000041.png"), f"{MEDIA}/Images/000041.png"),
        (Badge("00041"), f"{MEDIA}/Badge/00041.png"),
        (Badge("00041"), f"{MEDIA}/Badge/00041_lock.png"),
    ],
)
def test_path_and_address_make_the_same_picture(picture: Any, address: str) -> None:
    """A picture is known by either spelling, and its copies are the same picture."""
    assert type(picture).of(address) == type(picture).of(str(picture)) == picture
    assert copy.copy(picture) == pickle.loads(pickle.dumps(picture)) == picture


def test_picture_of_another_host_keeps_its_address() -> None:
    """An address that is not the media host's stays as it is."""
    assert Image("https://example.org/a.png").url == "https://example.org/a.png"

"""What all models inherit in place of the methods of attrs: equality, hash and representation."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from retroach_async import Game, GameListEntry, Model, models, v2
from retroach_async.testing import example

KINDS = [
    kind
    for home in (models, v2)
    for name in home.__all__
    if isinstance(kind := getattr(home, name), type)
    and issubclass(kind, Model)
    and kind not in {Model, v2.Resource, models.Page}
]


def with_other(model: Model, field: str) -> Model:
    """The same model with another value in one field."""
    twin = object.__new__(type(model))
    for each in attrs.fields(type(model)):
        object.__setattr__(twin, each.name, "another" if each.name == field else getattr(model, each.name))
    return twin


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_models_are_equal_when_all_their_fields_are(kind: type[Any]) -> None:
    """Two models of the same values are equal and have one hash; with one other value they are not."""
    one = example(kind)
    assert with_other(one, "") == one
    assert hash(with_other(one, "")) == hash(one)
    for each in attrs.fields(kind):
        assert (with_other(one, each.name) == one) is not bool(each.eq), each.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_model_shows_its_fields(kind: type[Any]) -> None:
    """A model is shown as attrs shows classes: its name, and each field that is not hidden."""
    if kind.__repr__ is not Model.__repr__:
        assert kind is models.AchievementDistribution
        return
    one = example(kind)
    fields = ", ".join(f"{each.name}={getattr(one, each.name)!r}" for each in attrs.fields(kind) if each.repr)
    assert repr(one) == f"{kind.__name__}({fields})"


def test_models_of_two_classes_are_never_equal() -> None:
    """Equality needs the same class, as a subclass may mean something else."""

    @attrs.frozen(kw_only=True)
    class Mine(GameListEntry):
        pass

    one = example(GameListEntry)
    mine = Mine(**{each.alias: getattr(one, each.name) for each in attrs.fields(GameListEntry)})
    assert mine != one
    assert one != mine
    assert one != example(Game)
    assert one != 5

"""Models to try things on."""

from __future__ import annotations

import inspect
import json

import pytest

from retroach_async import FrozenMap, Game, GameAchievement, GameExtended, Model, Page, models, v2
from retroach_async.testing import example

MODELS = [
    kind
    for home in (models, v2)
    for kind in vars(home).values()
    if inspect.isclass(kind) and issubclass(kind, Model) and kind is not Model
]


@pytest.mark.parametrize("kind", MODELS)
def test_every_model_can_be_made(kind: type[Model]) -> None:
    """An example of any model is whole, equal to the next one, and becomes plain values."""
    made = example(kind)
    assert type(made) is kind
    assert made == example(kind)
    assert json.loads(json.dumps(made.to_dict())).keys() == made.to_dict().keys()


def test_known_fields_are_as_given() -> None:
    """The values that a test gives are in the example as they were given, however deep."""
    game = example(GameExtended, title="Dragster", achievements=FrozenMap({7: example(GameAchievement, points=25)}))
    assert game.title == "Dragster"
    assert game.achievements[7].points == 25
    assert list(example(Page, results=(example(Game, id=3),), total=9).results) == [example(Game, id=3)]


def test_unknown_field_is_a_type_error() -> None:
    """A field that the model does not have is a mistake in the test."""
    with pytest.raises(TypeError, match="colour"):
        example(Game, colour="red")

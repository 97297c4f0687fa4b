"""Type hints at run time: every annotation of the models is a type that can be had."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

from retroach_async import Game, Model, UserSummary, from_dict, models, plain
from retroach_async.models.marks import FromCall
from retroach_async.testing import example


def files() -> Iterator[types.ModuleType]:
    """The modules of the models, the package itself included."""
    yield models
    for found in pkgutil.walk_packages(models.__path__, f"{models.__name__}."):
        yield importlib.import_module(found.name)


def is_public(name: str, value: object, home: types.ModuleType) -> bool:
    """Say if a name of a module is public and its own."""
    return not name.startswith("_") and getattr(value, "__module__", None) == home.__name__


KINDS = {
    f"{home.__name__}.{name}": value
    for home in files()
    for name, value in vars(home).items()
    if inspect.isclass(value) and is_public(name, value, home)
}
FUNCTIONS = {
    f"{home.__name__}.{name}": value
    for home in files()
    for name, value in vars(home).items()
    if inspect.isfunction(value) and is_public(name, value, home)
}


def functions_of(kind: type) -> Iterator[Callable[..., Any]]:
    """The constructor, the methods and the properties of a class, as far as they are ours."""
    for name, _ in inspect.getmembers(kind):
        member = inspect.getattr_static(kind, name)
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        is_ours = inspect.isfunction(function) and function.__module__.startswith("retroach_async")
        if is_ours and (name == "__init__" or not name.startswith("_")):
            yield function


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_class_has_type_hints(kind: type) -> None:
    """The fields, the constructor and the methods of a class have types, wherever they are inherited from."""
    assert isinstance(typing.get_type_hints(kind), dict)
    assert all("return" in typing.get_type_hints(function) for function in functions_of(kind))


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_function_has_type_hints(function: Callable[..., Any]) -> None:
    """A public function of the models' modules has types."""
    assert "return" in typing.get_type_hints(function)


MODELS = [kind for kind in KINDS.values() if issubclass(kind, Model)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_constructor_takes_the_types_of_the_fields(model: type[Model]) -> None:
    """A constructor is annotated with the very types that the fields have."""
    hints = typing.get_type_hints(model.__init__, include_extras=True)
    assert hints == {each.alias: each.type for each in fields(model) if each.init} | {"return": type(None)}


def test_inherited_types_are_resolved() -> None:
    """A type that only the module of a base knows is a type for the subclass as well."""
    assert typing.get_type_hints(UserSummary.__init__)["permissions"] == models.Permissions | None
    assert typing.get_type_hints(Game, include_extras=True)["id"] == typing.Annotated[int, FromCall("game_id")]


OWN_MODELS = """
from __future__ import annotations
from typing import TYPE_CHECKING
from attrs import frozen
from retroach_async import Game, Model
if TYPE_CHECKING:
    from decimal import Decimal

@frozen(kw_only=True)
class Node(Game):
    next: Node | None = None

@frozen(kw_only=True)
class Priced(Game):
    price: Decimal | None = None

@frozen(kw_only=True)
class Shelved(Game):
    shelf: Shelf | None = None

@frozen(kw_only=True)
class Shelf(Model):
    number: int
"""


def test_own_model_may_name_itself_and_what_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A subclass may have itself or a later class as a field; a type that only type checkers know stays a text."""
    (tmp_path / "own_models_of_a_test.py").write_text(OWN_MODELS)
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("own_models_of_a_test")
    assert fields(module.Node).next.type == module.Node | None
    assert fields(module.Priced).price.type == "Decimal | None"
    shelved = {**plain(example(Game)), "shelf": {"number": 5}}
    assert from_dict(module.Shelved, shelved).shelf == module.Shelf(number=5)

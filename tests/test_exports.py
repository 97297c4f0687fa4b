"""The front door: what is public, complete and described."""

from __future__ import annotations

import ast
import importlib
import inspect
import itertools
import types
import typing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import retroach_async
from retroach_async import Client, Endpoint, Model, RetroachError, errors, lookup, models, testing, v2
from retroach_async.models.resource import relations_of
from retroach_async.registry import walk

PUBLIC = {name: getattr(retroach_async, name) for name in retroach_async.__all__}
CLASSES = {name: value for name, value in PUBLIC.items() if inspect.isclass(value)}
NAMED = {*CLASSES.values(), *(getattr(v2, name) for name in v2.__all__)}
"""Every class that has a public name."""
CLOCKWORK = {"Clock"}
"""A class that only tests give a client, so that it has its home in a module of its own."""


def test_star_import_gives_exactly_the_public_names() -> None:
    """`from retroach_async import *` gives what `__all__` says, and nothing private."""
    names: dict[str, object] = {}
    exec("from retroach_async import *", names)
    del names["__builtins__"]
    assert set(names) == set(retroach_async.__all__)
    assert not [name for name in names if name.startswith("_") and name != "__version__"]


OWN = retroach_async.__all__[: -len(models.__all__)]
"""The names of the front door beside those of the models."""


@pytest.mark.parametrize(
    "names",
    [OWN, models.__all__, v2.__all__, testing.__all__, lookup.__all__],
    ids=["front door", "models", "v2", "testing", "lookup"],
)
def test_public_names_are_sorted_and_named_once(names: list[str]) -> None:
    """Constants first, then by the alphabet."""
    assert names == sorted(set(names), key=lambda name: (not name.isupper(), name))


def test_nothing_else_is_at_the_front_door() -> None:
    """A name without an underscore that is no module is public."""
    visible = {
        name
        for name, value in vars(retroach_async).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    imported = {"Final", "Mapping", "MappingProxyType", "TYPE_CHECKING", "annotations", "import_module", "value_at"}
    assert visible - imported - {"endpoints_of"} == set(retroach_async.__all__) - {"__version__"}


def test_every_error_is_public() -> None:
    """Whatever can be raised can be caught by a public name."""
    tree = {name for name, kind in vars(errors).items() if inspect.isclass(kind) and issubclass(kind, RetroachError)}
    assert tree <= set(PUBLIC)


def test_every_model_is_public_once() -> None:
    """The front door gives V1's models and what both APIs share; V2's are in `v2`, and nowhere else."""
    assert [*OWN, *models.__all__] == retroach_async.__all__
    assert all(PUBLIC[name] is getattr(models, name) for name in models.__all__)
    assert not [name for name in v2.__all__ if getattr(v2, name) in CLASSES.values()]


def test_nothing_else_is_in_the_namespace_of_v2() -> None:
    """A name of `v2` without an underscore that is no module is public."""
    visible = {name: value for name, value in vars(v2).items() if not name.startswith("_")}
    assert {name for name, value in visible.items() if not isinstance(value, types.ModuleType)} == set(v2.__all__)


def types_in(annotation: Any) -> Iterator[type]:
    """Every class in an annotation, however deep."""
    for argument in typing.get_args(annotation):
        yield from types_in(argument)
    kind = typing.get_origin(annotation) or annotation
    if inspect.isclass(kind):
        yield kind


def options_of_a_client() -> dict[str, Any]:
    """The annotations of what a client is made of."""
    return typing.get_type_hints(Client.__init__)


@pytest.mark.parametrize("option", options_of_a_client())
def test_option_can_be_made_from_public_names(option: str) -> None:
    """Nobody has to know a module to give a client what it takes."""
    for kind in types_in(options_of_a_client()[option]):
        if kind.__module__.startswith("retroach_async") and kind.__name__ not in CLOCKWORK:
            assert kind.__name__ in PUBLIC, kind


@pytest.mark.parametrize("name", retroach_async.ENDPOINTS)
def test_answer_is_made_of_public_names(name: str) -> None:
    """Whatever an endpoint gives can be named, also the fields of its fields."""
    kinds = kinds_in(retroach_async.ENDPOINTS[name].result)
    assert kinds
    assert kinds <= NAMED


def test_every_public_model_is_in_an_answer() -> None:
    """A public model or enumeration is a part of an answer, or of what is asked; other classes need no door."""
    used = [annotation for endpoint in retroach_async.ENDPOINTS.values() for annotation in annotations_of(endpoint)]
    named = {kind for home in (models, v2) for name in home.__all__ if inspect.isclass(kind := getattr(home, name))}
    assert named == set().union(*map(kinds_in, used)) | {Model} | FOR_OWN_MODELS


FOR_OWN_MODELS = {v2.Identifier, v2.Many, v2.Maybe, v2.One, v2.RawResource, v2.Relation, v2.Resource}
"""What all of V2's models are made of; users make their own of it."""


def annotations_of(endpoint: Endpoint) -> list[Any]:
    """The types of the arguments of an endpoint and of its result."""
    return [endpoint.result, *(param.annotation for param in endpoint.arguments.values())]


def kinds_in(annotation: Any) -> set[type]:
    """Every class of ours in an annotation, and in the fields of its fields."""
    seen: set[type] = set()
    left = list(types_in(annotation))
    while left:
        kind = left.pop()
        if kind not in seen and kind.__module__.startswith("retroach_async"):
            seen.add(kind)
            hints = typing.get_type_hints(kind)
            left.extend(inner for name in hints if not name.startswith("_") for inner in types_in(hints[name]))
            if issubclass(kind, v2.Resource):
                left.extend(relation.model() for relation in relations_of(kind).values())
    return seen


@pytest.mark.parametrize("name", CLASSES)
def test_public_class_is_described(name: str) -> None:
    """A public class says what it is, and each of its public methods and properties what it does."""
    kind = CLASSES[name]
    assert kind.__doc__
    assert kind.__doc__.strip()[-1] in ".:"
    for method, function in methods_of(kind):
        assert function.__doc__, f"{name}.{method}"


@pytest.mark.parametrize("name", [name for name, value in PUBLIC.items() if not inspect.isclass(value)])
def test_public_constant_is_described(name: str) -> None:
    """A public constant has a docstring below it, a function has its own, and the version speaks for itself."""
    if inspect.isfunction(PUBLIC[name]):
        assert inspect.getdoc(PUBLIC[name])
        return
    if name == "__version__":
        assert retroach_async.__version__.count(".") == 2
        return
    assert name in described_names(Path(inspect.getfile(retroach_async)))


def described_names(file: Path) -> set[str]:
    """The constants of a file that are followed by a docstring."""
    body = ast.parse(file.read_text(encoding="utf-8")).body
    found = set()
    for node, following in itertools.pairwise(body):
        is_text = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and is_text:
            found.add(node.target.id)
    return found


def methods_of(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """The public methods and properties that a class of ours defines itself."""
    for name, member in vars(kind).items():
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if inspect.isfunction(function) and not name.startswith("_"):
            yield name, function


GROUPS = [Client, *(member for _, member in walk(Client) if isinstance(member, type))]
CLASSES_OF_CALLS = dict.fromkeys(
    owner for group in GROUPS for owner in group.__mro__ if owner.__module__.startswith("retroach_async")
)
"""The client, the groups within, and their bases."""


@pytest.mark.parametrize("kind", CLASSES_OF_CALLS, ids=lambda kind: kind.__name__)
def test_no_method_of_the_client_is_typed_as_anything(kind: type) -> None:
    """A type checker knows what each call takes and gives."""
    for name, function in methods_of(kind):
        for argument, annotation in typing.get_type_hints(function).items():
            parts = [annotation, *flattened(annotation)]
            assert not any(part is Any for part in parts), f"{kind.__name__}.{name}: {argument}"


def flattened(annotation: Any) -> Iterator[Any]:
    """Every part of an annotation, however deep."""
    for argument in typing.get_args(annotation):
        if not isinstance(argument, list):
            yield argument
            yield from flattened(argument)


def test_every_module_can_be_imported_alone() -> None:
    """No module needs another one to have been imported first."""
    for file in Path(inspect.getfile(retroach_async)).parent.glob("*.py"):
        if file.stem != "__main__":
            importlib.import_module(f"retroach_async.{file.stem}" if file.stem != "__init__" else "retroach_async")

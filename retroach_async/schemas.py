"""Schemas of the models for pydantic, so that `-> Game` is enough for a web service.

pydantic is imported only here, and only when it asks.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache, reduce
from operator import or_
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, NotRequired, TypeVar, Union, get_args, get_origin

from attrs import NOTHING, frozen

from retroach_async._types import meanings_of
from retroach_async.errors import ValidationError
from retroach_async.models import AchievementDistribution, FrozenMap, Image, Model
from retroach_async.models._model import attributes_of, plain
from retroach_async.models.media import Badge, HasBadge
from retroach_async.models.resource import Many, Relation, Resource, relations_of
from retroach_async.wire.plain import from_dict

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_FORMATS = {Image: "uri", datetime: "date-time", date: "date"}
"""The types that become text, with JSON Schema's word for the text."""


def schema_of(kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """The schema of a model, of a page of models, or of a map of models.

    A value is taken as it is, or read as `from_dict` reads it; it is written as `to_dict()` writes it.
    """
    from pydantic_core import core_schema  # noqa: PLC0415  pydantic itself asks

    def read(value: Any) -> Any:
        if isinstance(value, get_origin(kind) or kind):
            return value
        try:
            return from_dict(kind, value)
        except ValidationError as error:
            raise ValueError(str(error)) from None

    def write(value: Any) -> Any:
        return plain(value) if isinstance(value, Model | FrozenMap) else value  # a model within is plain already

    return core_schema.no_info_plain_validator_function(
        read,
        json_schema_input_schema=handler.generate_schema(_shape(kind, is_input=True)),
        serialization=core_schema.plain_serializer_function_ser_schema(
            write, return_schema=handler.generate_schema(_shape(kind, is_input=False))
        ),
    )


@cache  # pydantic finds the circles among V2's objects by the identity of their shapes
def _shape(kind: Any, *, is_input: bool) -> Any:
    """The type of what a model becomes, as pydantic knows types. In an input, what has a default may be missing."""
    import typing_extensions  # noqa: PLC0415  comes with pydantic
    from pydantic import Field  # noqa: PLC0415  pydantic itself asks

    typed_dict: Any = typing_extensions.TypedDict
    bare = get_origin(kind) or kind
    meanings = meanings_of(kind)
    types = _Types(meanings, is_input)
    if issubclass(bare, FrozenMap):
        return dict[str, types.of(*(get_args(kind) or (Any,)))]  # type: ignore[misc]
    members: dict[str, Any] = {}
    for each in _members(bare):
        described: Any = Annotated[types.of(each.type), Field(description=each.doc or None)]
        members[each.name] = NotRequired[described] if each.is_left_out(is_input) else described
    name, module = _name(kind)
    shape: Any = typed_dict(f"{name}Input" if is_input else name, members)
    shape.__module__ = module
    shape.__pydantic_config__ = {"json_schema_extra": {"description": inspect.cleandoc(bare.__doc__ or "")}}
    return shape


def _name(kind: Any) -> tuple[str, str]:
    """The name of a model's schema and its module; those of a page are those of its rows: `PageOfGame`."""
    if arguments := get_args(kind):
        name, module = _name(arguments[0])
        return f"{get_origin(kind).__name__}Of{name[:1].upper()}{name[1:]}", module
    return getattr(kind, "__name__", "Any"), getattr(kind, "__module__", __name__)


@frozen
class _Member:
    """One key of what `to_dict()` gives."""

    name: str
    type: Any
    doc: str
    has_default: bool = True
    is_relation: bool = False
    """True for a related object of V2, which is there only when it was included."""

    def is_left_out(self, is_input: bool) -> bool:
        """True when the key may be missing."""
        return self.is_relation or (is_input and self.has_default)


def _members(model: type[Model]) -> Iterator[_Member]:
    """The keys of what a model's `to_dict()` gives."""
    docs = {name: doc for base in reversed(model.__mro__) for name, doc in _docs_of(base).items()}
    is_distribution = issubclass(model, AchievementDistribution)
    for each in attributes_of(model):
        type_ = FrozenMap[int] if is_distribution and each.name == "players" else each.type
        yield _Member(each.name, type_, docs.get(each.name, ""), has_default=each.default is not NOTHING)
    if issubclass(model, HasBadge):
        yield _Member("badge_url", str | None, docs.get("badge_url", ""))
    if is_distribution:
        for name in ("achievement_count", "total_players", "mastery_count"):
            yield _Member(name, int, docs.get(name, ""))
        for name in ("mastery_rate", "median", "mean"):
            yield _Member(name, float, docs.get(name, ""))
    if issubclass(model, Resource):
        for name, relation in relations_of(model).items():
            yield _Member(name, _related(relation), docs.get(name, ""), is_relation=True)


def _related(relation: Relation[Any]) -> Any:
    model = relation.model()
    if isinstance(relation, Many):
        return tuple[model, ...]  # type: ignore[valid-type]
    return model | None if relation.may_be_nothing else model


@frozen
class _Shape:
    """The shape of a model within another one, which pydantic builds when it gets there: shapes may be circles."""

    model: Any
    is_input: bool

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler.generate_schema(_shape(self.model, is_input=self.is_input))


@frozen
class _Types:
    """The types that values have in JSON, within an input or an answer."""

    meanings: Mapping[Any, Any]
    """The meanings of type variables."""
    is_input: bool

    def of(self, kind: Any) -> Any:
        """The type that a value has in JSON; for a type variable, that of what it stands for."""
        kind = self.meanings.get(kind, Any) if isinstance(kind, TypeVar) else kind
        origin, arguments = get_origin(kind), get_args(kind)
        bare = origin or kind
        if origin is Annotated:
            return self.of(arguments[0])
        if origin in (Union, UnionType):
            return reduce(or_, map(self.of, arguments))
        if origin is tuple:
            return list[self.of(arguments[0])]  # type: ignore[misc]
        if origin is FrozenMap:
            return dict[str, self.of(arguments[0])]  # type: ignore[misc]
        if isinstance(bare, type) and issubclass(bare, Model):
            return Annotated[Any, _Shape(kind, self.is_input)]
        return kind if origin else _json_of_class(kind)


def _json_of_class(kind: Any) -> Any:
    """The type that the values of a class have in JSON."""
    from pydantic import WithJsonSchema  # noqa: PLC0415  pydantic itself asks

    if kind in _FORMATS:
        return Annotated[str, WithJsonSchema({"type": "string", "format": _FORMATS[kind]})]
    if isinstance(kind, type) and issubclass(kind, Enum):
        # The words are examples, not a closed list: the server may send others, and they are kept.
        base, name = (int, "integer") if issubclass(kind, int) else (str, "string")
        return Annotated[base, WithJsonSchema({"type": name, "examples": [member.value for member in kind]})]
    return {timedelta: float, Badge: str}.get(kind, kind)


@cache
def _docs_of(kind: type) -> Mapping[str, str]:
    """The docstrings below the fields of a class, and those of its properties; none where there is no source."""
    docs: dict[str, str] = {}
    for body in (each.body for each in _classes(kind.__module__) if each.name == kind.__name__):
        for node, following in zip(body, [*body[1:], None], strict=True):
            match node, following:
                case ast.FunctionDef(name=name), _:
                    docs[name] = ast.get_docstring(node) or ""
                case (
                    ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                    ast.Expr(value=ast.Constant(value=str(doc))),
                ):
                    docs[name] = inspect.cleandoc(doc)
    return docs


@cache
def _classes(module: str) -> tuple[ast.ClassDef, ...]:
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):
        return ()
    return tuple(node for node in tree.body if isinstance(node, ast.ClassDef))

"""Modules and names that are loaded when a program first looks them up."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any


class LazyModule:
    """A module that is imported when one of its names is looked up.

    It stands in for a module whose types a signature names, so `typing.get_type_hints` finds the real types while a
    plain import of the package loads nothing.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_"):
            raise AttributeError(attribute)  # tools look for such names in whatever they find in a module
        return getattr(import_module(self._name), attribute)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._name}>"


class OptionalModule(LazyModule):
    """A module of a library that may be missing; each of its types is `typing.Any` then."""

    def __getattr__(self, attribute: str) -> Any:
        try:
            return super().__getattr__(attribute)
        except ImportError:
            return Any


def homes_of(**names: str) -> dict[str, str]:
    """The module of each name, from the names in each module: `homes_of(game="Game GameHash")`."""
    return {name: module for module, words in names.items() for name in words.split()}


def value_at(package: str, homes: Mapping[str, str], name: str) -> object:
    """The value of a name of a package, whose module within is imported now. Raises AttributeError for another name."""
    if name not in homes:
        raise AttributeError(f"module {package!r} has no attribute {name!r}")
    value = getattr(import_module(f"{package}.{homes[name]}"), name)
    setattr(sys.modules[package], name, value)
    return value

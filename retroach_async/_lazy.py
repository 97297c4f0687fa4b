"""Libraries that annotations name and most programs do without."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class LazyModule:
    """A module that is imported when one of its names is looked up.

    It stands in for a library whose types a signature names, so `typing.get_type_hints` finds the real
    types while a plain import of the package loads nothing. Where the library is missing each type is
    `typing.Any`.
    """

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("_"):
            raise AttributeError(attribute)  # tools look for such names in whatever they find in a module
        try:
            return getattr(import_module(self._name), attribute)
        except ImportError:
            return Any

    def __repr__(self) -> str:
        return f"<LazyModule {self._name}>"

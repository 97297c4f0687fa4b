"""An extension of Griffe: docstrings as Markdown, and fields of attrs with nothing but their defaults."""

from __future__ import annotations

import re

import griffe

_FIELDS = ("field", "wire", "asked", "embedded")
"""The functions that declare a field; what they are told is no news to readers, the default aside."""

_ANNOUNCED = re.compile(r"(?m)^ *::\n|::$")
_BLOCK = re.compile(r"(?m)^ {4}.*$")


class MarkdownDocstrings(griffe.Extension):
    """Rewrites what the package says about itself in the way that Markdown wants it."""

    def on_object(self, *, obj: griffe.Object, **_: object) -> None:
        """Let Markdown's own rules for blocks of code hold."""
        if obj.docstring is not None:
            text = _ANNOUNCED.sub(lambda found: "" if found[0].endswith("\n") else ":", obj.docstring.value)
            obj.docstring.value = _BLOCK.sub(lambda line: line[0].replace("``", ""), text)

    def on_attribute(self, *, attr: griffe.Attribute, **_: object) -> None:
        """Show a field by its default, as if attrs were not there."""
        value = attr.value
        if isinstance(value, griffe.ExprCall) and str(value.function) in _FIELDS:
            defaults = [
                each.value
                for each in value.arguments
                if isinstance(each, griffe.ExprKeyword) and each.name == "default"
            ]
            attr.value = defaults[0] if defaults else None
        attr.labels -= {"class-attribute", "instance-attribute"}

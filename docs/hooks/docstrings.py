"""An extension of Griffe: fields of attrs with nothing but their defaults."""

from __future__ import annotations

import griffe

_FIELDS = ("field", "wire", "asked", "embedded")
"""The functions that declare a field; what they are told is no news to readers, the default aside."""


class FieldDefaults(griffe.Extension):
    """Shows a field by its default."""

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

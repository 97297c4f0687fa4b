"""One parameter of an endpoint: its Python side, its side on the wire, and the way from a value to its text."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any

from attrs import field, frozen

from retroach_async._types import TypeForm, choices
from retroach_async.checks import excerpt, nearest
from retroach_async.errors import InvalidRequest
from retroach_async.keys import Key, Spelling

REQUIRED: Any = inspect.Parameter.empty
"""The default of a parameter that has none."""


@frozen
class Param:
    """One parameter of an endpoint, as Python and as the wire know it."""

    name: str
    """The Python name."""
    key: Key
    """The wire's name, meaning and limits."""
    annotation: TypeForm
    """The Python type."""
    default: Any
    """The default, equal to the server's own; `REQUIRED` when there is none."""
    keyword_only: bool = False
    spelling: Spelling | None = field(default=None, repr=False)
    """The spelling of its values; None for a credential."""

    @property
    def required(self) -> bool:
        """True if a call must give it."""
        return self.default is REQUIRED

    @property
    def secret(self) -> bool:
        """True for a credential, which the transport adds."""
        return self.key.secret

    def encode(self, value: object) -> str:
        """The text of a value. Raises `InvalidRequest`, naming the parameter, when it cannot be sent."""
        text = self.text_of(value)
        if text is None:
            message = f"{self.name} must be {self.expectation}, not {excerpt(value)}{self._hint(value)}"
            raise InvalidRequest(message, parameter=self.name)
        return text

    def _hint(self, value: object) -> str:
        """The word that is meant by a misspelt one; for a word alone, the list that is meant."""
        words = [word for word in choices(self.annotation) if type(word) is str]  # members of enumerations have names
        given = [value] if isinstance(value, str) else value if isinstance(value, Collection) else ()
        for item in given if words else ():
            if isinstance(item, str) and item not in words:
                return f": did you mean {meant!r}?" if (meant := nearest(item, words)) else ""
        return f": write [{str(value)!r}]" if isinstance(value, str) and value in words else ""

    @cached_property
    def text_of(self) -> Callable[[Any], str | None]:
        """A function from a value to its text, or to None when the value has another type or is beyond the limits."""
        encode = self.spelling.encode if self.spelling else str
        least, most, pattern = self.key.least, self.key.most, self.key.pattern
        if pattern is not None:
            matches = re.compile(pattern, re.ASCII).fullmatch
            if most is None:
                return lambda value: text if (text := encode(value)) is not None and matches(text) else None
            # The items of a list of ids.
            return lambda value: (
                text if (text := encode(value)) is not None and matches(text) and max(value) <= most else None
            )
        if least is None and most is None:
            return encode
        low, high = float("-inf") if least is None else least, float("inf") if most is None else most
        return lambda value: text if (text := encode(value)) is not None and low <= value <= high else None

    @property
    def expectation(self) -> str:
        """A description of a good value: "an integer of at least 1"."""
        words = self.key.expects or (self.spelling.expectation if self.spelling else "text")
        least, limit = self.key.least, self.key.limit
        if least is not None and limit is not None:
            return f"{words} from {least} to {limit}"
        return words if least is None else f"{words} of at least {least}"

"""What a request asks, read with the server's own leniency."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from retroach_async.emulator.response import Refused, invalid
from retroach_async.emulator.world import Player, World

INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_LARGEST = 2**63 - 1
_USER = re.compile(r"[A-Za-z0-9]{2,20}|[A-Za-z0-9]{26}", re.ASCII)


@frozen(eq=False)
class ApiRequest:
    """One request: the universe, who asks, and what."""

    world: World
    me: Player
    """The owner of the key."""
    params: Mapping[str, str | None]
    """The query's parameters; an empty one is None, as the framework makes it."""
    base_url: str = ""
    """The address of the API as the request had it."""
    path: Mapping[str, str] = field(factory=dict)
    """The parameters in the path."""
    address: str = ""
    """The address of the request itself, without its query."""
    accept: str = "*/*"
    """The media types that the client wants."""
    now: float = 0.0
    """The time outside of the universe, as Unix seconds."""

    def text(self, key: str) -> str | None:
        """A parameter as it is; None when it is missing or empty."""
        return self.params.get(key)

    def number(self, key: str, default: int = 0) -> int:
        """A parameter cast to an integer."""
        text = self.params.get(key)
        if text is None:
            return default
        return cast(text)

    def truthy(self, key: str) -> bool:
        """Whether PHP takes a parameter for true: anything but nothing and 0, the word "false" included."""
        return self.params.get(key) not in (None, "0")

    def check(self) -> Check:
        """A validation of parameters, which refuses all faults at once."""
        return Check(self.params)

    def user(self) -> Player | None:
        """The validated user of parameter `u`; None when there is none such."""
        check = self.check()
        name = check.user("u")
        check.done()
        return self.world.player_named(name)

    def page(self, default: int, most: int) -> tuple[int, int]:
        """The validated `c` and `o`: how many rows, after how many."""
        check = self.check()
        size = check.page(default, most)
        check.done()
        return size


def cast(text: str) -> int:
    """The integer that PHP makes of a text: the digits in front, at most the largest there is, or 0."""
    digits = INTEGER.match(text)
    return min(int(digits[0][:30]), _LARGEST) if digits else 0


class Check:
    """Collects what is wrong with the parameters."""

    def __init__(self, params: Mapping[str, str | None]) -> None:
        self._params = params
        self._problems: dict[str, list[str]] = {}

    def done(self) -> None:
        """Refuse the request with 422 when anything was wrong."""
        if self._problems:
            raise Refused(invalid(self._problems))

    def problem(self, key: str, message: str) -> None:
        """Note what is wrong with a parameter."""
        self._problems.setdefault(key, []).append(message)

    def required(self, key: str) -> str:
        """A parameter that must not be empty."""
        text = self._params.get(key)
        if text is None:
            self.problem(key, f"The {key} field is required.")
        return text or ""

    def user(self, key: str) -> str:
        """A name of 2 to 20 letters and digits, or a ULID."""
        text = self.required(key)
        if text and not _USER.fullmatch(text):
            self.problem(key, f"The {key} field must be a valid username or ULID.")
        return text

    def integer(self, key: str, *, default: int, least: int, most: int | None = None) -> int:
        """An integer within limits; the default when it is missing."""
        text = self._params.get(key)
        if text is None:
            return default
        number = cast(text)
        if not INTEGER.fullmatch(text) or number == _LARGEST:
            self.problem(key, f"The {key} field must be an integer.")
            return default
        if number < least:
            self.problem(key, f"The {key} field must be at least {least}.")
        elif most is not None and number > most:
            self.problem(key, f"The {key} field must not be greater than {most}.")
        return number

    def choice(self, key: str, choices: Sequence[int], default: int) -> int:
        """One of a few integers; the default when it is missing."""
        text = self._params.get(key)
        if text is None:
            return default
        if text not in map(str, choices):
            self.problem(key, f"The {key} field must be one of: {', '.join(map(str, choices))}.")
            return default
        return int(text)

    def page(self, default: int, most: int) -> tuple[int, int]:
        """The count and the offset of a page."""
        return self.integer("c", default=default, least=1, most=most), self.integer("o", default=0, least=0)

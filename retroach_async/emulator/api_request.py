"""The parameters of a request, read as leniently as the server reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import field, frozen

from retroach_async.emulator.dates import moment_in
from retroach_async.emulator.response import Refused, invalid
from retroach_async.emulator.world import Player, World
from retroach_async.endpoint import Endpoint

INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_LARGEST = 2**63 - 1
_ULID_LENGTH = 26
_LETTERS_AND_DIGITS = re.compile(r"[A-Za-z0-9]+")


@frozen(eq=False)
class ApiRequest:
    """One request: the world, the owner of the key, and the parameters."""

    world: World
    me: Player
    """The owner of the key."""
    params: Mapping[str, str | None]
    """The parameters of the query; an empty one is None, as in the site's framework."""
    base_url: str = ""
    """The address of the API in the request."""
    path: Mapping[str, str] = field(factory=dict)
    """The parameters in the path."""
    address: str = ""
    """The address of the request, without its query."""
    accept: str = "*/*"
    """The media types that the client wants."""
    now: float = 0.0
    """The real time, not the world's, as Unix seconds."""
    endpoint: Endpoint | None = None
    """The declaration of what was asked for, from which V2 reads what a query may hold; None for a shared script."""
    repeated: Mapping[str, Sequence[str]] = field(factory=dict)
    """All texts of the parameters that a query holds more than once."""

    def text(self, key: str) -> str | None:
        """A parameter as text; None for a missing or empty one."""
        return self.params.get(key)

    def texts(self, key: str) -> Sequence[str]:
        """All texts of a parameter; empty for a missing or empty one."""
        text = self.params.get(key)
        return self.repeated.get(key) or (() if text is None else (text,))

    def number(self, key: str, default: int = 0) -> int:
        """A parameter, cast to an integer as PHP does."""
        text = self.params.get(key)
        if text is None:
            return default
        return cast(text)

    def truthy(self, key: str) -> bool:
        """True when PHP takes a parameter for true: any value but an empty one and 0, the word "false" included."""
        return self.params.get(key) not in (None, "0")

    def check(self) -> Check:
        """A check of parameters, which collects all problems before it refuses the request."""
        return Check(self.params)

    def user(self) -> Player | None:
        """The checked user of parameter `u`; None for an unknown user."""
        check = self.check()
        name = check.user("u")
        check.done()
        return self.world.player_named(name)

    def page(self, default: int, most: int) -> tuple[int, int]:
        """The checked `c` and `o`: the number of rows, and of rows to skip."""
        check = self.check()
        size = check.page(default, most)
        check.done()
        return size


def cast(text: str) -> int:
    """The integer that PHP makes of a text: the digits in front, up to the largest integer, or 0."""
    digits = INTEGER.match(text)
    return min(int(digits[0][:30]), _LARGEST) if digits else 0


class Check:
    """Collects the problems of the parameters."""

    def __init__(self, params: Mapping[str, str | None]) -> None:
        self._params = params
        self._problems: dict[str, list[str]] = {}

    def done(self) -> None:
        """Refuse the request with 422 if there is a problem."""
        if self._problems:
            raise Refused(invalid(self._problems))

    def problem(self, key: str, message: str) -> None:
        """Note a problem of a parameter."""
        self._problems.setdefault(key, []).append(message)

    def required(self, key: str) -> str:
        """A parameter that must not be empty."""
        text = self._params.get(key)
        if text is None:
            self.problem(key, f"The {key} field is required.")
        return text or ""

    def user(self, key: str) -> str:
        """A ULID, which any text of 26 characters is taken for, or a name of 2 to 20 letters and digits."""
        text = self.required(key)
        is_plain = _LETTERS_AND_DIGITS.fullmatch(text)
        if len(text) == _ULID_LENGTH:
            if not is_plain:
                self.problem(key, f"The {key} must be a valid ULID.")
        elif text and not 2 <= len(text) <= 20:
            self.problem(key, f"The {key} must be between 2 and 20 characters when providing a username.")
        elif text and not is_plain:
            self.problem(key, f"The {key} may only contain letters and numbers.")
        return text

    def date(self, key: str) -> float:
        """The moment that a required date names, as Unix seconds; 0.0 for a problem."""
        text = self.required(key)
        moment = moment_in(text)
        if moment is None and text:
            self.problem(key, f"The {key} field must be a valid date.")
        return moment.timestamp() if moment else 0.0

    def integer(self, key: str, *, default: int, least: int, most: int | None = None) -> int:
        """An integer within limits; the default for a missing parameter."""
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
        """One of a few integers; the default for a missing parameter."""
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

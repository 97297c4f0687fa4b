"""Secret text: an API key or a password."""

from __future__ import annotations

import json
from hashlib import blake2b
from html import escape
from typing import Any, NoReturn
from urllib.parse import quote, quote_plus

_TOO_SHORT = 3


class Secret:
    """Text that does not print, format, log or pickle."""

    __slots__ = ("__text",)

    def __init__(self, text: str) -> None:
        self.__text = text

    def reveal(self) -> str:
        """The text. Call it where the request is written, and nowhere else."""
        return self.__text

    def scrub(self, body: bytes) -> bytes:
        """A body without the text, should a server have repeated the text in any spelling.

        Texts of one to three characters are left alone: no real key is so short, and every body holds them.
        """
        text = self.__text
        in_json = {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
        in_json |= {spelling.replace("/", r"\/") for spelling in in_json}  # as PHP does
        spellings = {text, quote(text), quote(text, safe=""), quote_plus(text), escape(text), *in_json}
        for spelling in sorted(spellings, key=len, reverse=True) if len(text) > _TOO_SHORT else ():
            body = body.replace(spelling.encode(), b"***")
        return body

    def fingerprint(self) -> str:
        """A name for the text, from which nobody can compute the text."""
        return blake2b(self.__text.encode(), digest_size=12, person=b"retroach_async").hexdigest()

    def __repr__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other.reveal() == self.__text

    def __hash__(self) -> int:
        return hash(self.__text)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret does not pickle: read it from the environment in the other process")

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Secret:
        return self

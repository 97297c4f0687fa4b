"""Secret text: an API key or a password."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any, NoReturn

from retroach_async.spellings import MARKS, spellings

_TOO_SHORT = 3


class Secret:
    """Text that does not print, format, log or pickle."""

    __slots__ = ("__pattern", "__text")

    def __init__(self, text: str) -> None:
        self.__text = text
        self.__pattern: re.Pattern[bytes] | None = None

    def reveal(self) -> str:
        """The text. Call it where the request is written, and nowhere else."""
        return self.__text

    def scrub(self, body: bytes) -> bytes:
        """A body without the secret, should a server have repeated it, in any spelling that JSON, HTML or a URL allows.

        Secrets of one to three characters are left alone: no real key is so short, and every body holds them.
        """
        text = self.__text
        if len(text) <= _TOO_SHORT or (text.encode() not in body and not any(mark in body for mark in MARKS)):
            return body  # nearly always so, and cheap to see
        if self.__pattern is None:
            self.__pattern = spellings(text)
        return self.__pattern.sub(b"***", body)

    def scrub_text(self, text: str) -> str:
        """Text without the secret, in the same spellings."""
        body = text.encode(errors="surrogatepass")
        clean = self.scrub(body)
        return text if clean == body else clean.decode(errors="replace")

    def scrub_payload(self, payload: Any) -> Any:
        """Parsed JSON without the secret, in its texts and in its keys."""
        if isinstance(payload, str):
            return self.scrub_text(payload)
        if isinstance(payload, list):
            return [self.scrub_payload(item) for item in payload]
        if isinstance(payload, dict):
            return {self.scrub_text(key): self.scrub_payload(item) for key, item in payload.items()}
        return payload

    def is_in(self, body: bytes) -> bool:
        """True when a body holds the secret in one of these spellings."""
        return self.scrub(body) != body

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

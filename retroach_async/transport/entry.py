"""The entry of a cache: an answer as text, under a seal that shows damage."""

from __future__ import annotations

import json
from hashlib import blake2b

from attrs import field, frozen

_SCHEMA = 1
"""The version of an entry's form; an entry of another version is none."""


@frozen
class Entry:
    """An answer that was kept."""

    stored: float
    """The moment of storing, as Unix seconds."""
    status: int
    is_missing: bool
    """True for an answer that means "not found"; then `body` is the message."""
    body: str = field(repr=False)

    def seal(self, name: str) -> str:
        """The entry as text, with a seal over its name and every character."""
        facts = json.dumps([_SCHEMA, self.stored, self.status, self.is_missing])
        text = f"{facts}\n{self.body}"
        return f"{_seal(name, text)} {text}"

    @classmethod
    def unseal(cls, name: str, text: str) -> Entry | None:
        """The entry that was written under a name; None when it is damaged, of another name or of another version."""
        try:
            seal, _, text = text.partition(" ")
            if seal != _seal(name, text):
                return None
            facts, _, body = text.partition("\n")
            schema, stored, status, is_missing = json.loads(facts)
            return cls(stored, status, is_missing, body) if schema == _SCHEMA else None
        except (ValueError, TypeError, AttributeError):
            return None


def _seal(name: str, text: str) -> str:
    return blake2b(f"{name}\n{text}".encode(), digest_size=8, person=b"retroach_async").hexdigest()

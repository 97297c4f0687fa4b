"""Every spelling in which a server may repeat a text: as it is, or escaped as JSON, HTML or URLs allow."""

from __future__ import annotations

import re

MARKS = (b"\\", b"%", b"&", b"+")
"""One of these is in every body that holds an escaped spelling."""

_JSON_ESCAPES = {"/": rb"\\/", '"': rb"\\\"", "\\": rb"\\\\"}


def spellings(text: str) -> re.Pattern[bytes]:
    """A pattern that finds a text in a body, whatever spelling each of its characters has."""
    return re.compile(b"".join(b"(?:" + b"|".join(_spellings_of(character)) + b")" for character in text))


def _spellings_of(character: str) -> list[bytes]:
    from html import escape  # noqa: PLC0415  loads all names of characters

    plain = character.encode()
    found = [_json(character), _any_case("".join(f"%{byte:02x}" for byte in plain))]
    found += [b"&#0*%d;" % ord(character), b"&#[xX]0*" + _any_case(f"{ord(character):x}") + b";"]
    if character in _JSON_ESCAPES:
        found.append(_JSON_ESCAPES[character])
    if (named := escape(character)) != character:
        found.append(re.escape(named.encode()))
    if character == "'":
        found.append(b"&apos;")
    if character == " ":
        found.append(rb"\+")
    return [*found, re.escape(plain)]  # the shortest one last, so that nothing of a longer one is left


def _json(character: str) -> bytes:
    """The escape of JSON, which spells a character beyond the basic plane as two."""
    units = character.encode("utf-16-be").hex()
    return b"".join(rb"\\u" + _any_case(units[start : start + 4]) for start in range(0, len(units), 4))


def _any_case(text: str) -> bytes:
    return b"(?i:" + re.escape(text.encode()) + b")"

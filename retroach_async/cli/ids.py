"""Keys of a batch, read from a file or from standard input.

Keys are separated by spaces, commas or line breaks. The rest of a line after `#` is a comment. A line that is a JSON
object has one key: `{"key": 14402}`, as in the file of the keys of a job that failed.
"""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from retroach_async.cli.arguments import quoted, requirement, value_of
from retroach_async.cli.pasted import needs_finding
from retroach_async.errors import InvalidRequest
from retroach_async.param import Param

_LARGEST = 64 * 2**20
"""The number of bytes from which on a file is refused; no site has so many ids."""
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_ENCODINGS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
"""The encodings by the mark at the begin of a file; Windows PowerShell writes UTF-16."""


def keys_from(source: str, param: Param) -> Iterator[Any]:
    """The keys in a file, or in standard input for `-`. Raises `InvalidRequest` with the file and the line."""
    name = "standard input" if source == "-" else source
    for number, line in enumerate(_LINE_BREAK.split(_text(source, name)), 1):
        for word in _words(line):
            try:
                key = value_of(param, word)
            except InvalidRequest as wrong:
                thing = param.name.replace("_", " ")
                is_plain = not needs_finding(param, word)
                why = f"{quoted(word)} is no {thing}, which must be {requirement(param)}" if is_plain else wrong.message
                raise InvalidRequest(f"{name}, line {number}: {why}", parameter=param.name) from None
            yield key


def _words(line: str) -> list[str]:
    """The keys of a line, as they are written."""
    if line.lstrip().startswith("{"):
        with suppress(ValueError, KeyError, RecursionError):
            key = json.loads(line)["key"]
            return [key if isinstance(key, str) else json.dumps(key)]
    return line.partition("#")[0].replace(",", " ").split()


def _text(source: str, name: str) -> str:
    try:
        data = _bytes(source)
    except (OSError, ValueError) as problem:  # a path cannot hold every character
        raise _refused(f"cannot read {name}: {getattr(problem, 'strerror', None) or problem}") from None
    if len(data) > _LARGEST:
        raise _refused(f"cannot read {name}: it has more than {_LARGEST // 2**20} MB")
    encoding = next((encoding for mark, encoding in _ENCODINGS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise _refused(f"cannot read {name}: line {line} is not {encoding.upper()} text") from None
    if "\0" in text:
        raise _refused(f"cannot read {name}: it is no text file")
    return text


def _bytes(source: str) -> bytes:
    """The content, or as much of it as shows that it is too large."""
    if source != "-":
        with Path(source).open("rb") as file:
            return file.read(_LARGEST + 1)
    if sys.stdin is None:
        raise ValueError("it is closed")
    return sys.stdin.buffer.read(_LARGEST + 1)


def _refused(message: str) -> InvalidRequest:
    return InvalidRequest(message, parameter="ids_from")

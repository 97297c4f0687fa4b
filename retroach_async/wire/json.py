"""The JSON reader, equally strict with the standard library and with orjson."""

from __future__ import annotations

import codecs
import importlib
import json
import math
from collections.abc import Callable
from typing import Any, cast

Loads = Callable[[bytes], Any]


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError("the number is too large")
    return number


def standard_loads(body: bytes) -> Any:
    """Parse with the standard library, as strictly as orjson does."""
    value = json.loads(body.decode(), parse_constant=_refuse, parse_float=_finite)
    if rb"\ud" in body or rb"\uD" in body:
        json.dumps(value, ensure_ascii=False).encode()  # raises for half a surrogate pair
    return value


def parse(body: bytes) -> tuple[Any, str | None]:
    """The value of a body and None, or None and the fault in words.

    One byte order mark is accepted; of two equal keys the last wins; NaN, infinities, invalid UTF-8,
    half surrogate pairs and what is nested too deep are refused.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return default_loads(body), None
    except (ValueError, RecursionError):
        pass  # the parser's own error holds the whole body, so none of it is kept
    if not body.strip():
        return None, "empty instead of JSON"
    return None, "HTML instead of JSON" if body.lstrip()[:1] == b"<" else "not valid JSON"


def _fastest_loads() -> Loads:
    """Orjson's parser with the extra [fast], otherwise the standard library's."""
    try:
        return cast("Loads", importlib.import_module("orjson").loads)
    except ImportError:
        return standard_loads


default_loads = _fastest_loads()

"""Reading JSON: the same with each parser, and as strict."""

from __future__ import annotations

import codecs
import importlib.util
import math
from typing import Any

import pytest

from retroach_async.wire import json
from retroach_async.wire.json import Loads, parse, standard_loads

LOADS: dict[str, Loads] = {"standard": standard_loads}
if importlib.util.find_spec("orjson"):
    import orjson

    LOADS["orjson"] = orjson.loads


each_parser = pytest.mark.usefixtures("_parser")
"""Runs a test with each parser that is installed."""


@pytest.fixture(params=LOADS)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One parser in the place of the fastest."""
    monkeypatch.setattr(json, "default_loads", LOADS[request.param])


@pytest.mark.parametrize(
    ("body", "value"),
    [
        pytest.param(b'{"a": [1, 2.5, null, true, "x"]}', {"a": [1, 2.5, None, True, "x"]}, id="all kinds"),
        pytest.param(codecs.BOM_UTF8 + b"[]", [], id="byte order mark"),
        pytest.param(b' \n{"a": 1}\n', {"a": 1}, id="white space"),
        pytest.param(b'{"a": 1, "a": 2}', {"a": 2}, id="equal keys"),
        pytest.param(b'"Pok\\u00e9mon \\ud83d\\ude00"', "Pok\u00e9mon \U0001f600", id="escapes"),
        pytest.param('"Pok\u00e9mon"'.encode(), "Pok\u00e9mon", id="UTF-8"),
    ],
)
@each_parser
def test_json_is_parsed(body: bytes, value: Any) -> None:
    """A body that is JSON becomes its value, with each parser the same."""
    assert parse(body) == (value, None)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        pytest.param(b"", "empty instead of JSON", id="empty"),
        pytest.param(b" \r\n", "empty instead of JSON", id="white space"),
        pytest.param(b" <!DOCTYPE html>", "HTML instead of JSON", id="HTML"),
        pytest.param(codecs.BOM_UTF8 + b"<html>", "HTML instead of JSON", id="HTML with a byte order mark"),
        pytest.param(b'{"a": [1, 2', "not valid JSON", id="cut short"),
        pytest.param(b"[] []", "not valid JSON", id="two values"),
        pytest.param(b'"\xff"', "not valid JSON", id="no UTF-8"),
        pytest.param(b'"\\ud83d"', "not valid JSON", id="half a pair"),
        pytest.param(b'"\\uDE00"', "not valid JSON", id="the other half, in capitals"),
        pytest.param(b"[NaN]", "not valid JSON", id="not a number"),
        pytest.param(b"[-Infinity]", "not valid JSON", id="infinity"),
        pytest.param(b"[1e999]", "not valid JSON", id="too large a fraction"),
        pytest.param(b"[" * 100_000, "not valid JSON", id="very deep"),
    ],
)
@each_parser
def test_what_is_no_json_is_told(body: bytes, fault: str) -> None:
    """A body that is no JSON is refused with the same few words for the reason, whichever the parser."""
    assert parse(body) == (None, fault)


@each_parser
def test_huge_number_is_exact_or_refused() -> None:
    """A number of thirty digits is never quietly another one."""
    value, fault = parse(b"[123456789012345678901234567890]")
    assert (
        fault is not None or value == [123456789012345678901234567890] or math.isclose(value[0], 1.2345678901234568e29)
    )


def test_parser_is_orjson_where_it_is_installed() -> None:
    """The extra makes reading fast, and nothing else has to be done for it."""
    assert json.default_loads is LOADS.get("orjson", standard_loads)


def test_number_of_very_many_digits_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The interpreter's own limit on digits is a fault of the answer, not of the program."""
    monkeypatch.setattr(json, "default_loads", standard_loads)
    assert parse(b"9" * 5000) == (None, "not valid JSON")


@each_parser
def test_second_byte_order_mark_is_no_json() -> None:
    """One mark is stripped; many of them are refused at once, without a copy for each."""
    assert parse(codecs.BOM_UTF8 * 2 + b"[]") == (None, "not valid JSON")
    assert parse(codecs.BOM_UTF8 * 300_000) == (None, "not valid JSON")


@each_parser
@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_deep_nesting_is_no_json(opening: bytes) -> None:
    """A body that is nested too deep for a parser is refused like any other that is no JSON."""
    assert parse(opening * 200_000) == (None, "not valid JSON")

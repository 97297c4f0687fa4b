"""The page for those who come from JavaScript names every function, and only what there is."""

from __future__ import annotations

import ast
import re

import pytest

import retroach_async
from retroach_async import ENDPOINTS, Client
from tests.docs.snippets import DOCS

_ROW = re.compile(r"^\| `(?P<js>\w+)\(.*?\)` \| `(?P<python>ra\..+)` \|$", re.MULTILINE)
TEXT = (DOCS / "migrating.md").read_text(encoding="utf-8")
ROWS = [(found["js"], found["python"]) for found in _ROW.finditer(TEXT)]
SPLIT = {
    "get_ticket_by_id",
    "get_most_recent_tickets",
    "get_most_ticketed_games",
    "get_developer_ticket_stats",
    "get_game_ticket_stats",
    "get_achievement_ticket_stats",
}
"""The methods for which JavaScript has one function, whose arguments decide."""


def camel(name: str) -> str:
    """A Python name in JavaScript's spelling."""
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def call_of(text: str) -> ast.Call:
    """The call in a row of the table."""
    call = ast.parse(text, mode="eval").body
    assert isinstance(call, ast.Call)
    return call


@pytest.mark.parametrize(("js", "python"), ROWS)
def test_row_names_a_method_its_parameters_and_options(js: str, python: str) -> None:
    """The method exists and takes the arguments of the table, under these very names."""
    call = call_of(python)
    assert isinstance(call.func, ast.Attribute)
    endpoint = ENDPOINTS[call.func.attr]
    required = [param.name for param in endpoint.params if param.required and param.name not in ("username", "api_key")]
    options = {param.name for param in endpoint.params if not param.required}
    assert hasattr(Client, call.func.attr)
    assert [ast.unparse(argument) for argument in call.args] == required
    assert {option.arg for option in call.keywords} <= options
    assert js == ("getTicketData" if call.func.attr in SPLIT else camel(call.func.attr))


@pytest.mark.parametrize("python", [python for _, python in ROWS])
def test_words_of_the_table_exist(python: str) -> None:
    """A member of an enumeration in the table is there under its name."""
    for node in ast.walk(call_of(python)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id != "ra":
            assert hasattr(getattr(retroach_async, node.value.id), node.attr)


def test_every_method_of_v1_is_in_the_table() -> None:
    """Nobody has to look elsewhere."""
    methods = {name for name in ENDPOINTS if not name.startswith("v2.")}
    assert methods == set(
        re.findall(r"ra\.(get_\w+)\(", TEXT.partition("## What is different")[0].partition("## Every")[2])
    )

"""No promise is without a test, or without a reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.faults.promises import PROMISES, Promise, table
from tests.faults.rows import FAULTS

TESTS = Path(__file__).parents[1]


def test_every_row_is_promised_once() -> None:
    """The rows are in order, each is there once, and every fault of the suite belongs to one."""
    rows = [promise.row for promise in PROMISES]
    assert rows == sorted(set(rows))
    assert {fault.row for fault in FAULTS} <= {promise.row for promise in PROMISES}


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: str(promise.row))
def test_promise_is_shown_by_a_test(promise: Promise) -> None:
    """The conformance suite or a test that exists shows it; otherwise there is a reason, and not both."""
    assert bool(promise.in_conformance or promise.tests) != bool(promise.reason)
    for test in promise.tests:
        name, _, function = test.partition(".")
        trees = [ast.parse(file.read_text(encoding="utf-8")) for file in TESTS.rglob(f"{name}.py")]
        nodes = [node for tree in trees for node in tree.body]
        names = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
        assert function in names, test


def test_page_of_the_documentation_is_what_the_suite_says() -> None:
    """The table on the page about faults was printed from this very list."""
    page = (TESTS.parent / "docs" / "faults.md").read_text(encoding="utf-8")
    assert table().strip() in page


def test_table_has_a_line_for_each() -> None:
    """The page of the documentation is made of the same list."""
    lines = table().splitlines()
    assert len(lines) == 2 + len(PROMISES)
    assert all(line.count("|") == 6 for line in lines)

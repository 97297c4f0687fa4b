"""The programs on the pages compile, name what there is, and run."""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import mcp.client.stdio  # noqa: F401  it keeps the standard error of its import, which must not be a test's own
import pytest

from retroach_async import Client
from retroach_async.emulator import Emulator
from tests.docs.snippets import Snippet, of_python, runnable

PACKAGE = "retroach_async"
PLACES = [snippet.place for snippet in of_python()]


@pytest.mark.parametrize("snippet", of_python(), ids=PLACES)
def test_block_compiles(snippet: Snippet) -> None:
    """Every block of Python is Python."""
    assert snippet.compile()


@pytest.mark.parametrize("snippet", of_python(), ids=PLACES)
def test_block_imports_what_there_is(snippet: Snippet) -> None:
    """Every name that a block imports from the package can be imported."""
    for module, name in _imported(ast.parse(snippet.text)):
        assert hasattr(importlib.import_module(module), name), f"{snippet.place}: no {name} in {module}"


@pytest.mark.parametrize("snippet", of_python(), ids=PLACES)
def test_block_uses_what_a_client_has(snippet: Snippet) -> None:
    """Everything that a block takes from `ra` is a method of the client, with options that it knows."""
    for node in ast.walk(ast.parse(snippet.text)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "ra":
            assert hasattr(Client, node.attr) or node.attr == "stats", f"{snippet.place}: a client has no {node.attr}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Client":
            known = inspect.signature(Client).parameters
            assert {each.arg for each in node.keywords} <= set(known), f"{snippet.place}: unknown option of Client"


@pytest.mark.parametrize(("snippet", "output"), runnable(), ids=[snippet.place for snippet, _ in runnable()])
async def test_block_runs(
    snippet: Snippet,
    output: str | None,
    emulator: Emulator,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A block that a reader may run does what it says, and prints what stands below it."""
    if "asyncio.run(" in snippet.text:
        # A whole program has an event loop of its own, and so a thread here.
        with ThreadPoolExecutor(1) as thread:
            await asyncio.get_running_loop().run_in_executor(thread, _run_program, snippet)
    else:
        async with Client(rate_limit=None) as ra:
            await _run(snippet, {"ra": ra, "emulator": emulator, "game_ids": [14402, 1, 2, 999_999_999]})
    printed = capsys.readouterr().out
    if output is not None:
        assert printed == output


async def _run(snippet: Snippet, names: dict[str, object]) -> None:
    result = eval(snippet.compile(), {"__name__": "snippet", **names})
    if inspect.isawaitable(result):
        await result


def _run_program(snippet: Snippet) -> None:
    exec(snippet.compile(), {"__name__": "__main__"})


def _imported(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == PACKAGE:
            yield from ((node.module or "", alias.name) for alias in node.names)

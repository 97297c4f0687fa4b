"""Rules for the files of the package and of the tests; `[tool.importlinter]` has those for imports."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LONGEST_FILE = 350

PACKAGE = {file: ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / "retroach_async").rglob("*.py"))}
TESTS = {file: ast.parse(file.read_text("utf-8")) for file in sorted((ROOT / "tests").rglob("*.py"))}

QUESTION = re.compile(r"\s*(For how|What|How|Whether|Where|Which|Whom?|Whose|When|Why)\b")


def place(file: Path, node: ast.stmt | ast.expr) -> str:
    """A file and a line, as an editor opens them."""
    return f"{file.relative_to(ROOT)}:{node.lineno}"


def docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts that stand alone in a file: docstrings, also those below a field or a constant."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value


def test_emulator_uses_only_the_server_of_aiohttp() -> None:
    """The emulator is no HTTP client: it imports `web` from aiohttp, and nothing else."""
    wrong = [
        place(file, node)
        for file, tree in PACKAGE.items()
        if "emulator" in file.parts
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any(name.name.startswith("aiohttp") for name in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "aiohttp" and [n.name for n in node.names] != ["web"])
        or (isinstance(node, ast.ImportFrom) and (node.module or "").startswith("aiohttp."))
    ]
    assert not wrong, "\n".join(wrong)


def test_importing_the_package_loads_no_http_library() -> None:
    """Importing the package, and building a client on a transport of one's own, loads no HTTP library."""
    program = (
        "import sys, retroach_async as r, retroach_async.testing as t;"
        "r.Client(r.Credentials('Me', 'key'), transport=t.MemoryTransport([]));"
        "late = ('aiohttp', 'httpx2', 'redis', 'taskiq', 'cyclopts', 'rich', 'pytest', 'resvg_py', 'polars',"
        " 'narwhals');"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_files_are_short() -> None:
    """One idea per file leaves a file short."""
    wrong = [str(file) for file in PACKAGE | TESTS if len(file.read_text("utf-8").splitlines()) > LONGEST_FILE]
    assert not wrong, "\n".join(wrong)


def test_docstrings_begin_with_a_noun_or_a_verb() -> None:
    """A docstring of the package names its subject at once; it does not begin with a question word."""
    wrong = [
        f"{place(file, text)}: {text.value.splitlines()[0]}"
        for file, tree in PACKAGE.items()
        for text in docstrings(tree)
        if QUESTION.match(text.value)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_test_says_what_it_shows() -> None:
    """A test is a function of its module with a docstring of one line that ends in a full stop."""
    wrong = []
    for file, tree in TESTS.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                text = ast.get_docstring(node) or ""
                if "\n" in text or not text.endswith(".") or node.col_offset:
                    wrong.append(f"{place(file, node)}: {node.name}")
    assert not wrong, "\n".join(wrong)


def test_no_test_sleeps() -> None:
    """Time is made up or a matter of milliseconds: no `time.sleep`, and `asyncio.sleep` for 0.05 s at most."""
    wrong = []
    for file, tree in TESTS.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep":
                seconds = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else 0
                module = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
                is_short = isinstance(seconds, int | float) and seconds <= 0.05
                if module == "time" or (module == "asyncio" and not is_short):
                    wrong.append(place(file, node))
    assert not wrong, "\n".join(wrong)


def test_no_test_is_left_out() -> None:
    """Every test runs everywhere, and none is expected to fail."""
    wrong = [
        place(file, node)
        for file, tree in TESTS.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "skipif", "xfail"}
    ]
    assert not wrong, "\n".join(wrong)

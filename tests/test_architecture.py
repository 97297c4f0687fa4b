"""The house stands: floors, rooms, and what the tests themselves must be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "retroach_async"
LONGEST_FILE = 350

FLOORS = (
    {
        "_lazy",
        "_types",
        "errors",
        "query",
        "secret",
        "credentials",
        "clock",
        "deadlines",
        "version",
        "checks",
        "observe",
    },
    {"models", "keys"},
    {"wire", "endpoint", "registry", "transport"},
    {"v1", "v2", "batch", "pages"},
    {"stacks", "client"},
    {"cli", "drift", "emulator", "testing", "charts", "__main__"},
)
"""Every file or folder of the package, from the ground up."""

SIDE_DOORS = {
    ("client", "stacks"),
    ("registry", "endpoint"),
    ("cli", "emulator"),
    ("cli", "drift"),
    ("testing", "emulator"),
    ("__main__", "cli"),
}
"""Who may use whom on the same floor; the files of the ground floor are one room."""

GUESTS = {
    "aiohttp": {"transport/aiohttp.py", "emulator/server.py", "client.py"},
    "cattrs": {"wire/"},
    "cyclopts": {"cli/"},
    "httpx2": {"transport/httpx2.py"},
    "orjson": set(),
    "pytest": {"testing/plugin.py"},
    "redis": {"transport/redis.py"},
    "rich": {"cli/", "__main__.py"},
    "yarl": {"transport/aiohttp.py"},
}
"""Where each library may be imported; attrs and the standard library may be anywhere."""


def module_name(file: Path) -> str:
    """The dotted name of a file."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(file): file for file in sorted(PACKAGE.rglob("*.py"))}
TESTS = sorted(Path(__file__).parent.rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    """Everything that a file imports by its full name, wherever in the file, also for type checkers only."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file} imports relatively"
            assert node.module
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else node.module


def own_imports(module: str) -> set[str]:
    """What a module imports from the package."""
    return {name for name in imports(MODULES[module]) if name.split(".")[0] == "retroach_async"}


def room(module: str) -> str:
    """The file or folder directly below the package."""
    return module.split(".")[1] if "." in module else ""


def floor(module: str) -> int:
    """How high a module stands; the front door belongs to the floor of the client."""
    if not room(module):
        return 4
    return next(height for height, rooms in enumerate(FLOORS) if room(module) in rooms)


@pytest.mark.parametrize("module", MODULES)
def test_module_has_a_place(module: str) -> None:
    """Every module stands on a floor."""
    assert not room(module) or any(room(module) in rooms for rooms in FLOORS)


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_only_from_below(module: str) -> None:
    """A module uses lower floors and its own room, and nobody in the house uses the front door but the top floor."""
    for used in own_imports(module):
        if room(used) == room(module):
            continue
        beside = (room(module), room(used)) in SIDE_DOORS or floor(module) == floor(used) == 0
        is_front = not room(module) and floor(used) <= 4
        assert floor(used) < floor(module) or beside or is_front, f"{module} imports {used}"


def test_imports_have_no_cycle() -> None:
    """No module uses itself by a detour, not even for type checkers."""
    graph = {module: own_imports(module) - {module} for module in MODULES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_library_is_imported_only_in_its_room(module: str) -> None:
    """Each library is known to few files, so that it could be replaced."""
    path = MODULES[module].relative_to(PACKAGE).as_posix()
    for name in imports(MODULES[module]):
        allowed = GUESTS.get(name.split(".")[0])
        assert allowed is None or path.startswith(tuple(allowed)), f"{module} imports {name}"


@pytest.mark.parametrize("module", [module for module in MODULES if room(module) == "emulator"])
def test_emulator_is_no_http_client(module: str) -> None:
    """Of aiohttp the emulator uses the server only."""
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "aiohttp":
            assert [alias.name for alias in node.names] == ["web"]
        elif isinstance(node, ast.Import):
            assert not any(alias.name.startswith("aiohttp") for alias in node.names)


def test_client_knows_aiohttp_by_name_only() -> None:
    """Importing the package, and building a client on a transport of one's own, loads no HTTP library."""
    program = (
        "import sys, retroach_async as r, retroach_async.testing as t;"
        "r.Client(r.Credentials('Me', 'key'), transport=t.MemoryTransport([]));"
        "print([name for name in ('aiohttp', 'httpx2', 'redis', 'cyclopts', 'rich', 'pytest') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("file", [*MODULES.values(), *TESTS], ids=lambda file: str(file.relative_to(ROOT)))
def test_file_is_short(file: Path) -> None:
    """One idea per file leaves it short."""
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


def functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in a file."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("file", TESTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_test_says_what_it_shows(file: Path) -> None:
    """A test has a docstring of one sentence, and tests are functions of a module."""
    for function in functions(file):
        if function.name.startswith("test_"):
            text = ast.get_docstring(function)
            assert text, f"{function.name} has no docstring"
            assert text.endswith("."), f"{function.name}: {text}"
            assert "\n" not in text, f"{function.name} has more than one sentence"
            assert function.col_offset == 0, f"{function.name} is not a function of the module"


@pytest.mark.parametrize("file", TESTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_test_sleeps_or_is_left_out(file: Path) -> None:
    """Time is made up or a matter of milliseconds, and no test is skipped or expected to fail."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep":
            assert not (isinstance(node.func.value, ast.Name) and node.func.value.id == "time"), "time.sleep"
            seconds = node.args[0].value if node.args and isinstance(node.args[0], ast.Constant) else 0
            is_real = isinstance(node.func.value, ast.Name) and node.func.value.id == "asyncio"
            assert not is_real or (isinstance(seconds, int | float) and seconds <= 0.05), f"line {node.lineno}"
        if isinstance(node, ast.Attribute):
            assert node.attr not in {"skip", "skipif", "xfail"}, f"line {node.lineno}"

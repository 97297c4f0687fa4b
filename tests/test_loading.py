"""The import of the package: it loads what every program needs, and the rest when a program first asks for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import retroach_async
from retroach_async import models
from retroach_async._lazy import LazyModule

LATER = (
    "aiohttp",
    "cyclopts",
    "redis",
    "sqlite3",
    "retroach_async.charts.drawing",
    "retroach_async.jobs",
    "retroach_async.lookup",
    "retroach_async.models.game",
    "retroach_async.models.v2",
    "retroach_async.transport.redis",
    "retroach_async.v2",
    "retroach_async.watch",
)


def loaded_after(program: str) -> set[str]:
    """The modules of `LATER` that a program of its own has loaded."""
    tell = f"import sys; print(*[name for name in {LATER!r} if name in sys.modules])"
    command = [sys.executable, "-c", f"{program}\n{tell}"]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=root)
    return set(done.stdout.split())


def test_plain_import_loads_nothing_that_can_wait() -> None:
    """A program that only imports the package has loaded none of what most programs do without."""
    assert loaded_after("import retroach_async") == set()


def test_star_import_loads_the_models_but_not_their_uses() -> None:
    """Whoever takes every name gets the models; the feeds, the lookups and the pictures still wait."""
    loaded = loaded_after("from retroach_async import *")
    assert "retroach_async.models.game" in loaded
    assert not loaded & {"aiohttp", "retroach_async.watch", "retroach_async.lookup", "retroach_async.charts.drawing"}


@pytest.mark.parametrize(
    ("program", "module"),
    [
        ("retroach_async.Game", "retroach_async.models.game"),
        ("retroach_async.v2.Game", "retroach_async.models.v2"),
        ("retroach_async.watch", "retroach_async.watch"),
        ("retroach_async.Client.v2", "retroach_async.v2"),
        ("retroach_async.RedisLimit", "retroach_async.transport.redis"),
        ("retroach_async.SqliteStore", "sqlite3"),
        ("retroach_async.ENDPOINTS", "retroach_async.v2"),
    ],
)
def test_name_is_loaded_when_it_is_looked_up(program: str, module: str) -> None:
    """The first look at a name loads the module that has it."""
    assert module in loaded_after(f"import retroach_async; {program}")


def test_version_is_told_without_the_command_line() -> None:
    """`retroach --version` loads neither the library of the command line nor aiohttp."""
    program = "import sys; sys.argv[1:] = ['--version']; from retroach_async.__main__ import main; main()"
    assert not loaded_after(program) & {"aiohttp", "cyclopts", "retroach_async.v2", "retroach_async.models.game"}


def test_public_names_are_listed_before_they_are_loaded() -> None:
    """`dir()`, by which tools complete a name, knows every public name at once."""
    program = (
        "import retroach_async as front, retroach_async.models as models;"
        "print(*[name for home in (front, models) for name in set(home.__all__) - set(dir(home))])"
    )
    command, root = [sys.executable, "-c", program], Path(__file__).parents[1]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=root)
    assert done.stdout.split() == []


ROOMS = {"charts", "emulator", "jobs", "lookup", "models", "testing", "v2", "watch"}


@pytest.mark.parametrize(("package", "rooms"), [(retroach_async, ROOMS), (models, set())], ids=["front", "models"])
def test_only_what_is_public_is_listed(package: ModuleType, rooms: set[str]) -> None:
    """`dir()` names the public names, the public packages within and Python's own, and each of them can be had."""
    listed = dir(package)
    assert {name for name in listed if not name.startswith("__")} == {*package.__all__, *rooms} - {"__version__"}
    assert not [name for name in listed if not hasattr(package, name)]


@pytest.mark.parametrize("package", [retroach_async, models])
def test_unknown_name_is_refused_as_python_does(package: object) -> None:
    """A name that a package does not have is an AttributeError, not a look into a module."""
    with pytest.raises(AttributeError, match=r"module 'retroach_async(\.models)?' has no attribute 'Gmae'"):
        _ = package.Gmae


def test_every_model_is_named_with_its_module() -> None:
    """The names by module are exactly the public names."""
    assert sorted(models._HOMES) == sorted(models.__all__)


def test_own_module_that_cannot_be_loaded_is_an_error() -> None:
    """A module of ours that is missing is no type that says nothing: that would hide a mistake."""
    with pytest.raises(ModuleNotFoundError):
        _ = LazyModule("retroach_async.no_such_module").Anything

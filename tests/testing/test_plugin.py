"""The fixtures that pytest offers to programs which use the library."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[2]
PLUGIN = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"]["pytest11"]

PROGRAM = """
import asyncio

import pytest

from retroach_async import ConnectionFailed, Credentials, Client
from retroach_async.emulator import Fault


def test_client_asks_the_emulator(retroach_client, retroach_emulator):
    async def use():
        async with retroach_client as ra:
            return (await ra.get_achievement_distribution(14402, hardcore=True)).mastery_count

    assert asyncio.run(use()) == 8
    assert retroach_emulator.requests == 1


def test_faults_are_met_and_survived_without_waiting(retroach_client, retroach_emulator, retroach_faults):
    rule = retroach_faults(Fault.UNAVAILABLE, times=3)

    async def use():
        async with retroach_client as ra:
            return (await ra.get_game(14402)).title

    assert "Dragster" in asyncio.run(use())
    assert rule.hits == 3


def test_each_test_has_an_emulator_of_its_own(retroach_emulator):
    assert retroach_emulator.requests == 0


def test_many_calls_are_not_held_back(retroach_client):
    async def use():
        async with retroach_client as ra:
            return await ra.gather(ra.get_achievement_distribution, range(1, 60))

    assert len(asyncio.run(use())) == 59


def test_emulator_serves_any_client(retroach_emulator):
    async def use():
        async with Client(Credentials("Scott", "key"), base_url=retroach_emulator.base_url) as ra:
            return (await ra.v2.games.get(14402)).id

    assert asyncio.run(use()) == 14402


@pytest.mark.parametrize("time", [1, 2])
def test_a_change_is_undone_after_the_test(retroach_client, retroach_emulator, time):
    async def use():
        async with retroach_client as ra:
            return len(await ra.get_user_recent_achievements("QuietNewcomer"))

    retroach_emulator.unlock("QuietNewcomer", 97)
    assert asyncio.run(use()) == 1
    retroach_emulator.reset("QuietNewcomer", 97)
    retroach_emulator.unlock("QuietNewcomer", 96 + time)


def test_nothing_is_left(retroach_world):
    assert not retroach_world.account(retroach_world.owner("QuietNewcomer")).progress
"""


def pytest_on(folder: Path, program: str) -> str:
    """The output of pytest for a program's own tests, with the plugin as an installation names it."""
    (folder / "test_program.py").write_text(program, encoding="utf-8")
    # By its module rather than by its entry point, which an installation from before may lack.
    plugins = ["no:retroach_async", PLUGIN["retroach_async"], "no:asyncio", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", *(f"-p{name}" for name in plugins), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return done.stdout + done.stderr


def test_fixtures_work_in_a_program_of_ones_own(tmp_path: Path) -> None:
    """A program's plain tests get a server, a client of it and a way to make it fail, and leave nothing behind."""
    outcome = pytest_on(tmp_path, PROGRAM)
    assert "8 passed" in outcome, outcome
    assert "warning" not in outcome


def test_a_run_without_the_fixtures_imports_nothing_of_the_library(tmp_path: Path) -> None:
    """Neither the library nor what it is built on is imported for tests that do not ask for it."""
    program = """
import sys

FOUND = [name for name in sys.modules if name.split(".")[0] in ("retroach_async", "aiohttp", "attrs", "cattrs")]


def test_nothing_is_imported():
    assert FOUND == []
"""
    outcome = pytest_on(tmp_path, program)
    assert "1 passed" in outcome, outcome


def test_the_plugin_imports_nothing_but_pytest() -> None:
    """Loading the plugin costs one small module: not even asyncio is imported."""
    program = (
        "import sys, pytest; before = set(sys.modules);"
        f"import {PLUGIN['retroach_async']};"
        "print(sorted(set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == f"{[*PLUGIN.values()]}\n"


def test_every_fixture_says_what_it_is() -> None:
    """`pytest --fixtures` shows a sentence for each fixture."""
    plugin = import_module(PLUGIN["retroach_async"])
    fixtures = {name: value for name, value in vars(plugin).items() if name.startswith("retroach_")}
    assert len(fixtures) == 4
    assert all(fixture.__doc__ for fixture in fixtures.values())

"""The fixtures that pytest offers to programs which use the library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import retroach_async

PROGRAM = """
import asyncio

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
"""


@pytest.fixture
def outcome(tmp_path: Path) -> str:
    """What pytest says about a program's own tests."""
    (tmp_path / "test_program.py").write_text(PROGRAM, encoding="utf-8")
    # By its module rather than by its entry point, which an installation from before may lack.
    plugins = ["no:retroach_async", "retroach_async.testing.plugin", "no:asyncio", "no:cacheprovider"]
    home = str(Path(retroach_async.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-W", "error", *(f"-p{name}" for name in plugins), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": home},
    )
    return done.stdout + done.stderr


def test_fixtures_work_in_a_program_of_ones_own(outcome: str) -> None:
    """A program's plain tests get a server, a client of it and a way to make it fail, and leave nothing behind."""
    assert "5 passed" in outcome, outcome
    assert "warning" not in outcome

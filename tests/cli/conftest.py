"""A command line to call, and an emulator for it to talk to."""

from __future__ import annotations

import asyncio
import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from retroach_async import Endpoint
from retroach_async.access import DATA_READ
from retroach_async.cli.app import run
from retroach_async.emulator import Emulator, RateRule
from retroach_async.transport.policy import RetryPolicy
from retroach_async.transport.throttle import RateLimit

OWNER = "MaxMilyin"
"""The owner of the canary."""


@frozen
class Ended:
    """The end of one command line: exit code and output."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Standard output, read as JSON line by line."""
        return [json.loads(line) for line in self.out.splitlines()]


Call = Callable[..., Ended]


class Background:
    """An event loop in a thread, for a server that answers while the test is busy."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, work: Any) -> Any:
        """Await something over there."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def close(self) -> None:
        """End the thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(20)
        self._loop.close()


@pytest.fixture(scope="session")
def background() -> Iterator[Background]:
    """A thread in which servers answer."""
    background = Background()
    yield background
    background.close()


@pytest.fixture(scope="session")
def shared_emulator(background: Background) -> Iterator[Emulator]:
    """One universe for all tests; it knows the canary and no other key."""
    from tests.conftest import CANARY

    emulator = Emulator(keys={CANARY: OWNER})
    background.run(emulator.start())
    yield emulator
    background.run(emulator.aclose())


@pytest.fixture
def emulator(shared_emulator: Emulator) -> Iterator[Emulator]:
    """The universe, with no fault in it before and after the test."""
    yield shared_emulator
    shared_emulator.heal()


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, emulator: Emulator, canary: str, tmp_path: Path) -> pytest.MonkeyPatch:
    """An environment with the canary as the key, the emulator as the site, and no file with a key."""
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "config"))
    monkeypatch.setenv("RETROACHIEVEMENTS_API_KEY", canary)
    monkeypatch.setenv("RETROACHIEVEMENTS_BASE_URL", emulator.base_url)
    for name in ("COLUMNS", "FORCE_COLOR", "NO_COLOR", "TTY_COMPATIBLE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.fixture
def retroach(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs a command line in this process, with standard output and standard error captured."""

    def call(*words: str) -> Ended:
        code = run(words)
        captured = capsys.readouterr()
        return Ended(code, captured.out, captured.err)

    return call


@pytest.fixture
def allowed(environment: pytest.MonkeyPatch, emulator: Emulator, endpoint: Endpoint) -> None:
    """An environment in which the endpoint of the test may be called: a private one takes a token."""
    if endpoint.scope not in (None, DATA_READ):
        environment.setenv("RETROACHIEVEMENTS_OAUTH_TOKEN", emulator.token(OWNER, [endpoint.scope]))


@pytest.fixture
def on_a_terminal(environment: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Standard output passes for a terminal of eighty columns, without colours."""
    environment.setenv("FORCE_COLOR", "1")
    environment.setenv("NO_COLOR", "1")
    environment.setenv("COLUMNS", "80")
    return environment


@pytest.fixture
def without_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is tried again, so that no test waits."""
    monkeypatch.setattr(RetryPolicy, "wait_after", lambda *_: None)


@pytest.fixture
def in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo keeps to no limit, so that no test waits for it."""
    monkeypatch.setattr("retroach_async.cli.demo._ALLOWED", RateRule(100_000, 1.0))
    monkeypatch.setattr("retroach_async.cli.demo._KEPT", RateLimit(100_000, 1.0))


@pytest.fixture
def process(environment: pytest.MonkeyPatch) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a command line in a process of its own, which does not outlive the test.

    A shell makes a job in the background ignore Ctrl-C, and a process hands that on; the command line must hear it.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    running: list[subprocess.Popen[str]] = []

    def start(*words: str, stdout: int = subprocess.PIPE) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "retroach_async", *words]
        started = subprocess.Popen(command, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8")
        running.append(started)
        return started

    yield start
    signal.signal(signal.SIGINT, before)
    for each in running:
        each.kill()
        each.communicate()

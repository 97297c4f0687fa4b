"""Feeds on the command line, for pipes."""

from __future__ import annotations

import json
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from retroach_async.emulator import Emulator
from tests.cli.conftest import Background, Call

Start = Callable[..., subprocess.Popen[str]]
ACHIEVEMENT = 79440


@pytest.fixture
def plays(emulator: Emulator, background: Background) -> Iterator[None]:
    """PolarFox earns one achievement anew again and again, until the test ends."""
    over = threading.Event()

    async def again() -> None:
        emulator.reset("PolarFox", ACHIEVEMENT)
        emulator.unlock("PolarFox", ACHIEVEMENT)

    def play() -> None:
        while not over.wait(0.3):
            background.run(again())

    player = threading.Thread(target=play)
    player.start()
    yield
    over.set()
    player.join()


def first_line(watch: subprocess.Popen[str]) -> Any:
    """The first event that a feed prints."""
    assert watch.stdout is not None
    return json.loads(watch.stdout.readline())


@pytest.mark.parametrize(("name", "stop"), [("cursor.json", signal.SIGTERM), ("cursor.db", signal.SIGINT)])
def test_feed_prints_a_line_for_each_unlock_and_ends_cleanly(
    process: Start, plays: None, tmp_path: Path, name: str, stop: signal.Signals
) -> None:
    """A line is there at once; a signal ends the feed with exit code 130, and the cursor is kept."""
    cursor = tmp_path / name
    watch = process("watch", "unlocks", "PolarFox", "--cursor", str(cursor), "--every", "0.1")
    event = first_line(watch)
    watch.send_signal(stop)
    _, err = watch.communicate(timeout=20)

    assert watch.returncode == 130
    assert err == "retroach: watching; the first look is silent, then each event is a line\n"
    assert (event["user"], event["unlock"]["title"]) == ("PolarFox", "Ten Flat")
    assert event["key"].startswith("unlock:")
    assert cursor.exists()


def test_second_feed_on_one_cursor_is_refused(process: Start, plays: None, tmp_path: Path) -> None:
    """Two copies would tell everything twice: the second one ends with exit code 2."""
    words = ("watch", "unlocks", "PolarFox", "--cursor", str(tmp_path / "cursor.json"), "--every", "0.1")
    first = process(*words)
    first_line(first)
    second = process(*words)
    _, err = second.communicate(timeout=20)
    first.terminate()
    assert second.returncode == 2
    assert err.count("\n") == 1


def test_unknown_user_is_named(retroach: Call, without_retries: None) -> None:
    """A typing mistake would be silent for ever: exit code 4."""
    ended = retroach("watch", "unlocks", "Nobody123", "MaxMilyin")
    assert (ended.code, ended.out) == (4, "")
    assert "Nobody123" in ended.err
    assert "MaxMilyin" not in ended.err


def test_address_stands_for_its_user(retroach: Call, without_retries: None) -> None:
    """The pasted address of a page is as good as the name."""
    for feed in ("unlocks", "awards", "masteries"):
        ended = retroach("watch", feed, "<https://retroachievements.org/user/Nobody123>")
        assert ended.code == 4
        assert "https" not in ended.err


def test_misspelt_option_has_a_hint(retroach: Call) -> None:
    """A word that begins with a hyphen is no user."""
    assert "--cursr. Did you mean --cursor?" in retroach("watch", "unlocks", "Scott", "--cursr", "x").err


@pytest.mark.parametrize(
    "words",
    [
        ["unlocks"],
        ["unlocks", "Scott", "--every", "0"],
        ["unlocks", "Scott", "--since", "x"],
        ["unlocks", "Scott", "--cursr", "x"],
        ["unlocks", "https://retroachievements.org/game/1"],
    ],
)
def test_wrong_usage_is_told_in_one_line(retroach: Call, words: list[str]) -> None:
    """Nothing is watched, and the exit code is that of wrong usage."""
    ended = retroach("watch", *words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("retroach: ")
    assert ended.err.count("\n") == 1

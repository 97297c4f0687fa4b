"""The examples run, and say what they promise."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.notebook import NOTEBOOK, cells_of, executed

EXAMPLES = Path(__file__).parent.parent / "examples"

PROMISES = {
    "first_call.py": ["Dragster (Atari 2600)", "  1  141 ####", "632 players", "8 hold all 15: 1.27%"],
    "batch_many_games.py": ["games answered", "1.27% of  632 players  Dragster"],
    "walk_pages.py": ["unlocks", "games mastered"],
    "discord_bot.py": [
        "8 of 632 players mastered Dragster. [a picture of",
        "I do not know: game_id must be",
        "channel: Scott earned Ten Flat (25) in Dragster.",
    ],
    "home_assistant_feed.py": ["MaxMilyin is there", "event: Ten Flat", "event: Under Ten"],
    "hikari_bot.py": [
        "!rarity 14402 -> 8 of 632 players mastered Dragster. [a picture of",
        "!rarity 999999999 -> I do not know: no game 999999999.",
    ],
    "batch_to_parquet.py": [
        "19 of 19 games are in the file, 19 of them new",
        "19 of 19 games are in the file, 0 of them new",
        "most played: game 14402 632 players",
    ],
    "rarity_report.py": ["Atari 2600: 19 games, 41 masteries", "  1.27%  Dragster"],
    "migrating.py": [
        "MaxMilyin mastered 96 games, such as",
        "Dragster: 15 of 15 in hardcore",
        "I do not know: no game 999999999",
    ],
    "web_service.py": [
        '200 /games/14402 {"id":14402,"title":"Dragster"',
        '404 /games/999999999 {"detail":"no game 999999999"}',
        "422 /games/-1",
        "30 visitors at once: 12 answered, 18 told to come back",
        "such as: Publisher; empty or None when unknown.",
    ],
    "many_machines.py": [
        "15 of 60 games answered; one of two workers is killed",
        "60 of 60 games answered, 60 different",
    ]
    if shutil.which("redis-server")
    else ["This example needs redis-server"],
    "bot_replies.py": [
        "Dragster: 8 of 632 players mastered it. https://retroachievements.org/game/14402",
        "There is no game 999999999.",
        "I cannot ask that: game_id must be",
    ],
}
NEEDS = {"hikari_bot.py": "hikari"}
"""The library that an example is about, where the usual tests do without it: its own ranges are narrow."""


def run(example: str) -> subprocess.CompletedProcess[str]:
    """Runs an example as a user would, with every warning an error."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / example)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=50)


def test_every_example_is_run_here() -> None:
    """An example that nobody runs would rot."""
    assert {path.name for path in EXAMPLES.glob("[!_]*.py")} == set(PROMISES)


@pytest.mark.parametrize("example", PROMISES)
def test_an_example_needs_no_key(example: str) -> None:
    """Without a key an example talks to an emulator of its own and keeps its promise."""
    if example in NEEDS:
        pytest.importorskip(NEEDS[example])
    ended = run(example)

    assert (ended.returncode, ended.stderr) == (0, "")
    for promise in PROMISES[example]:
        assert promise in ended.stdout


def test_missing_broker_is_told() -> None:
    """The example of many machines needs a package that no extra brings, and says which."""
    missing = "import runpy, sys; sys.modules['taskiq_redis'] = None; sys.path.insert(0, sys.argv[1]); "
    code = missing + "runpy.run_module('many_machines', run_name='__main__')"
    command = [sys.executable, "-W", "error", "-c", code, str(EXAMPLES)]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=50)
    told = "This example needs the broker for Redis: pip install taskiq-redis\n"
    assert (ended.returncode, ended.stderr, ended.stdout) == (0, "", told)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An emulator in another process, named by the environment."""
    command = [sys.executable, "-m", "retroach_async", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout
        address = server.stdout.readline().split(" at ")[1].split()[0]
        monkeypatch.setenv("RETROACHIEVEMENTS_BASE_URL", address)
        monkeypatch.setenv("RETROACHIEVEMENTS_API_KEY", "any-key")
        yield
        server.terminate()


def test_an_example_runs_against_the_server_of_the_environment(server: None) -> None:
    """With a key the same example asks the server that the environment names."""
    ended = run("first_call.py")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert "8 hold all 15: 1.27%" in ended.stdout


def test_examples_are_short() -> None:
    """An example fits on a screen."""
    for path in EXAMPLES.glob("[!_]*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 60


def test_report_is_a_page_with_a_picture(tmp_path: Path) -> None:
    """The report on a system is written where its argument says."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / "rarity_report.py"), "25", str(tmp_path / "report.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=50)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert page.count("<tr><td>") == 19
    assert "<tr><td>Dragster<td>15<td>632<td>8<td>1.27%" in page


def test_notebook_shows_what_its_cells_give() -> None:
    """The outputs in the file are those of a run; `python -m tests.notebook` writes them again."""
    pytest.importorskip("nbclient")
    kept = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert cells_of(executed()) == cells_of(kept)


def test_notebook_has_pictures() -> None:
    """A notebook without its outputs would show nothing where it is read."""
    outputs = [
        output["data"] for _, cell in cells_of(json.loads(NOTEBOOK.read_text(encoding="utf-8"))) for output in cell
    ]
    assert sum("image/svg+xml" in data for data in outputs) == 2

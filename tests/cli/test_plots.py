"""`--plot FILE`: the picture of a distribution."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from retroach_async.charts.themes import THEMES
from retroach_async.emulator import Emulator
from tests.charts.drawn import SVG, size_of_png, texts
from tests.cli.conftest import Call

COMMANDS = {
    "V1": ["get-achievement-distribution", "14402", "--hardcore"],
    "V2": ["v2", "games", "achievement-distribution", "14402", "--hardcore"],
}
of_both = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)


@of_both
def test_a_picture_is_titled_with_the_game(
    retroach: Call, emulator: Emulator, tmp_path: Path, command: list[str]
) -> None:
    """The file is SVG with the game's title and system, which takes one more call; the answer is printed as ever."""
    file = tmp_path / "dragster.svg"
    before = emulator.requests
    ended = retroach(*command, "--plot", str(file))

    assert (ended.code, ended.err) == (0, "")
    assert emulator.requests - before == 2
    found = texts(file.read_text("utf-8"))
    assert "Dragster" in found
    assert [text for text in found if text.startswith("Atari 2600")]
    assert ended.out == retroach(*command).out


@of_both
def test_a_png_is_told_by_its_ending(retroach: Call, tmp_path: Path, command: list[str]) -> None:
    """A file that ends in .png, in any case, is PNG."""
    file = tmp_path / "Dragster.PNG"

    assert retroach(*command, "--plot", str(file), "--json").code == 0
    assert size_of_png(file.read_bytes()) == (1200, 630)


def test_a_theme_is_chosen(retroach: Call, tmp_path: Path) -> None:
    """--theme has the names of the themes, and no others."""
    file = tmp_path / "dragster.svg"

    assert retroach(*COMMANDS["V1"], "--plot", str(file), "--theme", "light").code == 0
    ground = ET.parse(file).getroot().find(f"{SVG}path")
    assert ground is not None
    assert ground.get("fill") == THEMES["light"]["ground"]
    assert retroach(*COMMANDS["V1"], "--plot", str(file), "--theme", "blue").code == 2


@pytest.mark.parametrize("name", ["dragster.jpg", "dragster", "no-such-folder/dragster.svg"])
def test_a_wrong_file_is_wrong_usage(retroach: Call, emulator: Emulator, tmp_path: Path, name: str) -> None:
    """Another ending, or a folder that is not there, ends with 2 before anything is sent."""
    before = emulator.requests
    ended = retroach(*COMMANDS["V1"], "--plot", str(tmp_path / name))

    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("retroach: --plot")
    assert emulator.requests == before
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_cannot_be_written_is_told(retroach: Call, tmp_path: Path) -> None:
    """A folder in the place of the file ends with 1 and names it."""
    file = tmp_path / "dragster.svg"
    file.mkdir()
    ended = retroach(*COMMANDS["V1"], "--plot", str(file))

    assert ended.code == 1
    assert ended.err.startswith(f"retroach: cannot write {file}: ")


def test_an_unknown_game_has_no_picture(retroach: Call, tmp_path: Path) -> None:
    """V1's empty answer for an unknown game has no title: the command ends with 4."""
    ended = retroach("get-achievement-distribution", "99999999", "--plot", str(tmp_path / "unknown.svg"))

    assert ended.code == 4
    assert ended.err.startswith("retroach: no game 99999999 (")


def test_without_the_extra_png_is_refused(retroach: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without resvg-py the message names the extra, and the code is 2."""
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    ended = retroach(*COMMANDS["V1"], "--plot", str(tmp_path / "dragster.png"))

    assert ended.code == 2
    assert "retroach_async[charts]" in ended.err


def test_only_distributions_are_plotted(retroach: Call) -> None:
    """Other commands have no such option."""
    assert retroach("get-game", "14402", "--plot", "game.svg").code == 2
    assert "--plot" in retroach("get-achievement-distribution", "--help").out

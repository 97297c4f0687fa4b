"""The statements of the pages about the package are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import project_pages
import retroach_async
from retroach_async import ENDPOINTS
from retroach_async.cli.exits import Exit
from retroach_async.emulator import World
from retroach_async.emulator.routes import GONE
from tests.docs.snippets import DOCS, pages

REMOVED = {"get_feed", "get_game_rating"}
_VARIABLE = re.compile(r"RETROACH[A-Z0-9_]*_[A-Z0-9_]+")


def first_cells(page: str) -> list[str]:
    """The text in the first cell of each row of a page's tables."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [cell.strip("`") for cell in re.findall(r"(?m)^\| ([^|]+?) \|", text)]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_method_on_a_page_exists(path: Path) -> None:
    """Every method of V1 that a page names is declared, but for the two that are named as removed."""
    named = set(re.findall(r"`(?:ra\.)?(get_\w+)", path.read_text(encoding="utf-8")))
    assert named - REMOVED <= set(ENDPOINTS)


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_method_of_v2_on_a_page_exists(path: Path) -> None:
    """Every method of V2, and every group of methods, that a page names is declared."""
    named = re.findall(r"\bra\.(v2\.[a-z_.]+)[(,`]|`(v2\.[a-z_.]+)`", path.read_text(encoding="utf-8"))
    assert {call or name for call, name in named} <= set(ENDPOINTS) | {name.rpartition(".")[0] for name in ENDPOINTS}


def test_removed_scripts_are_named() -> None:
    """The page about both APIs names the scripts that are gone, and they have no method."""
    assert set(GONE) <= set(first_cells("v1-and-v2.md"))
    assert not REMOVED & set(ENDPOINTS)


def test_places_that_contributors_are_shown_exist() -> None:
    """Each path is there, up to a name that contributors choose, and each session of nox is declared."""
    text = (DOCS.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = re.findall(r"`([\w/.-]+/[\w.-]*|[\w-]+\.\w+)`", text)
    assert len(paths) > 20
    places = [DOCS.parent / re.sub(r"\w*(GROUP|NAME)\.py$", "", path) for path in paths]
    assert [str(place) for place in places if not place.exists()] == []
    sessions = re.findall(r"(?m)^def (\w+)\(session", (DOCS.parent / "noxfile.py").read_text(encoding="utf-8"))
    assert {*re.findall(r"nox -s (\w+)", text)} <= {*sessions}


def test_environment_page_has_every_variable() -> None:
    """The page lists every variable that the package knows, and no other."""
    package = Path(retroach_async.__file__).parent
    known = {name for path in package.rglob("*.py") for name in _VARIABLE.findall(path.read_text(encoding="utf-8"))}
    assert set(first_cells("environment.md")[1:]) - {"---"} == known


def test_command_line_page_has_every_exit_code() -> None:
    """The page lists every exit code, and no other."""
    assert [int(cell) for cell in first_cells("command-line.md") if cell.isdecimal()] == list(Exit)


def test_numbers_of_the_home_page_are_true() -> None:
    """The home page counts the methods of both APIs."""
    found = re.search(r"(\d+) of V1 and (\d+) of V2", (DOCS / "index.md").read_text(encoding="utf-8"))
    assert found is not None
    apis = [endpoint.api for endpoint in ENDPOINTS.values()]
    assert [int(number) for number in found.groups()] == [apis.count("v1"), apis.count("v2")]


@pytest.mark.parametrize("path", [DOCS / "testing.md", DOCS.parent / "README.md"], ids=lambda path: path.name)
def test_numbers_of_the_emulator_are_true(path: Path) -> None:
    """The pages that describe the emulator count its games, systems and players."""
    text = " ".join(path.read_text(encoding="utf-8").split())
    world = World()
    assert 1000 < len(world.games) < 2000
    assert "more than 1,000 made-up games" in text
    assert re.search(rf"\b{len(world.players):,} players", text)
    systems = {game.system.id for game in world.games.values() if game.system.has_games}
    assert all(int(number) == len(systems) for number in re.findall(r"on (\d+) systems", text))


def test_pages_of_the_project_are_their_files() -> None:
    """The site has the whole changelog, and every example by its file name."""
    made = project_pages.pages()
    root = DOCS.parent
    assert (root / "CHANGELOG.md").read_text(encoding="utf-8").replace("](docs/", "](") in made["changelog.md"]
    assert [
        path.name for path in (root / "examples").glob("[!_]*.py") if f"examples/{path.name}" not in made["examples.md"]
    ] == []

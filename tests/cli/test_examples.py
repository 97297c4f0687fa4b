"""The examples in the help: every command has one, and it works."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
from cyclopts import App
from rich.console import Console

from retroach_async import ENDPOINTS
from retroach_async.cli.app import build
from retroach_async.cli.examples import batch_example, example
from retroach_async.cli.wording import clause, spelt
from retroach_async.emulator.answers import ANSWERS
from retroach_async.endpoint import Endpoint
from tests.cli.commands import answered
from tests.cli.conftest import Call

APP = build()


def commands(app: App, name: str = "retroach") -> Iterator[tuple[str, App]]:
    """All commands below an app, by their words."""
    for each in app:
        if each.startswith("-"):
            continue
        if app[each].default_command is None:
            yield from commands(app[each], f"{name} {each}")
        else:
            yield f"{name} {each}", app[each]


ALL = dict(commands(APP))


def help_of(line: str) -> str:
    """The help of a command, as it is printed."""
    console = Console(width=200, color_system=None, force_terminal=False)
    with console.capture() as captured:
        APP.help_print(line.split()[1:], console=console)
    return captured.get()


@pytest.mark.parametrize("line", ALL)
def test_every_command_has_an_example_of_itself(line: str) -> None:
    """The help has one, and it begins with the command."""
    found = re.findall(r"Example: (.*)", help_of(line))

    assert found
    assert found[0].startswith(line)


GROUPS = sorted({line.rsplit(" ", count)[0] for line in ALL for count in range(1, line.count(" ") + 1)})


@pytest.mark.parametrize("line", GROUPS)
def test_every_group_of_commands_has_an_example(line: str) -> None:
    """It is that of a command below, and stands once."""
    (found,) = re.findall(r"Example: (.*)", help_of(line))
    assert found.startswith(f"{line} ")


@pytest.mark.parametrize("line", [line for line in ALL if not line.startswith("retroach batch ")])
def test_options_are_told_in_words_of_the_command_line(line: str) -> None:
    """No option speaks of an exception of Python, of a method, or in quotes of code."""
    _, _, panels = help_of(line).partition("\u256d")
    assert not re.findall(r"`|\bget_\w+|\bNotIncluded\b", panels)


@pytest.mark.usefixtures("allowed", "without_retries")
@answered
def test_the_example_of_an_endpoint_works(retroach: Call, endpoint: Endpoint) -> None:
    """The emulator answers it."""
    ended = retroach(*shlex.split(example(endpoint))[1:])

    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize(
    "endpoint",
    [ENDPOINTS[name] for name in ("get_game", "get_user_progress", "get_comments", "v2.games.get") if name in ANSWERS],
    ids=lambda each: each.name,
)
def test_the_example_of_a_batch_works(retroach: Call, endpoint: Endpoint) -> None:
    """So does the example for many keys."""
    ended = retroach(*shlex.split(batch_example(endpoint))[1:])

    assert ended.code == 0, ended.err
    assert len(ended.out.splitlines()) >= 3


@pytest.mark.parametrize("line", ["check", "completion", "endpoints", "find", "logout", "whoami"])
def test_other_examples_work(retroach: Call, line: str) -> None:
    """Those that end by themselves end with 0."""
    words = re.search(r"Example: retroach (.*)", help_of(f"retroach {line}"))

    assert words
    assert retroach(*shlex.split(words[1])).code == 0


def test_a_text_speaks_of_options() -> None:
    """Parameters are spelt as the command line spells them, methods as its commands."""
    summary = ENDPOINTS["get_user_summary"]

    assert spelt("With `recent_games_count=0` for `user`, see get_game_list and `NotFound`.", summary) == (
        "With --recent-games-count 0 for USER, see get-game-list and NotFound."
    )


def test_no_help_speaks_python() -> None:
    """No help of an endpoint has the Python name of one of its options."""
    for endpoint in ENDPOINTS.values():
        text = spelt(endpoint.doc, endpoint)
        names = [name for name, param in endpoint.arguments.items() if "_" in name and param.keyword_only]
        assert not [name for name in names if re.search(rf"\b{name}\b", text)]


@pytest.mark.parametrize(
    ("text", "width", "brief"),
    [
        ("One ticket.", 20, "One ticket"),
        (
            "Up to ten high scores (best first) or latest masters (newest first).",
            50,
            "Up to ten high scores or latest masters",
        ),
        ("The visible leaderboards of a game, each with its best entry.", 40, "The visible leaderboards of a game"),
        ("Comments on a game, an achievement or a user's wall.", 40, "Comments on a game, an achievement or a…"),
        ("Players who hold 1, 2, ... N unlocks of a game.", 30, "Players who hold 1, 2, ... N…"),
    ],
)
def test_a_summary_in_brief(text: str, width: int, brief: str) -> None:
    """A sentence is cut where a part of it ends, but not within an enumeration."""
    assert clause(text, width) == brief
    assert len(brief) <= width

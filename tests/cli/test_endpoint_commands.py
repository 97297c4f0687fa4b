"""One command for each endpoint."""

from __future__ import annotations

import csv
import json
import re
from functools import reduce

import pytest
from cyclopts import App
from rich.console import Console

from retroach_async.cli.app import build
from retroach_async.cli.arguments import in_options, kebab
from retroach_async.cli.examples import example
from retroach_async.cli.wording import spelt
from retroach_async.emulator import Emulator, Fault
from retroach_async.endpoint import Endpoint
from tests.cli.commands import answered, every, required, words
from tests.cli.conftest import Call


@pytest.fixture(scope="module")
def app() -> App:
    """All commands."""
    return build()


def help_of(app: App, command: list[str]) -> str:
    """The help of a command, on one line."""
    console = Console(width=200, color_system=None, force_terminal=False)
    with console.capture() as captured:
        app.help_print(command, console=console)
    return " ".join(captured.get().split())


@every
def test_every_endpoint_has_a_command_whose_help_says_everything(app: App, endpoint: Endpoint) -> None:
    """The help tells what an endpoint gives, and names each of its parameters and what it means."""
    text = help_of(app, words(endpoint))

    assert spelt(endpoint.summary, endpoint) in text
    assert f"Example: {example(endpoint)}" in text
    for param in endpoint.arguments.values():
        name = f"--{kebab(param.name)}" if param.keyword_only else param.name.upper()
        assert name in text
        assert in_options(param.key.meaning) in text


def test_help_of_a_batch_says_what_stands_for_a_key(app: App) -> None:
    """The keys of a batch are explained in words of the command line, with what may be pasted in their place."""
    text = help_of(app, ["batch", "get-game-list"])

    assert "System id, see get-console-ids. A name such as megadrive is fine too." in text


@every
def test_no_command_has_an_argument_for_a_credential(app: App, endpoint: Endpoint) -> None:
    """The key and the name of its owner are no arguments of any command."""
    command = reduce(App.__getitem__, words(endpoint), app)
    names = [name for argument in command.assemble_argument_collection() for name in argument.names]

    assert not [name for name in names if "key" in name or "username" in name]


@every
def test_every_endpoint_whose_first_parameter_is_a_key_has_a_batch_command(app: App, endpoint: Endpoint) -> None:
    """Every call for one key can be made for many, and no other call can."""
    takes_a_key = next((param.required for param in endpoint.arguments.values()), False)
    group = app["batch"]
    for word in words(endpoint):
        if word not in group:
            break
        group = group[word]
    else:
        assert takes_a_key
        return
    assert not takes_a_key


@answered
def test_every_command_prints_json(retroach: Call, without_retries: None, endpoint: Endpoint, allowed: None) -> None:
    """With --json the whole answer is one JSON document on standard output."""
    ended = retroach(*words(endpoint), *required(endpoint), "--json")

    assert (ended.code, ended.err) == (0, "")
    assert isinstance(ended.json, dict | list)


@answered
def test_every_command_prints_something_for_people(
    retroach: Call, without_retries: None, endpoint: Endpoint, allowed: None
) -> None:
    """Without --json the answer is text that is neither JSON nor a Python repr."""
    ended = retroach(*words(endpoint), *required(endpoint))

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.strip()
    assert not ended.out.startswith(("{", "[", "<"))
    assert "object at 0x" not in ended.out


def test_json_is_what_the_model_says(retroach: Call) -> None:
    """The distribution is printed with the counts and the figures that follow from them."""
    answer = retroach("get-achievement-distribution", "14402", "--hardcore", "--json").json

    assert answer["players"]["1"] == 141
    assert answer["hardcore"] is True
    assert answer["mastery_count"] == 8
    assert answer["total_players"] == 632


def test_enumerations_are_given_by_name_or_by_number(retroach: Call) -> None:
    """A member's name in any case, its name with a hyphen and its number on the wire mean the same."""
    answers = {
        retroach("get-game-rank-and-score", "14402", "--kind", kind, "--json").out
        for kind in ("latest-masters", "LATEST_MASTERS", "Latest-Masters", "1")
    }
    others = {
        retroach("get-game-rank-and-score", "14402", "--kind", kind, "--json").out for kind in ("high-scores", "0")
    }

    assert len(answers) == 1
    assert len(others) == 1
    assert answers != others


def test_words_that_begin_with_a_minus_are_values(retroach: Call) -> None:
    """A descending order is spelt with a leading minus, in kebab or in snake case."""
    descending = retroach("v2", "games", "list", "--sort", "-points-total", "--page-size", "3", "--json")
    spelt_like_python = retroach("v2", "games", "list", "--sort", "-points_total", "--page-size", "3", "--json")
    points = [game["points_total"] for game in descending.json["results"]]

    assert points == sorted(points, reverse=True)
    assert spelt_like_python.json == descending.json


def test_every_page_is_walked_with_all(retroach: Call) -> None:
    """With --all the rows of all pages are printed, each once."""
    whole = retroach("get-user-completion-progress", "MaxMilyin", "--count", "500", "--json").json
    walked = retroach("get-user-completion-progress", "MaxMilyin", "--count", "200", "--all", "--json").lines

    assert len(walked) == whole["total"] > 200
    assert walked == whole["results"]


def test_every_page_is_walked_for_people_too(retroach: Call) -> None:
    """Without --json the rows of all pages become one table."""
    ended = retroach("get-user-completion-progress", "MaxMilyin", "--count", "200", "--all")
    total = retroach("get-user-completion-progress", "MaxMilyin", "--json").json["total"]

    assert ended.code == 0
    assert len(ended.out.splitlines()) == total + 2  # and a header, and how many columns


def test_verbose_tells_what_is_tried_again(retroach: Call, environment: pytest.MonkeyPatch, emulator: Emulator) -> None:
    """With --verbose the library's log stands on standard error, and the answer alone on standard output."""
    environment.setattr("retroach_async.transport.policy.RetryPolicy.wait_after", lambda *args: 0.0)
    emulator.inject(Fault.UNAVAILABLE)
    ended = retroach("get-game", "14402", "--json", "--verbose")

    assert ended.json["title"] == "Dragster"
    assert "attempt 1" in ended.err
    assert all(line.startswith("retroach: ") for line in ended.err.splitlines())


def test_without_verbose_nothing_is_told(retroach: Call, environment: pytest.MonkeyPatch, emulator: Emulator) -> None:
    """A call that succeeds in the end says nothing on standard error."""
    environment.setattr("retroach_async.transport.policy.RetryPolicy.wait_after", lambda *args: 0.0)
    emulator.inject(Fault.UNAVAILABLE)
    ended = retroach("get-game", "14402", "--json")

    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("words", [["v2", "users", "followers", "Scott"], ["mcp"]])
@pytest.mark.parametrize(
    ("setting", "fault"),
    [
        ("RETROACHIEVEMENTS_OAUTH_TOKEN= token", "is surrounded by space"),
        ("RETROACHIEVEMENTS_BASE_URL=ftp://localhost", "must start with https:// and name a host"),
        ("RETROACHIEVEMENTS_V2_BASE_URL=http://example.org/v2", "must use https unless"),
    ],
)
def test_wrong_setting_is_told_by_its_variable(
    retroach: Call, environment: pytest.MonkeyPatch, words: list[str], setting: str, fault: str
) -> None:
    """Nobody at a terminal gave a parameter."""
    environment.setenv("RETROACHIEVEMENTS_OAUTH_TOKEN", "token")
    variable, _, value = setting.partition("=")
    environment.setenv(variable, value)
    ended = retroach(*words)
    assert ended.code == 2
    assert ended.err.startswith(f"retroach: {variable} {fault}")


def test_private_command_asks_for_a_token(retroach: Call) -> None:
    """Without a token in the environment it names the variable and the scope, and sends nothing."""
    ended = retroach("v2", "users", "followers", "MaxMilyin")

    assert (ended.code, ended.out) == (3, "")
    assert ended.err == (
        "retroach: no token: set RETROACHIEVEMENTS_OAUTH_TOKEN to an OAuth token that grants follows:read\n"
    )


def test_included_objects_are_shown_to_people(retroach: Call) -> None:
    """A card has the fields of a related object, and a table of several ones; a table has a column with their names."""
    card = retroach("v2", "games", "get", "14402", "--include", "system,achievement_sets").out
    assert re.search(r"system name +Atari 2600", card)
    assert "achievement sets (1)" in card

    rows = retroach("v2", "games", "list", "--id", "1,14402", "--include", "system").out.splitlines()
    assert re.match(r" *id +title +system +", rows[0])
    assert re.match(r"14402 +Dragster +Atari 2600 +", rows[2])


def test_included_objects_are_columns_for_programs(retroach: Call) -> None:
    """CSV has a column for each relation that was asked for, with the object as JSON, also in a batch."""
    for command in (["v2", "games", "list", "--id", "14402"], ["batch", "v2", "games", "get", "14402"]):
        header, row = csv.reader(retroach(*command, "--include", "system", "--csv").out.splitlines())
        assert header[-1] == "system"
        assert json.loads(row[-1])["name"] == "Atari 2600"


def test_a_summary_tells_what_was_played(retroach: Call) -> None:
    """Without an option the command asks for some games, though the server's default is none; 0 asks for none."""
    assert len(retroach("get-user-summary", "MaxMilyin", "--json").json["recently_played"]) == 5
    assert (
        retroach("get-user-summary", "MaxMilyin", "--recent-games-count", "0", "--json").json["recently_played"] == []
    )

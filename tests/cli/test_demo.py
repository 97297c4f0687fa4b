"""The demo, with our own emulator and with somebody else's."""

from __future__ import annotations

import re

import pytest

from retroach_async import NotFound
from retroach_async.batch import Outcome
from retroach_async.cli.demo_screen import Screen, Totals
from retroach_async.cli.tally import Tally
from retroach_async.emulator import Emulator
from retroach_async.models import AchievementDistribution, AchievementFlags
from tests.cli.conftest import Call


def fact(out: str, label: str) -> str:
    """A fact that the demo tells, on one line."""
    found = re.search(rf"^  {label} +(.*(?:\n   +.*)*)", out, re.MULTILINE)
    assert found, f"nothing about {label}"
    return " ".join(found[1].split())


def test_the_demo_needs_nothing_and_loses_nothing(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """Without a key and a server it draws Dragster, streams 500 games through five faults and loses no id."""
    environment.delenv("RETROACHIEVEMENTS_API_KEY")
    environment.delenv("RETROACHIEVEMENTS_BASE_URL")
    ended = retroach("demo")

    assert (ended.code, ended.err) == (0, "")
    assert re.search(r"^ +1  █+ +141  22.3%$", ended.out, re.MULTILINE)
    assert "8 of 632 players hold all 15: 1.27%, one in 79" in ended.out
    assert "median 5, mean 5.38" in ended.out
    assert "distributions: 500 of 500" in ended.out
    assert fact(ended.out, "answers") == "499 distributions, 1 empty: an id that no game has"
    assert fact(ended.out, "requests") == "505 sent, 5 of them a second time"
    assert fact(ended.out, "faults").count(",") == 4
    assert fact(ended.out, "limit").endswith("0 refused for being too many")
    assert fact(ended.out, "lost") == "none: 500 ids in, 500 outcomes out"
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "\x1b" not in ended.out
    for command in ("retroach serve", "retroach whoami", "retroach batch", "retroach endpoints"):
        assert command in ended.out.partition("Next")[2]


@pytest.mark.usefixtures("in_a_hurry")
def test_the_demo_plays_with_an_emulator_elsewhere(retroach: Call, emulator: Emulator) -> None:
    """With RETROACHIEVEMENTS_BASE_URL it uses that server and the key, does it no harm and says so."""
    before, faults = emulator.requests, emulator.faults.total()
    ended = retroach("demo")

    assert (ended.code, ended.err) == (0, "")
    assert emulator.base_url in ended.out
    assert emulator.requests - before > 500
    assert emulator.faults.total() == faults
    assert fact(ended.out, "requests") == "500 sent, 0 of them a second time"
    assert fact(ended.out, "faults").startswith("none put in")
    assert fact(ended.out, "lost") == "none: 500 ids in, 500 outcomes out"


def test_the_demo_leaves_the_site_alone(retroach: Call, environment: pytest.MonkeyPatch) -> None:
    """So many requests go to a server on this machine and nowhere else."""
    environment.setenv("RETROACHIEVEMENTS_BASE_URL", "https://retroachievements.org/API")
    ended = retroach("demo")

    assert ended.code == 2
    assert ended.out == ""
    assert "plays on this machine only" in ended.err


@pytest.mark.usefixtures("in_a_hurry")
def test_the_demo_on_a_terminal(retroach: Call, on_a_terminal: pytest.MonkeyPatch) -> None:
    """At eighty columns a bar moves, and no line is folded by the terminal."""
    ended = retroach("demo")
    lines = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", ended.out).replace("\r", "\n").splitlines()

    assert ended.code == 0
    assert any("━" in line and "500/500" in line for line in lines)
    assert max(map(len, lines)) <= 80


# Counting


def outcome(key: int, *players: int) -> Outcome[int, AchievementDistribution]:
    """An answer for a game."""
    spread = AchievementDistribution(game_id=key, hardcore=True, flags=AchievementFlags.OFFICIAL, players=players)
    return Outcome(key, None, spread)


def test_a_tally_finds_the_hardest_game_that_enough_people_play() -> None:
    """The lowest mastery rate counts, of equal ones that of more players, and small crowds do not."""
    tally = Tally()
    for each in (outcome(1, 90, 10), outcome(2, 49, 0), outcome(3, 99, 1), outcome(4, 198, 2), outcome(5)):
        tally.add(each)

    assert tally.hardest
    assert tally.hardest.game_id == 4
    assert (tally.games, tally.empty, tally.players) == (4, 1, 100 + 49 + 100 + 200)


def test_a_tally_notices_what_is_lost_doubled_or_made_up() -> None:
    """Keys in and outcomes out are compared one by one."""
    tally = Tally()
    for key in (1, 2, 2, 9):
        tally.add(outcome(key, 1))
    tally.add(Outcome(4, ValueError("it went wrong")))

    assert tally.mismatched([1, 2, 3, 4]) == [2, 3, 9]
    assert len(tally.errors) == 1


# What is told when something is wrong


def test_the_totals_tell_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """Errors and lost ids are named, not hidden behind sums."""
    tally = Tally()
    tally.add(outcome(1, 3, 0))
    tally.add(Outcome(2, NotFound("no such thing")))
    Screen().totals(Totals(tally=tally, keys=[1, 2, 3], hardest=None, seconds=1.0, sent=5, faults=["a 503"], refused=0))
    out = capsys.readouterr().out

    assert fact(out, "failed") == "1, e.g. no such thing"
    assert fact(out, "lost") == "ids without exactly one outcome: 3"
    assert fact(out, "requests") == "5 sent, 2 of them a second time"
    assert "hardest" not in out


def test_a_demo_that_loses_something_fails(retroach: Call, environment: pytest.MonkeyPatch, in_a_hurry: None) -> None:
    """The exit code follows from what was counted."""
    environment.setattr("retroach_async.cli.tally.Tally.mismatched", lambda *_: [7])
    ended = retroach("demo")

    assert ended.code == 1
    assert fact(ended.out, "lost") == "ids without exactly one outcome: 7"

"""Answers for people, on a terminal and in a pipe."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import frozen
from rich.cells import cell_len
from rich.console import Console

from retroach_async import AchievementDistribution, AchievementFlags, FrozenMap, Image, Model, Page
from retroach_async.cli.bars import bar, bars
from retroach_async.cli.columns import importance
from retroach_async.cli.tables import picture
from retroach_async.cli.terminal import printable, to_json
from retroach_async.cli.text import brief, text
from tests.cli.conftest import Call

ESCAPE = "\x1b[2J\x9b31m\u202e"
"""Clears the screen, turns it red and reverses the line, if one lets it."""


@frozen(kw_only=True)
class Thing(Model):
    """A model with a field of every kind."""

    id: int
    name: str
    picture: Image
    note: str | None = None
    rarity: float = 0.25
    seen: datetime = datetime(2026, 7, 1, 12, tzinfo=UTC)


@frozen(kw_only=True)
class Box(Model):
    """A model that holds others."""

    title: str
    lid: Thing
    things: tuple[Thing, ...]
    numbers: tuple[int, ...] = (1, 2)


@frozen(kw_only=True)
class Set(Model):
    """A model that may hold another."""

    lamp: Thing | None


def thing(number: int, name: str = "Thing") -> Thing:
    """A thing with a long number."""
    return Thing(id=number, name=name, picture=Image(f"/Images/{number:06}.png"))


def spread(*players: int) -> AchievementDistribution:
    """A distribution of these players."""
    return AchievementDistribution(game_id=1, hardcore=True, flags=AchievementFlags.OFFICIAL, players=players)


def printed(answer: Any, *, width: int | None = None, columns: Sequence[str] = ()) -> str:
    """An answer as a terminal of that width shows it, or as a pipe gets it."""
    console = Console(
        file=io.StringIO(), force_terminal=width is not None, width=width or 100_000, color_system=None, highlight=False
    )
    with console.capture() as captured:
        console.print(picture(answer, console, columns))
    return captured.get()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "-"),
        ("", "-"),
        ((), "-"),
        (True, "yes"),
        (0, "0"),
        (14402, "14402"),
        (0.1 + 0.2, "0.3"),
        (AchievementFlags.OFFICIAL, "official"),
        (AchievementFlags(77), "unknown (77)"),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), "2026-07-01 12:00:00 UTC"),
        (timedelta(hours=3, minutes=5), "3:05:00"),
        (Image("/Images/1.png"), "https://media.retroachievements.org/Images/1.png"),
        ((1, 2, 3), "1, 2, 3"),
        (FrozenMap({7: 1}), "7: 1"),
        ((thing(1), thing(2)), "2 items"),
        ("two\nlines\t and tabs", "two lines and tabs"),
    ],
)
def test_values_are_text_for_people(value: object, words: str) -> None:
    """A value of any kind has a spelling on one line."""
    assert text(value) == words


def test_a_server_cannot_command_the_terminal() -> None:
    """Control characters and reversed writing are replaced wherever text from the server is shown."""
    for shown in (
        printable(ESCAPE),
        printed(thing(1, ESCAPE)),
        printed((thing(1, ESCAPE),), width=80),
        brief(thing(1, ESCAPE)),
    ):
        assert not set(shown) & set(ESCAPE[0] + ESCAPE[4] + ESCAPE[-1])


def test_json_holds_every_character_but_commands_nothing() -> None:
    """In JSON such characters are escaped, and the text comes back as it was."""
    out = to_json({"name": f"Pokémon {ESCAPE}"})

    assert not set(out) & set(ESCAPE[0] + ESCAPE[4] + ESCAPE[-1])
    assert "Pokémon" in out
    assert json.loads(out) == {"name": f"Pokémon {ESCAPE}"}


def test_markup_in_a_text_is_text() -> None:
    """Brackets in a title are no markup."""
    assert "[bold]Ys[/bold] [red]" in printed(thing(1, "[bold]Ys[/bold] [red]"))


def test_a_card_shows_every_field() -> None:
    """A model is a table of its fields, those of models within by dotted names, and a table for each list."""
    shown = printed(Box(title="Chest", lid=thing(1, "Lid"), things=(thing(2), thing(3, "Coin"))))

    assert re.search(r"title +Chest", shown)
    assert re.search(r"lid name +Lid", shown)
    assert re.search(r"numbers +1, 2", shown)
    assert "things (2)" in shown
    assert "Coin" in shown


def test_rows_show_the_columns_of_a_model_that_the_first_row_lacks() -> None:
    """A table has all columns of its type, also where a model within is missing."""
    first, second = printed((Set(lamp=None), Set(lamp=thing(7, "Lamp")))).splitlines()[1:3]

    assert set(first.split()) == {"-"}
    assert {"7", "Lamp"} <= set(second.split())


def test_a_pipe_gets_every_cell_in_full() -> None:
    """Nothing is cut off in a pipe, however long it is; an address is left to those who ask for it."""
    long = "x" * 500
    shown = printed(Page(results=(thing(9_223_372_036_854_775_807, long), thing(2)), total=2))

    assert "9223372036854775807" in shown
    assert long in shown
    assert "https" not in shown
    assert len(shown.splitlines()) == 5  # titles, two rows, how many columns, how many rows
    assert "https://media.retroachievements.org/Images/000002.png" in printed((thing(2),), columns=["id", "picture"])


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_terminal_gets_whole_numbers_within_its_width(width: int) -> None:
    """Columns give way before a number is cut off, and no line is wider than the terminal."""
    rows = tuple(thing(9_000_000_000_000_000 + number, "A rather long name " * 5) for number in range(3))
    shown = printed(rows, width=width)

    assert all(cell_len(line) <= width for line in shown.splitlines())
    assert all(str(row.id) in shown for row in rows)


def test_a_terminal_is_told_of_columns_that_do_not_fit() -> None:
    """Below a table without some of its columns stands their number and the way to see them."""
    assert "of 6 columns; see --columns, --json" in printed((thing(1, "long " * 20),), width=40)
    assert "5 of 6 columns" in printed((thing(1),), width=200)  # all but the address
    assert "columns" not in printed((Set(lamp=None),), width=200, columns=["lamp.id"])


def test_the_columns_that_tell_most_come_first() -> None:
    """Names come before figures, figures before details, and addresses last."""
    order = ["id", "title", "last_unlock_at", "points", "system_id", "user_ulid", "image_icon"]

    assert [importance(name) for name in order] == [0, 0, 1, 1, 2, 3, 3]


def test_columns_are_shown_in_the_order_asked_for() -> None:
    """With columns of one's own a table has these, whole, where they fit and where they do not."""
    wide, narrow = (printed((thing(1), thing(2)), width=width, columns=["note", "picture", "id"]) for width in (80, 40))

    assert wide.splitlines()[0].split() == ["note", "picture", "id"]
    assert "2.png" in "".join(narrow.split())
    assert "column" not in wide + narrow


def test_a_card_of_some_columns() -> None:
    """One model has a line for each column that is asked for."""
    shown = printed(Box(title="Chest", lid=thing(1, "Lid"), things=()), columns=["lid.name", "title"])

    assert [line.split() for line in shown.splitlines()] == [["lid", "name", "Lid"], ["title", "Chest"]]


def test_wide_characters_keep_the_columns_straight() -> None:
    """Names that take two cells a character do not shift what follows."""
    lines = printed((thing(1, "ドラゴン"), thing(2, "Dragon"))).splitlines()
    places = {cell_len(line[: line.index("0.25")]) for line in lines[1:3]}

    assert len(places) == 1


def test_the_rows_of_a_mapping_have_their_keys() -> None:
    """A mapping by id shows the ids, once."""
    assert re.search(r"key +value\n +7 +42", printed(FrozenMap({7: 42})))
    assert "key" not in printed(FrozenMap({7: thing(7)}))
    assert re.search(r"\n *8 +7 ", printed(FrozenMap({8: thing(7)})))


@pytest.mark.parametrize(
    ("page", "footer"),
    [
        (Page(results=(thing(1),), total=None), "1 row"),
        (Page(results=(thing(1), thing(2)), total=2), "2 rows"),
        (Page(results=(thing(1),), total=1234), "1 of 1,234 rows; --all walks every page"),
        (Page(results=(), total=0), "no rows"),
    ],
)
def test_a_page_says_how_much_there_is(page: Page[Thing], footer: str) -> None:
    """Below a page stands how many rows there are, and how to get the others."""
    assert printed(page).splitlines()[-1] == footer


def test_plain_values_and_nothing_at_all_can_be_shown() -> None:
    """An answer may be a list of plain values, or None."""
    assert printed((3, 4)).split() == ["value", "3", "4"]
    assert printed(None) == "-\n"


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (thing(7, "Lamp"), "name Lamp, picture https://media.retroachievements.org/Images/000007.png, rarity 0.25"),
        (Page(results=(thing(1),), total=1234), "1 of 1,234 rows"),
        (Page(results=(thing(1),)), "1 row"),
        ((thing(1), thing(2)), "2 rows"),
        (FrozenMap({1: 2}), "1 row"),
        (None, "-"),
    ],
)
def test_an_answer_in_brief(answer: object, words: str) -> None:
    """In a batch each answer is one line: what tells most, or how much there is."""
    assert brief(answer) == words


# Bars


def test_bars_are_as_long_as_their_share() -> None:
    """The largest bar fills the room, half as many players take half of it, and one of many is still seen."""
    assert bar(1.0, 10) == "█" * 10
    assert bar(0.5, 10) == "█" * 5
    assert bar(0.55, 10) == "█" * 5 + "▌"
    assert bar(0.0001, 10) == "▏"
    assert bar(0.0, 10) == ""


def test_bars_without_unicode() -> None:
    """On a terminal that knows only ASCII the bars are ASCII too."""
    assert bar(0.5, 10, ascii_only=True) == "#####"
    assert bar(0.0001, 10, ascii_only=True) == "#"
    assert bar(0.0, 10, ascii_only=True) == ""


def test_a_distribution_is_drawn_with_what_follows_from_it() -> None:
    """Each count has its players and their share; mastery, its rarity, the median and the mean stand below."""
    shown = printed(spread(6, 2, 0, 2), width=80)

    assert re.search(r"^ +1  █+ +6  60.0%$", shown, re.MULTILINE)
    assert re.search(r"^ +3 +0   0.0%$", shown, re.MULTILINE)
    assert re.search(r"^ +all 4  █+.? +2  20.0%$", shown, re.MULTILINE)
    assert "2 of 10 players hold all 4: 20.00%, one in 5" in shown
    assert "median 1, mean 1.80" in shown


def test_a_set_that_nobody_mastered() -> None:
    """Without a master there is no rarity."""
    assert "0 of 5 players hold all 2: 0.00%, nobody yet" in printed(spread(5, 0))


@pytest.mark.parametrize("empty", [spread(), spread(0, 0)])
def test_a_distribution_of_nobody(empty: AchievementDistribution) -> None:
    """A distribution without players is a sentence that says so."""
    assert printed(empty).startswith("Nobody holds an unlock")


@pytest.mark.parametrize("size", [1, 2, 40, 41, 100, 1000])
def test_a_large_set_is_drawn_in_steps(size: int) -> None:
    """However many achievements there are, the bars fit on a screen, lose nobody, and mastery stands alone."""
    shown = printed(spread(*range(1, size + 1)), width=80)
    rows = [line for line in shown.splitlines() if line.rstrip().endswith("%")]
    players = [int(line.split()[-2].replace(",", "")) for line in rows]

    assert len(rows) <= 41
    assert sum(players) == size * (size + 1) // 2
    assert rows[-1].split()[:2] == ["all", str(size)]
    assert players[-1] == size


@pytest.mark.parametrize("width", [40, 80, 120])
def test_bars_fit_beside_their_numbers(width: int) -> None:
    """The bars are no wider than the terminal, also with large numbers."""
    drawn = Console(width=width, color_system=None)
    with drawn.capture() as captured:
        drawn.print(bars(spread(1_000_000, 5, 3), width))

    assert all(cell_len(line) <= width for line in captured.get().splitlines())
    assert "1,000,000" in captured.get()


# The whole way


def test_a_pipe_gets_no_escape_sequences(retroach: Call) -> None:
    """A pipe gets text only, without spaces at the ends of lines."""
    for words in (["get-achievement-distribution", "14402"], ["get-game", "14402"], ["get-game-list", "25"]):
        out = retroach(*words).out
        assert "\x1b" not in out
        assert not re.search(r" $", out, re.MULTILINE)


def test_a_terminal_gets_no_line_that_is_too_long(on_a_terminal: pytest.MonkeyPatch, retroach: Call) -> None:
    """At eighty columns nothing is folded by the terminal."""
    for words in (
        ["get-achievement-distribution", "14402"],
        ["get-game", "14402"],
        ["get-game-extended", "14402"],
        ["get-game-list", "25"],
        ["endpoints"],
        ["--help"],
    ):
        lines = re.sub(r"\x1b\[[0-9;]*m", "", retroach(*words).out).splitlines()
        assert max(map(cell_len, lines)) <= 80

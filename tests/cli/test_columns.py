"""The columns that `--columns` picks, in every format that has some."""

from __future__ import annotations

import pytest

from retroach_async.cli.columns import pickable, picked
from retroach_async.emulator import Emulator
from retroach_async.endpoint import Endpoint
from retroach_async.errors import InvalidRequest
from tests.cli.commands import every
from tests.cli.conftest import Call


def test_csv_has_the_columns_in_the_order_asked_for(retroach: Call) -> None:
    """A name may be spelt with hyphens, and a comma too many does not matter."""
    ended = retroach("get-game-list", "25", "--csv", "--columns", "points-total,, title,")

    assert ended.code == 0
    assert ended.out.splitlines()[0] == "points_total,title"
    assert "217,Dragster" in ended.out.splitlines()


def test_json_lines_have_them_by_their_whole_names(retroach: Call) -> None:
    """A field of a model within keeps its dotted name."""
    line = retroach("get-game", "14402", "--jsonl", "--columns", "title,released.date").lines[0]

    assert line == {"title": "Dragster", "released.date": "1980-07-01"}


def test_a_table_has_an_address_that_is_asked_for(retroach: Call) -> None:
    """A table in a pipe shows no address, unless its column is named."""
    assert "https://" not in retroach("get-game-list", "25").out
    shown = retroach("get-game-list", "25", "--columns", "id,image_icon").out

    assert shown.splitlines()[0].split() == ["id", "image", "icon"]
    assert "https://media.retroachievements.org/Images/026368.png" in shown


def test_a_distribution_as_a_table(retroach: Call) -> None:
    """The bars become rows where columns are asked for."""
    shown = retroach("get-achievement-distribution", "14402", "--columns", "players,unlocks").out

    assert shown.splitlines()[0].split() == ["players", "unlocks"]
    assert shown.splitlines()[1].split()[1] == "1"


def test_a_field_of_a_related_object(retroach: Call) -> None:
    """An object that the call includes has columns of its own."""
    words = ["v2", "games", "get", "14402", "--columns", "title,system.name"]

    assert retroach(*words, "--include", "system", "--csv").out == "title,system.name\nDragster,Atari 2600\n"
    assert "Atari 2600" in retroach(*words, "--include", "system").out


def test_columns_of_related_objects_in_a_batch(retroach: Call) -> None:
    """A batch has the columns of included objects as well."""
    words = ("batch", "v2", "games", "get", "14402", "--include", "system")

    assert retroach(*words, "--columns", "key,system.name", "--csv").out == "key,system.name\n14402,Atari 2600\n"
    assert retroach(*words).code == 2


def test_all_pages_have_the_columns_of_a_row(retroach: Call) -> None:
    """The columns of a walk over pages are checked as well."""
    ended = retroach("get-user-completion-progress", "MaxMilyin", "--all", "--csv", "--columns", "title")

    assert ended.out.splitlines()[0] == "title"
    assert len(ended.out.splitlines()) > 100


@pytest.mark.parametrize(
    ("words", "excerpt"),
    [
        (["--columns", "titel"], "there is no column 'titel'. Did you mean title? There are id, title,"),
        (["--columns", "zzz"], "there is no column 'zzz'. There are id, title,"),
        (["--columns", ","], "columns must be names, separated by commas, of id, title,"),
        (["--columns", "id", "--json"], "--json prints the whole answer: --columns goes with the other formats"),
    ],
)
def test_a_wrong_column_is_told_before_anything_is_sent(
    retroach: Call, emulator: Emulator, words: list[str], excerpt: str
) -> None:
    """The known names stand in the error, and the nearest one."""
    before = emulator.requests
    ended = retroach("get-game", "14402", *words)

    assert (ended.code, ended.out) == (2, "")
    assert excerpt in ended.err
    assert emulator.requests == before


@every
def test_every_column_of_every_endpoint_can_be_picked(endpoint: Endpoint) -> None:
    """Each name that is listed is taken, alone and with all others."""
    known = pickable(endpoint.result)

    assert picked(",".join(known), known) == known
    with pytest.raises(InvalidRequest):
        picked("no_such_column", known)

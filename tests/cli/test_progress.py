"""The bar on standard error while a command makes many calls."""

from __future__ import annotations

import pytest
from rich.console import Console

from tests.cli.conftest import Call


@pytest.fixture
def errors_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard error is a terminal; standard output stays a pipe."""
    console = Console(stderr=True, force_terminal=True, width=80, no_color=True)
    monkeypatch.setattr("retroach_async.cli.output.stderr", lambda: console)


@pytest.mark.usefixtures("errors_on_a_terminal")
def test_batch_shows_progress_beside_a_pipe(retroach: Call) -> None:
    """A terminal on standard error shows the progress of a batch whose outcomes go into a pipe."""
    ended = retroach("batch", "get-game", "1", "2", "3", "--json")

    assert {line["key"] for line in ended.lines} == {1, 2, 3}
    assert "3/3" in ended.err


@pytest.mark.usefixtures("on_a_terminal", "errors_on_a_terminal")
def test_batch_shows_no_bar_between_its_lines(retroach: Call) -> None:
    """A terminal that shows the outcomes shows no bar."""
    assert retroach("batch", "get-game", "1", "2").err == "retroach: 2 done, 0 failed\n"


@pytest.mark.usefixtures("on_a_terminal", "errors_on_a_terminal")
def test_check_shows_progress(retroach: Call) -> None:
    """A terminal shows the progress of a check, whose report comes at the end."""
    assert "2/2" in retroach("check", "--only", "get-game,v2.health", "--every", "0.001").err


def test_no_bar_is_shown_in_a_pipe(retroach: Call) -> None:
    """Standard error in a pipe holds whole lines, and no bar."""
    ended = retroach("check", "--only", "get-game", "--every", "0.001")

    assert len(ended.err.splitlines()) == 1

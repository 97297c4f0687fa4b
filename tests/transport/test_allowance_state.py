"""The server's own window, as a pure state."""

from __future__ import annotations

from math import inf

import pytest

from retroach_async.transport.allowance import Allowance


def told(left: str | None, *, sent: float = 0.0, now: float = 0.5, ours: int = 1) -> Allowance:
    """The allowance of a limit of 30 in 10 s after one answer."""
    allowance = Allowance(30, 10.0)
    allowance.learn(left, sent, now, ours)
    return allowance


def test_unknown_allowance_lets_a_first_few_requests_go() -> None:
    """Before the first answer half of the limit may be on its way."""
    allowance = Allowance(30, 10.0)
    assert [allowance.spare(0.0, in_flight) for in_flight in (0, 14, 15)] == [15, 1, 0]
    assert allowance.wait(0.0, 15, latest=0.0) == 0.5


def test_known_allowance_counts_what_is_on_its_way() -> None:
    """Of seven that are left, three in flight leave four, until the window is over."""
    allowance = told("7", ours=23)
    assert allowance.spare(1.0, 3) == 4
    assert allowance.wait(1.0, 7, latest=1.0) == allowance.until - 1.0 == 9.5


def test_window_that_is_over_is_unknown_again() -> None:
    """A window after the answer the server has forgotten, and what was left says nothing."""
    assert told("0", ours=30).spare(10.5, 5) == inf


def test_requests_of_others_make_an_answer_old_sooner() -> None:
    """When more was used than we sent, requests in flight count twice, and an answer is believed for a moment only."""
    allowance = told("20", ours=1)
    assert allowance.spare(0.6, 3) == 14
    assert allowance.wait(1.1, 1, latest=1.0) == pytest.approx(0.4)


def test_silent_server_has_nothing_to_teach() -> None:
    """An answer without a count allows everything, and is no reason to look again."""
    allowance = told(None)
    assert allowance.is_silent
    assert allowance.spare(1.0, 1000) == inf


def test_refusal_uses_the_allowance_up() -> None:
    """Nothing is left until the moment that the refusal told."""
    allowance = told("7", ours=23)
    allowance.use_up(4.0)
    assert allowance.spare(1.0, 0) == 0
    assert allowance.until == 4.0

"""The sliding window, as a pure state."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async.transport.window import Window


def taken_as_soon_as_possible(window: Window, count: int, now: float = 0.0) -> list[float]:
    """The moments of so many permits, each taken as soon as it is free."""
    moments = []
    for _ in range(count):
        now += window.wait(now)
        window.take(now)
        moments.append(now)
    return moments


@given(requests=st.integers(1, 6), seconds=st.floats(0.1, 60), gaps=st.lists(st.floats(0, 20), max_size=40))
def test_no_stretch_has_more_permits_than_the_limit(requests: int, seconds: float, gaps: list[float]) -> None:
    """Whenever permits are taken, the one after a full window is a whole window later than the first of it."""
    window, now, moments = Window(requests, seconds), 0.0, list[float]()
    for gap in gaps:
        now += gap
        now += window.wait(now)
        window.take(now)
        moments.append(now)
    for earlier, later in zip(moments, moments[requests:], strict=False):
        assert later - earlier >= seconds - 1e-9


def test_permits_are_given_as_soon_as_the_limit_allows() -> None:
    """Three at once, and each of the next ones a window after the third before it."""
    assert taken_as_soon_as_possible(Window(3, 10.0), 7) == [0, 0, 0, 10, 10, 10, 20]


def test_unused_permits_are_counted_by_the_window() -> None:
    """A permit is used for one window, its first moment included and its end not."""
    window = Window(2, 10.0)
    window.take(5.0)
    assert [window.unused(now) for now in (5.0, 14.9, 15.0)] == [1, 1, 2]


def test_pause_holds_everybody_and_the_longest_one_counts() -> None:
    """Nothing is free before the pause is over, however empty the window is."""
    window = Window(3, 10.0)
    window.pause(30.0)
    window.pause(20.0)
    assert window.wait(5.0) == 25.0
    assert window.wait(30.0) == 0.0


def test_refusals_double_an_adaptive_window_up_to_sixteen_times() -> None:
    """Each refusal of what was sent after the last lesson doubles the window, until it is long enough."""
    window = Window(3, 10.0, adaptive=True)
    lengths = []
    for moment in range(6):
        window.slow_down(sent=moment + 0.5, now=moment + 1.0)
        lengths.append(window.seconds)
    assert lengths == [20, 40, 80, 160, 160, 160]


def test_refusal_of_what_was_sent_before_the_last_lesson_teaches_nothing() -> None:
    """The refusals of one burst are one lesson."""
    window = Window(3, 10.0, adaptive=True)
    window.slow_down(sent=1.0, now=2.0)
    window.slow_down(sent=1.5, now=3.0)
    assert window.seconds == 20.0


def test_window_that_does_not_adapt_keeps_its_length() -> None:
    """A limit that is known is not made longer by a refusal."""
    window = Window(3, 10.0)
    window.slow_down(sent=1.0, now=2.0)
    assert window.seconds == 10.0


def test_slowed_window_recovers_once_in_each_window() -> None:
    """Good answers make the window 5 % shorter, once a window, and never shorter than configured."""
    window = Window(3, 10.0, adaptive=True)
    window.slow_down(sent=1.0, now=2.0)
    window.recover(22.0)
    assert window.seconds == 20.0
    window.recover(22.1)
    window.recover(22.2)
    assert window.seconds == 19.0
    for moment in range(100, 10_000, 100):
        window.recover(moment)
    assert window.seconds == 10.0


@pytest.mark.parametrize(("place", "moment"), [(0, 3.0), (1, 10.0), (2, 11.0), (3, 13.0), (4, 20.0), (7, 30.0)])
def test_place_in_the_queue_tells_the_moment_of_the_permit(place: int, moment: float) -> None:
    """Permits come back in the order in which they were taken, round by round, a window apart."""
    window = Window(3, 10.0)
    window.take(0.0)
    window.take(1.0)
    assert window.free_at(3.0, place) == moment

"""The sliding window, as a pure state."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async.transport.window import Window


def answered_at_once(window: Window, count: int, now: float = 0.0) -> list[float]:
    """The moments of so many permits, each taken as soon as it is free, each with an answer at the same moment."""
    moments = []
    for _ in range(count):
        now += window.wait(now)
        window.take(now)
        window.answered(now)
        moments.append(now)
    return moments


steps = st.lists(st.tuples(st.floats(0, 20), st.floats(0, 30), st.floats(0, 1)), max_size=40)
"""For each request: the pause before it, the time to its answer, and the part of that time until it arrives."""


@given(requests=st.integers(1, 6), seconds=st.floats(0.1, 60), steps=steps)
def test_server_never_gets_more_than_the_limit(
    requests: int, seconds: float, steps: list[tuple[float, float, float]]
) -> None:
    """However long requests are on their way, and whenever they arrive, no stretch of time has more than the limit."""
    window, now = Window(requests, seconds), 0.0
    arrivals, answers = list[float](), list[float]()
    for pause, journey, part in steps:
        now += pause
        while True:
            for answer in sorted(each for each in answers if each <= now):
                window.answered(answer)
                answers.remove(answer)
            wait = window.wait(now)
            if wait == 0:
                break
            now = min(answers) if wait == inf else min([now + wait, *answers])
        window.take(now)
        arrivals.append(now + journey * part)
        answers.append(now + journey)
    arrivals.sort()
    for earlier, later in zip(arrivals, arrivals[requests:], strict=False):
        assert later - earlier >= seconds - 1e-9


def test_permits_are_given_as_soon_as_the_limit_allows() -> None:
    """Three at once, and each of the next ones a window after the third before it."""
    assert answered_at_once(Window(3, 10.0), 7) == [0, 0, 0, 10, 10, 10, 20]


def test_permit_without_an_answer_is_held() -> None:
    """While all answers are on their way, only an answer can free a permit."""
    window = Window(2, 10.0)
    window.take(0.0)
    window.take(0.0)
    assert window.wait(50.0) == inf
    window.answered(50.0)
    assert window.wait(50.0) == 10.0


def test_unused_permits_are_counted_by_the_window() -> None:
    """A permit is used from its beginning until one window after its answer, the end not included."""
    window = Window(2, 10.0)
    window.take(5.0)
    assert window.unused(7.0) == 1
    window.answered(8.0)
    assert [window.unused(now) for now in (8.0, 17.9, 18.0)] == [1, 1, 2]


def test_stricter_window_counts_the_same_permits() -> None:
    """One of several processes may use a part of the window only."""
    window = Window(6, 10.0)
    for moment in (1.0, 2.0):
        window.take(moment)
        window.answered(moment)
    assert window.wait(5.0, 3, 10.0) == 0.0
    assert window.wait(5.0, 2, 10.0) == 6.0
    assert window.wait(5.0, 2, 40.0) == 36.0
    window.pause(9.0)
    assert window.wait(5.0, 3, 10.0) == 4.0


def test_pause_holds_everybody_and_the_longest_one_counts() -> None:
    """Nothing is free before the pause is over, however empty the window is."""
    window = Window(3, 10.0)
    window.pause(30.0)
    window.pause(20.0)
    assert window.wait(5.0) == 25.0
    assert window.wait(30.0) == 0.0


def test_window_is_idle_when_it_knows_nothing_any_more() -> None:
    """Neither permits in use, nor a pause, nor a slowed length."""
    window = Window(3, 10.0, adaptive=True)
    assert window.is_idle(0.0)
    window.take(0.0)
    assert not window.is_idle(20.0)
    window.answered(20.0)
    assert not window.is_idle(29.0)
    assert window.is_idle(30.0)
    window.pause(40.0)
    assert not window.is_idle(39.0)


def test_slowed_window_is_idle_when_it_could_have_recovered() -> None:
    """Nobody remembers a refusal for ever: 5 % of 20 s, 5 % of the rest, and so on, are 10 s after 200 s."""
    window = Window(3, 10.0, adaptive=True)
    window.slow_down(sent=1.0, now=2.0)
    assert not window.is_idle(201.9)
    assert window.is_idle(202.1)


def test_answers_of_long_ago_cost_nothing() -> None:
    """Of the answers no more are remembered than matter, and all that matter."""
    window, oldest = Window(3, 10.0), list[float]()
    for number in range(100):
        window.take(number)
        window.answered(number)
        oldest.append(window.wait(number) + number - 10)
    assert oldest[2:] == list(range(98))
    assert window.used(99) == 3
    assert len(window._answered) <= 6


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


@pytest.mark.parametrize(("place", "moment"), [(0, 3.0), (1, 10.0), (2, 13.0), (3, 13.0), (4, 20.0), (7, 30.0)])
def test_place_in_the_queue_tells_the_moment_of_the_permit(place: int, moment: float) -> None:
    """Permits come back a window after their answers; one that is on its way is expected now."""
    window = Window(3, 10.0)
    window.take(0.0)
    window.answered(0.0)
    window.take(1.0)
    assert window.free_at(3.0, place) == moment

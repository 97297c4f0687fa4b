"""The share of one process, as a pure state."""

from __future__ import annotations

from retroach_async.transport.own_share import OwnShare
from retroach_async.transport.window import Window


def used(*moments: float) -> Window:
    """The window of a process that sent at these moments, and had an answer at once."""
    window = Window(12, 10.0)
    for moment in moments:
        window.take(moment)
        window.answered(moment)
    return window


def test_share_is_a_part_of_the_limit_in_each_window() -> None:
    """One of four processes with a limit of twelve may send three in a window."""
    share = OwnShare(12, 4, 10.0)
    assert share.wait(5.0, used(1.0, 2.0)) == 0.0
    assert share.wait(5.0, used(1.0, 2.0, 3.0)) == 6.0


def test_window_that_a_refusal_made_longer_counts_for_the_share() -> None:
    """The share of an adaptive limit slows down with it."""
    share, window = OwnShare(12, 4, 10.0), used(1.0, 2.0, 3.0)
    window.seconds = 20.0
    assert share.wait(5.0, window) == 16.0


def test_more_processes_than_requests_take_longer_turns() -> None:
    """With twelve processes and a limit of three each process sends once in four windows."""
    share = OwnShare(3, 12, 10.0)
    assert share.wait(5.0, used(0.0)) == 35.0


def test_request_on_its_way_counts_in_the_share() -> None:
    """A share is used up by requests without an answer, however old they are; an answer may free one a window later."""
    share, window = OwnShare(12, 4, 10.0), used()
    for _ in range(3):
        window.take(0.0)
    assert share.wait(100.0, window) == 10.0


def test_silence_begins_when_touch_is_lost_and_not_again() -> None:
    """A window and a second long nobody sends; a limit that goes on failing makes that no longer."""
    share, window = OwnShare(12, 4, 10.0), used()
    share.lose_touch(100.0)
    share.lose_touch(105.0)
    assert share.wait(105.0, window) == 6.0
    assert share.wait(111.0, window) == 0.0


def test_touch_that_is_lost_again_is_a_new_silence() -> None:
    """Between the two the limit gave permits, to others as well."""
    share, window = OwnShare(12, 4, 10.0), used()
    share.lose_touch(100.0)
    share.hear(trusted_from=120.0)
    assert share.is_in_touch
    share.lose_touch(130.0)
    assert not share.is_in_touch
    assert share.wait(130.0, window) == 11.0


def test_process_that_is_unsure_keeps_to_its_share_until_the_limit_is_trusted() -> None:
    """A used share waits, but no longer than until the shared limit knows everything again."""
    share, window = OwnShare(12, 4, 10.0), used(98.0, 99.0, 100.0)
    share.hear(trusted_from=104.0)
    assert share.wait_while_unsure(101.0, window) == 3.0
    assert share.wait_while_unsure(101.0, used(100.0)) == 0.0
    assert share.wait_while_unsure(104.0, window) == 0.0


def test_share_is_settled_when_the_limit_is_trusted() -> None:
    """A process that has heard nothing, or only that the limit knows everything, knows nothing that matters."""
    share = OwnShare(12, 4, 10.0)
    assert share.is_settled(0.0)
    share.hear(trusted_from=120.0)
    assert not share.is_settled(119.0)
    assert share.is_settled(120.0)

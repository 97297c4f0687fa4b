"""The share of one process, as a pure state."""

from __future__ import annotations

from retroach_async.transport.own_share import OwnShare
from retroach_async.transport.window import Window


def used(*moments: float) -> Window:
    """The window of a process that sent at these moments."""
    window = Window(12, 10.0)
    for moment in moments:
        window.take(moment)
    return window


def test_share_is_a_part_of_the_limit_in_each_window() -> None:
    """One of four processes with a limit of twelve may send three in a window."""
    share = OwnShare(12, 4, 10.5)
    assert share.wait(5.0, used(1.0, 2.0)) == 0.0
    assert share.wait(5.0, used(1.0, 2.0, 3.0)) == 6.0


def test_more_processes_than_requests_take_longer_turns() -> None:
    """With twelve processes and a limit of three each process sends once in four windows."""
    share = OwnShare(3, 12, 10.5)
    assert share.wait(5.0, used(0.0)) == 35.0


def test_processes_share_what_was_left_at_the_last_answer() -> None:
    """Eight were left, so one of four processes may send two, and then waits until that answer is a window old."""
    share = OwnShare(12, 4, 10.5)
    share.hear(100.0, trusted_from=90.0, left=8, has_permit=False)
    assert share.wait(101.0, used(100.0)) == 0.0
    assert share.wait(102.0, used(100.0, 101.0)) == 8.5


def test_own_permit_counts_as_well() -> None:
    """The permit of the answer itself is one of ours."""
    share = OwnShare(12, 4, 10.5)
    share.hear(100.0, trusted_from=90.0, left=0, has_permit=True)
    assert share.wait(100.0, used()) == 0.0
    assert share.wait(101.0, used(100.0)) == 9.5


def test_answer_that_is_not_trusted_yet_is_no_count() -> None:
    """A limit that was restarted does not know what was sent before, so its number says nothing."""
    share = OwnShare(12, 4, 10.5)
    share.hear(100.0, trusted_from=110.0, left=0, has_permit=False)
    assert share.wait(101.0, used(100.0)) == 0.0


def test_process_that_is_unsure_keeps_to_its_share_until_the_limit_is_trusted() -> None:
    """A used share waits, but no longer than until the shared limit knows everything again."""
    share = OwnShare(12, 4, 10.5)
    share.hear(100.0, trusted_from=104.0, left=12, has_permit=True)
    assert share.wait_while_unsure(101.0, used(98.0, 99.0, 100.0)) == 3.0
    assert share.wait_while_unsure(101.0, used(100.0)) == 0.0
    assert share.wait_while_unsure(104.0, used(98.0, 99.0, 100.0)) == 0.0

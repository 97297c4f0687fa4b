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


def test_share_is_a_part_of_the_limit_in_each_shared_window() -> None:
    """One of four processes with a limit of twelve may send three in a window, which is as long as a shared one."""
    share = OwnShare(12, 4, 10.5)
    assert share.wait(5.0, used(1.0, 2.0)) == 0.0
    assert share.wait(5.0, used(1.0, 2.0, 3.0)) == 6.5


def test_more_processes_than_requests_take_longer_turns() -> None:
    """With twelve processes and a limit of three each process sends once in four windows."""
    share = OwnShare(3, 12, 10.5)
    assert share.wait(5.0, used(0.0)) == 37.0


def test_processes_share_what_was_left_at_the_last_answer() -> None:
    """Eight were left, so one of four processes may send two, and then waits until that answer is a window old."""
    share, window = OwnShare(12, 4, 10.5), used()
    share.hear(100.0, window, trusted_from=90.0, left=8, has_permit=False)
    window.take(100.0)
    assert share.wait(101.0, window) == 0.0
    window.take(101.0)
    assert share.wait(102.0, window) == 8.5


def test_own_permit_counts_as_well() -> None:
    """The permit of the answer itself is one of ours."""
    share, window = OwnShare(12, 4, 10.5), used()
    share.hear(100.0, window, trusted_from=90.0, left=0, has_permit=True)
    assert share.wait(100.0, window) == 0.0
    window.take(100.0)
    assert share.wait(101.0, window) == 9.5


def test_answer_that_is_not_trusted_yet_is_no_count() -> None:
    """A limit that was restarted does not know what was sent before, so its number says nothing."""
    share, window = OwnShare(12, 4, 10.5), used(100.0)
    share.hear(100.0, window, trusted_from=110.0, left=0, has_permit=False)
    assert share.wait(101.0, window) == 0.0


def test_process_that_is_unsure_keeps_to_its_share_until_the_limit_is_trusted() -> None:
    """A used share waits, but no longer than until the shared limit knows everything again."""
    share, window = OwnShare(12, 4, 10.5), used(98.0, 99.0, 100.0)
    share.hear(100.0, window, trusted_from=104.0, left=12, has_permit=True)
    assert share.wait_while_unsure(101.0, window) == 3.0
    assert share.wait_while_unsure(101.0, used(100.0)) == 0.0
    assert share.wait_while_unsure(104.0, window) == 0.0


def test_share_is_settled_when_all_that_was_heard_is_old() -> None:
    """An answer of the shared limit counts for a window, and longer while the limit is not trusted."""
    share, window = OwnShare(12, 4, 10.5), used()
    assert share.is_settled(0.0)
    share.hear(100.0, window, trusted_from=120.0, left=12, has_permit=True)
    assert not share.is_settled(119.0)
    assert share.is_settled(120.0)
    share.hear(130.0, window, trusted_from=120.0, left=12, has_permit=True)
    assert not share.is_settled(140.0)
    assert share.is_settled(140.5)

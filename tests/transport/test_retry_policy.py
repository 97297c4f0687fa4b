"""The failures that are worth another attempt, and the time before it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async import (
    AuthenticationFailed,
    Blocked,
    ClientClosed,
    ConfigurationError,
    ConnectionFailed,
    DecodeError,
    Forbidden,
    InvalidRequest,
    NotFound,
    RateLimited,
    RetroachError,
    RetryPolicy,
    ServerError,
    TimedOut,
    TlsFailed,
    UnexpectedRedirect,
    ValidationError,
)

POLICY = RetryPolicy()


def test_defaults_are_those_of_careful_clients() -> None:
    """Four attempts, waits from half a second to twenty, two minutes of Retry-After, and fifty retries in stock."""
    numbers = (POLICY.attempts, POLICY.first_wait, POLICY.longest_wait, POLICY.max_retry_after, POLICY.budget)
    assert numbers == (4, 0.5, 20.0, 120.0, 50)


@pytest.mark.parametrize("error", [ConnectionFailed("x"), TimedOut("x"), ServerError("x", status=503)])
def test_faults_that_may_pass_are_tried_again(error: RetroachError) -> None:
    """Connection faults, silences and 5xx are worth as many attempts as the policy has."""
    waits = [POLICY.wait_after([error] * attempt, 1.0) for attempt in range(1, 6)]
    assert waits == [0.5, 1.0, 2.0, None, None]


@pytest.mark.parametrize(
    "kind",
    [
        AuthenticationFailed,
        Blocked,
        ClientClosed,
        ConfigurationError,
        Forbidden,
        InvalidRequest,
        NotFound,
        TlsFailed,
        UnexpectedRedirect,
        ValidationError,
    ],
)
def test_faults_that_stay_are_never_tried_again(kind: type[RetroachError]) -> None:
    """A failure that another attempt cannot change is raised at once."""
    assert POLICY.wait_after([kind("x", status=418)], 0.5) is None


def test_answer_that_is_not_json_is_tried_once_more() -> None:
    """A truncated answer may have been an accident, two are not; what else went wrong does not count."""
    error, other = DecodeError("x", status=200), ConnectionFailed("x")
    assert [POLICY.wait_after([error] * attempt, 1.0) for attempt in (1, 2, 3)] == [0.5, None, None]
    assert POLICY.wait_after([other, error], 1.0) == 1.0
    assert POLICY.wait_after([error, other, error], 1.0) is None
    assert POLICY.wait_after([other, other, other, error], 1.0) is None


def test_answer_that_is_too_large_is_not_tried_again() -> None:
    """The next one would be as large."""
    assert POLICY.wait_after([DecodeError("x")], 1.0) is None


def test_refusals_get_twice_the_attempts() -> None:
    """A 429 without a number is waited for longer each time, from a second to half a minute."""
    error = RateLimited("x", status=429)
    waits = [POLICY.wait_after([error] * attempt, 0.0) for attempt in range(1, 10)]
    assert waits == [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, None, None]


@pytest.mark.parametrize(
    ("asked", "shortest"), [(0.0, 0.0), (2.0, 2.0), (3.5, 3.5), (120.0, 120.0), (120.5, None), (1e300, None)]
)
def test_retry_after_is_honoured_up_to_the_longest_allowed(asked: float, shortest: float | None) -> None:
    """The server's number is the least that is waited, a little extra spreads those who were told the same."""
    for kind, status in ((RateLimited, 429), (ServerError, 503)):
        errors = [kind("x", retry_after=asked, status=status)]
        assert POLICY.wait_after(errors, 0.0) == shortest
        assert POLICY.wait_after(errors, 1.0) == (None if shortest is None else shortest + POLICY.first_wait)


def test_single_attempt_is_never_repeated() -> None:
    """`RetryPolicy(attempts=1)` waits for nothing."""
    policy = RetryPolicy(attempts=1)
    for error in (ConnectionFailed("x"), RateLimited("x", retry_after=1.0), DecodeError("x", status=200)):
        assert policy.wait_after([error], 0.5) is None


policies = st.builds(
    RetryPolicy, attempts=st.integers(1, 500), first_wait=st.floats(0.001, 100), longest_wait=st.floats(0, 1000)
)


@given(attempt=st.integers(1, 500), chance=st.floats(0, 1, exclude_max=True), policy=policies)
def test_wait_is_jittered_in_full(attempt: int, chance: float, policy: RetryPolicy) -> None:
    """Whatever the numbers, a wait lies between nothing and its bound, which doubles up to the longest."""
    wait = policy.wait_after([ServerError("x", status=500)] * attempt, chance)
    if attempt >= policy.attempts:
        assert wait is None
    else:
        bound = min(policy.longest_wait, policy.first_wait * 2 ** min(attempt - 1, 100))
        assert wait == pytest.approx(chance * bound)


@given(attempt=st.integers(1, 5000))
def test_refusals_without_a_number_stay_bounded(attempt: int) -> None:
    """However often the server refuses, a wait of our own choice does not grow beyond half a minute."""
    wait = RetryPolicy(attempts=5000).wait_after([RateLimited("x", status=429)] * attempt, 1.0)
    assert wait is not None
    assert 1 <= wait <= 31

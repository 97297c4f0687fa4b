"""The promises for OAuth tokens, and for refusals that do not say how long they last."""

from __future__ import annotations

from tests.faults.promise import Promise

PROMISES_WITH_TOKENS: tuple[Promise, ...] = (
    Promise(
        160,
        "429 without a number, with an exact limit",
        "waited out for the rest of the server's window; who cannot wait so long is told at once",
        (
            "test_untold_wait.test_known_window_is_waited_out_to_its_end",
            "test_untold_wait.test_unknown_window_is_waited_out_whole",
            "test_untold_wait.test_call_that_cannot_wait_is_told_at_once",
        ),
    ),
    Promise(
        161,
        "a token that the server does not accept any more",
        "one refresh for all calls in flight; each is sent once more",
        ("test_refresh.test_calls_in_flight_share_one_refresh", "test_refresh.test_second_401_of_a_call_is_its_end"),
    ),
    Promise(
        162,
        "a refresh that fails, or gives nothing of use",
        "`AuthenticationFailed` for the calls in flight; the next call tries again",
        ("test_refresh_ends.test_refresh_that_fails_is_told", "test_refresh_ends.test_failure_is_not_for_ever"),
    ),
    Promise(
        163,
        "a call that is cancelled, or out of time, during a refresh",
        "the others get the new token",
        (
            "test_refresh_ends.test_cancelled_call_leaves_the_refresh_to_the_others",
            "test_refresh_ends.test_waiting_is_under_the_deadline_of_each_call",
        ),
    ),
    Promise(
        164,
        "a client that is closed during a refresh",
        "`ClientClosed`; no task is left",
        (
            "test_refresh_ends.test_closing_ends_the_refresh",
            "test_refresh_ends.test_closing_ends_a_refresh_that_nobody_waits_for",
        ),
    ),
    Promise(
        165,
        "a token in an error, a log, a warning, a trace, a pickle or a file, also during a refresh",
        "nowhere, neither the old one nor the new one",
        (
            "test_token_secrets.test_no_fault_of_the_wire_shows_a_token",
            "test_token_secrets.test_no_refresh_shows_a_token",
            "test_token_secrets.test_token_is_in_no_cache_file",
        ),
    ),
    Promise(
        166,
        "a key, or a token without the scope, for a private call",
        "`Forbidden` with the scope; nothing is sent",
        "test_scopes.test_private_route_is_refused_before_the_wire",
    ),
    Promise(
        167,
        "a token for V1",
        "`ConfigurationError`; nothing is sent",
        "test_scopes.test_v1_takes_no_token",
    ),
    Promise(
        168,
        "a key and a token of one account",
        "one limit for V2, and a cache for each",
        (
            "test_accounts.test_one_account_has_one_limit_in_v2",
            "test_accounts.test_cache_is_not_shared_by_a_name",
        ),
    ),
    Promise(
        169,
        "a refresh that uses the client that waits for it",
        "`ConfigurationError` at once, in every task that the refresh starts; other credentials work",
        (
            "test_refresh_within.test_refresh_cannot_use_its_own_client",
            "test_refresh_within.test_other_credentials_work_in_a_refresh",
        ),
    ),
    Promise(
        170,
        "a stop signal, or the end of a test, in a refresh",
        "the signal stops the program; a call that waits gets `AuthenticationFailed`; the next call tries again",
        (
            "test_refresh_ends.test_stop_signal_ends_the_program",
            "test_refresh_ends.test_exception_that_is_no_error_is_not_for_ever",
        ),
    ),
)
"""One for each row of these kinds."""

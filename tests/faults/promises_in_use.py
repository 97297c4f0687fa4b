"""Promises for faults that show when a program is used for long, by many, or in an odd way."""

from __future__ import annotations

from tests.faults.promise import Promise

PROMISES_IN_USE: tuple[Promise, ...] = (
    Promise(
        79,
        "a name that is no text",
        "`ConfigurationError`; no frame has the key",
        "test_credentials.test_name_that_is_no_text_is_refused_without_showing_the_key",
    ),
    Promise(
        144,
        "a key in place of credentials",
        "`ConfigurationError`; no frame has the key",
        "test_secrets.test_key_in_place_of_credentials_is_not_shown",
    ),
    Promise(
        145,
        "a query that holds the key",
        "`InvalidRequest` at once; it is neither sent nor shown",
        (
            "test_fetch.test_query_that_holds_the_key_is_refused_and_not_shown",
            "test_fetch.test_wrong_query_with_the_key_is_refused_without_showing_it",
        ),
    ),
    Promise(
        146,
        "a store or a shared limit that cannot be closed",
        "one warning; everything else is closed, and the exception of the block comes out",
        "test_lifecycle.test_fault_of_closing_neither_hides_an_exception_nor_leaves_a_connection",
    ),
    Promise(
        147,
        "a client that is closed within its own call",
        "`ConfigurationError`; the client stays open",
        "test_lifecycle.test_client_is_not_closed_from_within_its_own_call",
    ),
    Promise(
        148,
        "a page that fails, or a row that is not waited for",
        "the next `anext` asks for the same page again; no row is lost",
        (
            "test_pages.test_walk_goes_on_at_the_page_that_failed",
            "test_pages.test_time_out_around_one_row_does_not_end_the_walk",
        ),
    ),
    Promise(
        80,
        "a key that cannot be encoded",
        "`ConfigurationError` that shows nothing of it",
        (
            "test_credentials.test_key_that_cannot_be_encoded_is_refused_without_being_shown",
            "test_credentials.test_key_of_the_environment_that_cannot_be_encoded_is_refused",
        ),
    ),
    Promise(
        81,
        "a signal handler that raises during an exchange",
        "its exception comes out, without a frame that has the key",
        "test_signals.test_end_of_the_program_brings_no_frame_with_the_key",
    ),
    Promise(
        82,
        "the key repeated in a header, with httpx2's log at DEBUG",
        "no line shows it",
        "test_redaction.test_server_that_repeats_the_key_brings_it_into_no_log",
    ),
    Promise(
        83,
        "the key repeated in an escaped spelling",
        "no error and no cache file shows it",
        (
            "test_spellings.test_every_character_may_have_a_spelling_of_its_own",
            "test_spellings.test_error_shows_the_key_in_no_spelling",
            "test_spellings.test_cache_file_holds_the_key_in_no_spelling",
        ),
    ),
    Promise(
        84,
        "a cache file on a machine of many users",
        "read and written by its owner only",
        "test_private_files.test_files_are_private_whatever_the_umask",
    ),
    Promise(
        85,
        "a fetched reply that is kept or sent on",
        "it pickles and copies, and its headers show no key",
        ("test_fetch.test_reply_travels", "test_fetch.test_header_that_repeats_the_key_is_cleaned"),
    ),
    Promise(
        86,
        "a stall with few connections",
        "never more arrivals than the limit in any window",
        "test_arrivals.test_stall_with_few_connections_saves_up_no_permits",
    ),
    Promise(
        87,
        "a slow name server at the start",
        "never more arrivals than the limit in any window",
        "test_arrivals.test_slow_name_server_does_not_push_two_windows_together",
    ),
    Promise(
        88,
        "a borrowed session whose connections break",
        "each sending has a permit and is counted",
        "test_arrivals.test_request_that_is_sent_again_is_counted_and_takes_a_permit",
    ),
    Promise(
        89,
        "one key under several names",
        "one limit",
        (
            "test_stacks.test_one_key_has_one_stack_for_each_api",
            "test_arrivals.test_one_key_under_several_names_has_one_limit",
        ),
    ),
    Promise(
        90,
        "429 with a long time, one call after the other",
        "nothing is sent before the time is over",
        "test_throttle.test_refusal_for_a_day_is_told_to_everybody_and_nothing_is_sent",
    ),
    Promise(
        91,
        "a pause that outlasts the deadline of a call",
        "`RateLimited` at once, with the seconds that are left",
        "test_throttle.test_pause_that_outlasts_the_deadline_is_told_at_once",
    ),
    Promise(
        92,
        "a date without a zone, or of another form",
        "UTC, wherever the program runs",
        "test_dates.test_date_is_the_same_everywhere",
    ),
    Promise(
        93,
        "a second event loop",
        "the deadline holds",
        (
            "test_loops.test_deadline_holds_in_a_second_loop_through_a_session_callable",
            "test_loops.test_own_session_works_in_a_second_loop_and_closes",
        ),
    ),
    Promise(
        94,
        "calls that queue in a second event loop, or after one that was cut short",
        "they are served",
        (
            "test_loops.test_calls_that_queue_work_in_each_loop",
            "test_loops.test_loop_that_was_cut_short_does_not_hold_up_the_next",
        ),
    ),
    Promise(
        95,
        "two threads at once; closing after the loop of the calls is gone",
        "`ConfigurationError` with the rule; closed",
        (
            "test_loops.test_two_loops_at_once_are_told_what_is_allowed",
            "test_loops.test_client_closes_in_another_loop_than_its_calls",
            "test_loops.test_closing_beside_a_running_loop_is_refused_and_harms_no_call",
        ),
    ),
    Promise(
        96,
        "closing that is cancelled again and again",
        "everything is closed",
        (
            "test_finish.test_session_and_connections_are_closed_however_often_that_is_cancelled",
            "test_finish.test_thread_of_a_store_ends_however_often_that_is_cancelled",
            "test_finish.test_httpx2_is_closed_however_often_that_is_cancelled",
        ),
    ),
    Promise(
        97,
        "a server that closes kept connections without a word",
        "asked again at once, without budget, with any policy",
        (
            "test_stale.test_every_call_succeeds_on_connections_that_end",
            "test_stale.test_server_that_never_answers_fails_after_the_policys_attempts",
        ),
    ),
    Promise(
        98,
        "408, 425 or 304",
        "tried again; then `TimedOut` or `ServerError`",
        "test_refusals.test_passing_fault_of_a_proxy_is_tried_again",
    ),
    Promise(
        99,
        "a challenge of the shield as text or as JSON",
        "`Blocked` with its words, not `Forbidden`",
        "test_refusals.test_refusal_of_the_shield_is_told_from_one_of_the_site",
    ),
    Promise(
        100,
        "a session callable that is wrong",
        "`ConfigurationError` at once",
        "test_mistakes.test_session_callable_that_is_wrong_is_told_once",
    ),
    Promise(
        101,
        "a middleware that raises",
        "`ConfigurationError` at once; `ClientClosed` only when something is closed",
        (
            "test_mistakes.test_code_within_a_request_that_raises_is_told_once",
            "test_mistakes.test_session_that_is_closed_during_the_call_is_told_as_closed",
        ),
    ),
    Promise(
        102,
        "a borrowed session that does not decompress",
        "the answer is read all the same",
        "test_mistakes.test_compressed_answer_is_read_through_a_session_that_leaves_it_packed",
    ),
    Promise(
        103,
        "a key or a user agent beyond ASCII in a header",
        "arrives as it is, through each transport",
        "test_mistakes.test_key_and_user_agent_beyond_ascii_arrive",
    ),
    Promise(
        112,
        "options of the wrong kind",
        "`ConfigurationError` that says what to write",
        "test_wrong_options.test_complaint_says_what_to_write",
    ),
    Promise(
        113,
        "a query of a program's own that cannot be sent",
        "`InvalidRequest` before anything is sent",
        "test_fetch.test_query_that_cannot_be_sent_is_refused_at_once",
    ),
    Promise(
        117,
        "a subclass of `Client`",
        "its siblings are of the subclass",
        "test_siblings.test_siblings_of_a_subclass_are_of_the_subclass",
    ),
    Promise(118, "type hints read at run time", "they are there", "test_type_hints.test_types_can_be_read_at_run_time"),
    Promise(
        119,
        "`create_autospec(Client)`",
        "knows every call",
        "test_registry.test_mock_of_a_client_knows_what_is_below_it",
    ),
    Promise(
        120,
        "an environment that is replaced",
        "the new one is read",
        "test_credentials.test_environment_that_is_replaced_is_read",
    ),
    Promise(
        122,
        "a sibling made before the client is open",
        "as open as its client becomes",
        "test_lifecycle.test_sibling_made_before_the_block_is_as_open_as_its_parent",
    ),
    Promise(
        123,
        "many users over a long life",
        "forgotten when idle, at the next call of anybody; a window, a pause and a slower limit are remembered",
        (
            "test_stacks.test_windows_that_are_over_are_forgotten_at_the_next_call",
            "test_stacks.test_window_that_is_in_use_is_remembered",
            "test_stacks.test_pause_is_remembered",
        ),
    ),
    Promise(
        124,
        "a long queue that is cancelled, latest first",
        "each costs the same",
        "test_waiting_line.test_leaving_a_long_line_latest_first_costs_the_same_for_each",
    ),
    Promise(
        129,
        "a client that nobody closed",
        "a ResourceWarning says which, and what to do",
        "test_forgotten.test_client_that_is_forgotten_says_which_and_what_to_do",
    ),
    Promise(133, "an idle client", "no timer in the event loop", "test_loops.test_no_timer_is_left_after_a_call"),
    Promise(
        134,
        "a check that a person waits for",
        "one attempt with `with_options(retry=None)`",
        "test_once.test_sibling_without_retries_tries_once",
    ),
    Promise(
        142,
        "a shared limit that lost everything, with busy processes",
        "never more arrivals than the limit in any window",
        "test_shared_restart.test_restart_brings_no_more_arrivals_than_the_limit",
    ),
)
"""Beside the faults of the network and of HTTP."""

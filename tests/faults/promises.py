"""The promises for each fault, and the tests that show them. Run as a program it prints the documentation's table."""

from __future__ import annotations

from tests.faults.places import TRANSPORTS
from tests.faults.promise import CANCELLED, CONFORMANCE, RETRIED, UNDECODABLE, Promise
from tests.faults.promises_in_jobs import PROMISES_IN_JOBS
from tests.faults.promises_in_programs import PROMISES_IN_PROGRAMS
from tests.faults.promises_in_use import PROMISES_IN_USE
from tests.faults.promises_on_machines import PROMISES_ON_MACHINES
from tests.faults.promises_with_tokens import PROMISES_WITH_TOKENS

_FIRST_PROMISES: tuple[Promise, ...] = (
    Promise(1, "connection refused", RETRIED),
    Promise(2, "connection reset or closed before an answer", RETRIED),
    Promise(3, "connection lost in the body", f"{RETRIED}; never a partial result"),
    Promise(4, "chunks that stop", RETRIED),
    Promise(5, "chunks of no size", f"{RETRIED}, not a status 400"),
    Promise(6, "no HTTP at all", RETRIED),
    Promise(7, "endless or broken headers", RETRIED),
    Promise(
        8,
        "bytes that come together with the answer, after its end",
        "this answer counts, and the next call is not affected",
    ),
    Promise(9, "an announced length that is too small", "tried again; then `DecodeError` or `ConnectionFailed`"),
    Promise(10, "truncated JSON", UNDECODABLE),
    Promise(11, "an empty body", UNDECODABLE),
    Promise(12, "204 No Content", UNDECODABLE),
    Promise(13, "`null`", "`NotFound` for an object, `ValidationError` for a map"),
    Promise(14, "a list in place of an empty map", "an empty map", "test_php.test_map_may_be_an_empty_list"),
    Promise(
        15,
        "an object with digit keys in place of a list",
        "the list",
        "test_php.test_rows_are_read_in_all_their_shapes",
    ),
    Promise(
        16,
        "numbers as text, flags as numbers, dates of four kinds",
        "what the field is, or `ValidationError`",
        (
            "test_coercion.test_value_becomes_what_the_field_is",
            "test_mutations.test_one_change_anywhere_makes_a_result_or_our_error",
        ),
    ),
    Promise(17, "a warning of PHP before the JSON", UNDECODABLE),
    Promise(18, "a byte order mark", "accepted"),
    Promise(19, "invalid UTF-8", f"{UNDECODABLE}, with every JSON reader alike"),
    Promise(20, "NaN and infinite numbers", UNDECODABLE),
    Promise(
        21,
        "huge integers",
        "exact, or `ValidationError` or `DecodeError`",
        "test_json.test_huge_number_is_exact_or_refused",
    ),
    Promise(22, "the same key twice", "the last one counts"),
    Promise(23, "nesting without end", UNDECODABLE),
    Promise(
        24, "an unknown value of an enumeration", "kept", "test_coercion.test_unknown_value_of_an_enumeration_is_kept"
    ),
    Promise(25, "an unknown field", "ignored", "test_structure.test_unknown_keys_are_ignored"),
    Promise(
        26,
        "a missing field",
        "None or empty; of what an answer is about, `ValidationError` with its path",
        (
            "test_lacking.test_each_key_may_be_missing_or_null_or_have_company",
            "test_structure.test_error_says_where_what_and_why",
        ),
    ),
    Promise(
        27,
        "text in place of everything",
        "`ValidationError`",
        "test_mutations.test_answer_that_is_something_else_is_our_error_or_nothing",
    ),
    Promise(28, "a body that unpacks without end", "`DecodeError` at the largest size allowed"),
    Promise(29, "a broken compression", RETRIED),
    Promise(30, "a challenge of the shield", "`Blocked`, at once"),
    Promise(
        31, "a page of the shield for a server that is down", "tried again; then `ServerError` with `is_cloudflare`"
    ),
    Promise(32, "a page with status 200", UNDECODABLE),
    Promise(33, "an unknown key, or no permission", "`AuthenticationFailed` or `Forbidden`, at once"),
    Promise(34, "no such thing, or a wrong argument", "`NotFound` or `InvalidRequest` in the server's words, at once"),
    Promise(
        35,
        "429 with seconds",
        "the whole key pauses, then tries again",
        "test_throttle.test_refusal_pauses_everyone_once",
    ),
    Promise(
        36, "429 with a date", "the same, measured by the server's own clock", "test_retry.test_wait_after_a_refusal"
    ),
    Promise(
        37,
        "429 without a number, with an adaptive limit",
        "waits that double from a second",
        "test_throttle.test_refusal_without_a_number_pauses_briefly",
    ),
    Promise(
        38,
        "429 for a day",
        "`RateLimited` at once, with the number",
        "test_retry.test_wait_that_is_too_long_is_raised_with_its_number",
    ),
    Promise(39, "429 with nonsense", "as without a number", "test_retry.test_wait_after_a_refusal"),
    Promise(
        40,
        "another program on the same key",
        "the server's count is believed",
        "test_throttle.test_less_left_than_we_think_is_believed",
    ),
    Promise(
        41,
        "a storm of 5xx",
        "a bounded number of attempts, and a budget for all calls",
        "test_retry.test_storm_of_failures_is_not_multiplied",
    ),
    Promise(42, "silence, or a head in drops", "tried again; then `TimedOut`"),
    Promise(
        43,
        "a body in drops",
        "ended by the limit of an attempt or of the call",
        "test_retry.test_no_call_outlives_its_deadline",
    ),
    Promise(44, "a host that takes no connections", "tried again; then `TimedOut`"),
    Promise(
        45,
        "no connection left",
        "waiting counts as part of the attempt; `TimedOut` says what was lacking",
        "test_cancellation.test_waiting_for_a_connection_counts_as_part_of_the_attempt",
    ),
    Promise(46, "a redirect on the same server", "`UnexpectedRedirect`, never followed"),
    Promise(
        47,
        "a redirect elsewhere",
        "`UnexpectedRedirect`, and nobody else hears of the key",
        "test_secrets.test_redirect_is_not_followed",
    ),
    Promise(48, "an unknown name", RETRIED),
    Promise(49, "a certificate or TLS that is not good", "`TlsFailed`, at once"),
    Promise(50, "a proxy that fails", f"{RETRIED}, without the proxy's password"),
    Promise(
        51,
        "an address that cannot be right",
        "`ConfigurationError` when the client is made",
        "test_secrets.test_unsafe_address_is_refused",
    ),
    Promise(
        52,
        "cancellation at any moment",
        "the caller's own CancelledError at once, and nothing left",
        (CANCELLED, "test_throttle.test_cancelled_waiter_takes_no_permit"),
    ),
    Promise(
        53,
        "cancellation of the one whose request others share",
        "the others get their answer",
        "test_coalesce.test_first_caller_that_is_cancelled_harms_nobody",
    ),
    Promise(
        54,
        "a timeout of the caller's",
        "the caller's TimeoutError, and no further attempt",
        "test_deadlines.test_callers_timeout_is_the_callers",
    ),
    Promise(
        55,
        "closing with calls in flight",
        "`ClientClosed` for each of them, and nothing left",
        "test_lifecycle.test_closing_ends_exchanges_on_the_wire",
    ),
    Promise(
        56,
        "use before opening or after closing",
        "`ClientClosed`, before anything is sent",
        (
            "test_lifecycle.test_client_is_not_used_before_it_is_open",
            "test_lifecycle.test_client_is_not_used_after_it_is_closed",
        ),
    ),
    Promise(
        57,
        "a session of an event loop that is gone",
        "`ClientClosed`",
        "test_aiohttp.test_session_of_another_loop_that_is_closed_is_told",
    ),
    Promise(
        58,
        "a borrowed session that was closed",
        "`ClientClosed`, and it is not opened again",
        "test_aiohttp.test_borrowed_session_that_was_closed_is_told",
    ),
    Promise(
        59,
        "an error within the block, or closing twice",
        "the error comes out; closing twice is fine",
        (
            "test_lifecycle.test_exception_inside_the_block_is_kept",
            "test_lifecycle.test_client_can_be_opened_and_closed_without_a_block",
        ),
    ),
    Promise(
        60,
        "a wall clock that jumps",
        "no wait changes",
        ("test_deadlines.test_wall_clock_that_jumps_changes_nothing", "test_throttle.test_wall_clock_does_not_matter"),
    ),
    Promise(
        61,
        "a machine that slept",
        "one window of requests, not a burst",
        "test_throttle.test_long_silence_earns_no_burst",
    ),
    Promise(
        62, "machines whose clocks differ", "the shared limit uses one clock", "test_shared.test_windows_of_all_hold"
    ),
    Promise(
        63,
        "a shared limit that is down, slow, restarted, emptied, restored or replaced",
        "silence for a window and a second, then each process keeps to its share; or calls raise `RateLimited`",
        (
            "test_shared_outage.test_busy_processes_never_exceed_it",
            "test_shared_restart.test_those_who_begin_then_wait_for_what_one_process_had",
            "test_redis.test_server_that_was_emptied_has_forgotten",
            "test_redis.test_server_that_is_in_an_older_state_has_forgotten",
            "test_redis.test_another_server_has_forgotten",
        ),
    ),
    Promise(
        64, "an entry of a cache that is broken or old", "asked for again", "test_cache.test_unusable_entry_is_a_miss"
    ),
    Promise(
        65, "one cache for several users", "nobody gets another's answers", "test_cache.test_users_do_not_share_answers"
    ),
    Promise(
        66,
        "a cache that cannot be written",
        "one warning, and calls go on",
        "test_cache.test_store_that_fails_is_left_out",
    ),
    Promise(67, "a key of odd characters", "arrives as it is", "test_secrets.test_key_arrives_intact_in_the_query"),
    Promise(
        68,
        "a key that cannot be right",
        "`ConfigurationError` that does not show it",
        "test_secrets.test_bad_key_is_refused_without_being_shown",
    ),
    Promise(
        69,
        "the key in an error, a log, a warning, a trace, a pickle or a file",
        "nowhere, whatever happens",
        (CONFORMANCE, "test_stores.test_file_holds_no_key"),
    ),
    Promise(
        70,
        "arguments that cannot be right",
        "`InvalidRequest` by name, before anything is sent",
        (
            "test_refusals.test_wrong_argument_is_named_and_nothing_is_sent",
            "test_endpoints.test_wrong_values_are_refused_by_name",
        ),
    ),
    Promise(
        71,
        "pages without end",
        "`ValidationError` after ten that bring nothing new; no address of the server's is followed",
        (
            "test_pages.test_empty_pages_without_end_are_an_error",
            "test_pages.test_page_that_comes_again_and_again_is_an_error",
        ),
    ),
    Promise(
        72,
        "one bad id among many",
        "its own outcome, and the rest is delivered",
        "test_batch.test_failed_key_is_an_outcome_like_any_other",
    ),
    Promise(
        73,
        "a consumer that is slow or leaves",
        "a bounded number of calls ahead, none after",
        (
            "test_batch.test_slow_consumer_holds_the_calls_back",
            "test_leaving.test_leaving_early_ends_the_calls_in_flight",
        ),
    ),
    Promise(
        74,
        "the same question many times at once",
        "one request",
        ("test_batch.test_equal_keys_are_fetched_once", "test_coalesce.test_identical_calls_are_one_request"),
    ),
    Promise(
        75,
        "thousands of waiting calls",
        "first come, first served; a bound is possible",
        (
            "test_queue.test_ten_thousand_wait_in_order_and_in_little_memory",
            "test_queue.test_full_queue_refuses_at_once_whatever_the_retry_policy",
        ),
    ),
    Promise(
        76, "a hook that raises", "logged, and the call goes on", "test_observe.test_hook_that_raises_harms_nothing"
    ),
    Promise(
        77,
        "pickling",
        "a client says no, errors and results say yes",
        ("test_options.test_client_does_not_pickle_or_copy", "test_errors.test_error_survives_copying_and_pickling"),
    ),
    Promise(
        78,
        "Ctrl-C in a batch on the command line",
        "what was printed is whole, exit status 130",
        "test_batch_command.test_ctrl_c_leaves_whole_lines",
    ),
)

_OTHERS = PROMISES_IN_USE + PROMISES_IN_PROGRAMS + PROMISES_WITH_TOKENS + PROMISES_IN_JOBS + PROMISES_ON_MACHINES

PROMISES: tuple[Promise, ...] = (*_FIRST_PROMISES, *sorted(_OTHERS, key=lambda promise: promise.row))
"""One for each row."""


def table() -> str:
    """All promises as a table in Markdown."""
    transports = ", ".join(TRANSPORTS)
    lines = ["| | Fault | Promise | Shown by | With |", "|---|---|---|---|---|"]
    for promise in PROMISES:
        tests = [*([CONFORMANCE] if promise.in_conformance else []), *promise.tests]
        shown = ", ".join(f"`{test}`" for test in dict.fromkeys(tests)) or promise.reason
        carriers = transports if promise.in_conformance else ""
        lines.append(f"| {promise.row} | {promise.fault} | {promise.promise} | {shown} | {carriers} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())  # noqa: T201  it is what the program is for

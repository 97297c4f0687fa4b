"""Promises for faults in answers, batches, arguments and programs for people."""

from __future__ import annotations

from tests.faults.promise import Promise

PROMISES_IN_PROGRAMS: tuple[Promise, ...] = (
    Promise(
        104,
        "an answer with very many problems",
        "the first twenty and a count, in bounded memory",
        ("test_problems.test_first_problems_are_told_and_the_others_counted", "test_problems.test_memory_is_bounded"),
    ),
    Promise(
        105,
        "byte order marks, and JSON that is nested too deep",
        "one mark is stripped; the rest is a `DecodeError`",
        ("test_json.test_second_byte_order_mark_is_no_json", "test_json.test_deep_nesting_is_no_json"),
    ),
    Promise(
        106,
        "an answer without a field that joined later",
        "a model; of rows that cannot be read the good ones stay with the error",
        (
            "test_lacking.test_each_key_may_be_missing_or_null_or_have_company",
            "test_problems.test_rows_that_can_be_read_are_kept",
        ),
    ),
    Promise(
        107,
        "a signal or the end of a test within a call of a batch",
        "raised to the consumer; nothing hangs",
        (
            "test_stopping.test_signal_in_a_call_is_raised_to_the_consumer",
            "test_stopping.test_cancelled_workers_end_the_batch_with_an_error",
        ),
    ),
    Promise(
        108,
        "keys that are equal but of other types",
        "each has its outcome",
        "test_keys.test_equal_keys_of_other_types_have_their_own_outcomes",
    ),
    Promise(
        109,
        "a batch with a wrong key",
        "ends with `AuthenticationFailed` after no more requests than fit in flight",
        "test_stopping.test_wrong_key_costs_no_more_requests_than_fit_in_flight",
    ),
    Promise(
        111,
        "a batch that is used in a wrong way, or forgotten",
        "`ConfigurationError` that shows the right way; no task is left",
        (
            "test_misuse.test_batch_is_iterated_inside_its_block",
            "test_misuse.test_batch_that_was_dropped_ends_its_calls",
        ),
    ),
    Promise(
        114,
        "an interval that ends before it begins",
        "`InvalidRequest` before anything is sent",
        "test_refusals.test_reversed_interval_is_refused_before_the_first_request",
    ),
    Promise(
        116,
        "an argument of another kind",
        "the message shows how to write it",
        "test_arguments.test_message_shows_how_to_write_it",
    ),
    Promise(
        121,
        "a run of pytest that does not use the fixtures",
        "nothing of the library is imported",
        "test_plugin.test_a_run_without_the_fixtures_imports_nothing_of_the_library",
    ),
    Promise(
        125,
        "a full disk, or a closed output, of the command line",
        "one line and the exit code",
        ("test_streams.test_a_full_disk_is_told", "test_streams.test_a_closed_standard_output_is_told"),
    ),
    Promise(
        126, "Python without docstrings", "every command works", "test_starting.test_commands_work_without_docstrings"
    ),
    Promise(
        127,
        "a file of ids with comments and mistakes",
        "comments are skipped; an error names file and line",
        (
            "test_ids.test_files_of_all_sorts_of_editors_are_read",
            "test_ids.test_an_error_names_the_file_and_the_line",
        ),
    ),
    Promise(
        128,
        "a request to the emulator that no client would send",
        "a proper status, and no key in a log",
        (
            "test_odd_requests.test_odd_targets_have_a_proper_status",
            "test_odd_requests.test_malformed_requests_are_not_logged",
        ),
    ),
    Promise(
        143,
        "a list that the server adds beside the rows",
        "the rows are read as before",
        "test_rows.test_list_beside_the_rows_changes_nothing",
    ),
)
"""One for each row of these kinds."""

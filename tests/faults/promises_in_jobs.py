"""Promises for faults of jobs and their files, and of models in web services."""

from __future__ import annotations

from tests.faults.promise import Promise

PROMISES_IN_JOBS: tuple[Promise, ...] = (
    Promise(
        180,
        "a job that is killed at any moment",
        "the next run goes on; each key once, and no more asked for twice than was in flight",
        (
            "test_processes.test_job_that_is_killed_ten_times_answers_each_key_once",
            "test_resuming.test_file_is_made_although_the_end_was_missed",
        ),
    ),
    Promise(
        181,
        "a job that is cancelled, or ended by Ctrl-C or SIGTERM",
        "over within two seconds, exit status 130 or 143; what has landed is kept",
        (
            "test_resuming.test_cancelled_job_keeps_what_has_landed",
            "test_jobs.test_signal_ends_a_job_cleanly",
        ),
    ),
    Promise(
        182,
        "a journal with a torn, damaged or foreign line",
        "that key is asked for again, the others are kept",
        (
            "test_resuming.test_torn_line_is_cut_off",
            "test_resuming.test_damaged_line_is_asked_for_again",
            "test_damage.test_line_with_another_kind_of_answer_is_asked_for_again",
        ),
    ),
    Promise(
        183,
        "a journal or file of something else, or of other options",
        "`ConfigurationError` before the first request; the file is left alone",
        (
            "test_refusals.test_other_options_are_refused",
            "test_refusals.test_file_of_something_else_is_left_alone",
            "test_damage.test_first_line_of_another_kind_is_refused",
            "test_damage.test_what_is_no_database_is_refused_before_a_request",
        ),
    ),
    Promise(
        184,
        "damage to what is remembered of a whole file",
        "the file is taken as it is",
        "test_damage.test_damaged_memory_counts_as_missing",
    ),
    Promise(
        185,
        "a full disk at the start, in the middle or at the end of a job",
        "OSError, on the command line one line and exit status 1; the journal is kept and no half of a file is left",
        (
            "test_damage.test_disk_that_is_full_from_the_start_is_an_os_error",
            "test_refusals.test_full_disk_keeps_the_journal",
            "test_damage.test_disk_that_is_full_at_the_end_is_told_alike",
            "test_jobs.test_full_disk_is_told_in_a_few_lines",
        ),
    ),
    Promise(
        186,
        "a power failure at the end of a job",
        "the file is on the disk before its journal goes",
        "test_damage.test_file_is_on_the_disk_before_the_journal_goes",
    ),
    Promise(
        187,
        "two runs of a job at once",
        "the second one is refused; the lock ends with its process",
        (
            "test_refusals.test_second_run_is_refused_while_the_first_one_writes",
            "test_jobs.test_two_at_once_are_refused",
        ),
    ),
    Promise(
        188,
        "a database that another program has locked",
        "told as locked; nothing is asked for again",
        "test_damage.test_locked_database_is_told_and_nothing_is_lost",
    ),
    Promise(
        189,
        "a place where no file can be: no folder, a folder, no permission, a name that no file can have",
        "`ConfigurationError` before the first request",
        (
            "test_refusals.test_place_that_cannot_be_written_is_refused",
            "test_damage.test_name_that_no_file_can_have_is_refused",
            "test_damage.test_folder_in_place_of_the_journal_is_named",
        ),
    ),
    Promise(
        190,
        "line breaks, quotes, long texts and huge numbers in answers; brackets in the name of the file",
        "read back as they were, by the next run and by other programs",
        (
            "test_odd_texts.test_file_with_odd_texts_is_done_already",
            "test_odd_texts.test_csv_keeps_texts_as_they_are",
            "test_odd_texts.test_number_beyond_a_table_is_text",
            "test_odd_texts.test_name_is_only_a_name",
        ),
    ),
    Promise(
        191,
        "keys that fail, and a wrong API key, in a job",
        "failures are listed and tried by the next run; a wrong key ends the job, which goes on with the right one",
        (
            "test_resuming.test_failures_are_tried_by_the_next_run",
            "test_resuming.test_wrong_key_ends_the_job_and_the_right_one_goes_on",
        ),
    ),
    Promise(
        192,
        "wrong data for a model in the body of a request to a web service",
        "pydantic's own error, status 422",
        ("test_schemas.test_wrong_input_is_pydantics_own_error", "test_schemas.test_model_is_the_body_of_a_request"),
    ),
    Promise(
        193,
        "models of one name, and pages of several models, in one web service",
        "each has its own name in the schema",
        "test_schemas.test_names_in_openapi_are_those_of_the_models",
    ),
)
"""One for each row of these kinds."""

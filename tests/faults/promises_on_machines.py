"""Promises for faults of batches on many machines."""

from __future__ import annotations

from tests.faults.promise import Promise

PROMISES_ON_MACHINES: tuple[Promise, ...] = (
    Promise(
        199,
        "a shared limit in one event loop after another, or in two at once",
        "asked in each; its connections end with their loop",
        (
            "test_redis_loops.test_connections_of_a_loop_end_with_it",
            "test_redis_loops.test_client_goes_on_in_a_second_loop",
            "test_redis_loops.test_loop_that_was_only_closed_does_not_hurt_the_next",
            "test_redis_loops.test_two_loops_may_share_a_limit_at_the_same_time",
            "test_real_redis.test_no_window_has_more_in_loop_after_loop",
        ),
    ),
    Promise(
        200,
        "a worker that is killed within a slice",
        "the slice is sent again; each id has one outcome, whether the broker delivers again or not",
        (
            "test_killed_worker.test_killed_worker_loses_no_id",
            "test_lost_slices.test_slice_of_a_worker_that_falls_silent_is_sent_again",
        ),
    ),
    Promise(
        201,
        "a slice that is lost before a worker has begun it",
        "sent again, soon when later slices have begun",
        (
            "test_lost_slices.test_slice_that_is_lost_in_the_queue_is_sent_again",
            "test_lost_slices.test_slice_that_is_overtaken_is_sent_again",
            "test_lost_slices.test_slice_in_the_queue_waits_while_others_are_heard_of",
        ),
    ),
    Promise(
        202,
        "a slice that is delivered twice",
        "its calls are made once",
        ("test_lost_slices.test_slice_that_is_delivered_twice_is_asked_once",),
    ),
    Promise(
        203,
        "a slice that no worker finishes, or whose result is of no use",
        "`TemporaryFailure` of each of its keys, with the reason",
        (
            "test_lost_slices.test_keys_of_a_slice_that_is_always_lost_say_so",
            "test_lost_slices.test_slice_that_fails_is_sent_as_another_task",
            "test_lost_slices.test_result_of_another_form_is_no_answer",
            "test_lost_slices.test_result_that_cannot_be_read_is_no_answer",
        ),
    ),
    Promise(
        204,
        "a worker that ends within a slice",
        "the slice fails as a whole, and another worker makes its calls",
        ("test_lost_slices.test_worker_that_ends_within_a_slice_leaves_it_to_another",),
    ),
    Promise(
        205,
        "a broker or a result backend that is away",
        "sent or asked again; then `TemporaryFailure`, without the broker's address",
        (
            "test_lost_slices.test_broker_that_is_away_for_a_moment",
            "test_lost_slices.test_pause_does_not_grow_for_ever",
            "test_lost_slices.test_broker_that_is_away_for_long",
            "test_lost_slices.test_backend_that_cannot_be_asked_for_a_while",
        ),
    ),
    Promise(
        206,
        "a worker of another version",
        "`ConfigurationError` or `ValidationError` of the keys, which says so",
        (
            "test_lost_slices.test_worker_of_another_version_is_no_endless_loop",
            "test_forms.test_argument_of_another_version_is_told",
            "test_forms.test_value_that_cannot_be_read_is_an_error_of_its_key",
            "test_forms.test_strange_words_about_an_object_are_an_error_of_its_key",
        ),
    ),
    Promise(
        207,
        "a foreign message in the queue",
        "it can name methods that call an endpoint, and nothing else",
        ("test_lost_slices.test_message_can_call_nothing_but_methods",),
    ),
    Promise(
        208,
        "the key in a message, a result, a sign of life or a log of a worker",
        "it is in none",
        ("test_secrets.test_key_does_not_travel",),
    ),
    Promise(
        209,
        "no worker is running, or one has no key",
        "the sender warns, once until a worker begins; a worker without a key does not start",
        (
            "test_warnings.test_absent_worker_is_asked_for_once_until_one_begins",
            "test_slices.test_worker_without_a_key_does_not_start",
        ),
    ),
    Promise(
        210,
        "a call that times out while a shared limit is new, or down",
        "`TimedOut` says so, and one warning has the length of the silence",
        (
            "test_shared_wait.test_call_that_times_out_says_that_the_shared_limit_had_it_wait",
            "test_shared_wait.test_young_limit_is_told_once",
        ),
    ),
    Promise(
        211,
        "the password of Redis, when it is down",
        "the warning has the host and the port, and nothing has the password",
        (
            "test_redis_connections.test_server_that_is_down_is_named_without_the_password",
            "test_redis_connections.test_password_that_looks_like_a_host_is_not_told",
        ),
    ),
    Promise(
        212,
        "a cancellation that a store, a shared limit or a result backend swallows",
        "the call is cancelled all the same, and the slice of a worker ends",
        (
            "test_swallowed.test_swallowed_cancellation_is_raised",
            "test_swallowed.test_shared_limit_that_swallows_a_cancellation",
            "test_swallowed.test_store_that_swallows_a_cancellation",
            "test_lost_slices.test_backend_that_swallows_a_cancellation",
            "test_lost_slices.test_cancelled_batch_ends_although_the_backend_swallows_it",
            "test_swallowed.test_time_limit_of_foreign_code_is_no_cancellation",
        ),
    ),
)

"""Rules for what a client is made of."""

from __future__ import annotations

import math
from typing import Any

import pytest
from attrs import frozen

from retroach_async import ConfigurationError
from retroach_async.checks import Rule, check, complaint, fitting, number
from retroach_async.transport.stores import MemoryStore


@frozen
class Policy:
    """A policy with one field."""

    processes: Any


@pytest.mark.parametrize(
    ("rule", "value", "words"),
    [
        (number(least=1, whole=True), 0, "processes must be a whole number of at least 1"),
        (number(least=1, whole=True), 1.0, "processes must be a whole number of at least 1"),
        (number(least=1, whole=True), True, "processes must be a whole number of at least 1"),
        (number(least=1, whole=True), "1", "processes must be a whole number of at least 1"),
        (number(), -0.5, "processes must be a number of at least 0"),
        (number(), False, "processes must be a number of at least 0"),
        (number(), None, "processes must be a number of at least 0"),
        (number(), math.nan, "processes must be a number of at least 0"),
        (number(above=True), 0, "processes must be a number above 0"),
        (number(above=True), math.nan, "processes must be a number above 0"),
        (number(least=0.5, above=True), 0.5, "processes must be a number above 0.5"),
        (number(whole=True, optional=True), 1.5, "processes must be a whole number of at least 0"),
        (fitting("a store", "get", "put"), object(), "processes must be a store"),
        (fitting("a store", "get", "put"), None, "processes must be a store"),
        (fitting("a store", "get", "put"), MemoryStore, "processes must be a store"),
    ],
)
def test_value_that_cannot_work_is_refused_in_words(rule: Rule, value: Any, words: str) -> None:
    """The error names the field and says what to write."""
    with pytest.raises(ConfigurationError) as caught:
        check(Policy(value), processes=rule)
    assert caught.value.message == words


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (number(least=1, whole=True), 1),
        (number(), 0),
        (number(), 0.0),
        (number(above=True), 0.001),
        (number(), math.inf),
        (number(whole=True, optional=True), None),
        (number(whole=True, optional=True), 3),
        (fitting("a store", "get", "put"), MemoryStore()),
        (fitting("a store", "get", "put", optional=True), None),
    ],
)
def test_value_that_can_work_is_taken(rule: Rule, value: Any) -> None:
    """Good values pass, and None where a field may be None."""
    check(Policy(value), processes=rule)


def test_complaint_is_none_for_a_good_number() -> None:
    """The words are there without a field as well."""
    assert complaint(1, least=1, whole=True) is None
    assert complaint(0, least=0, above=True) == "must be a number above 0"

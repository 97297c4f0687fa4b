"""Credentials that cannot be right, and where they come from."""

from __future__ import annotations

import os
import pickle
from typing import Any
from unittest import mock

import pytest

from retroach_async import Client, ConfigurationError, Credentials
from retroach_async.credentials import API_KEY_VARIABLE, USERNAME_VARIABLE
from tests.faults.leaks import assert_unseen, everything_shown_by
from tests.test_secrets import error_from


@pytest.mark.parametrize("name", [None, 5, b"Tester", ["Tester"], object()], ids=repr)
def test_name_that_is_no_text_is_refused_without_showing_the_key(name: Any, canary: str) -> None:
    """A name that an unset variable left as None is a ConfigurationError, and no frame has the key."""
    error = error_from(ConfigurationError, Credentials, name, canary)
    assert "username must be text" in str(error)
    assert_unseen(canary, everything_shown_by(error))


UNENCODABLE = {
    "a byte that is not UTF-8": b"Canary\xffKey".decode(errors="surrogateescape"),
    "half a pair": "Canary\ud83dKey",
}


@pytest.mark.parametrize("key", UNENCODABLE.values(), ids=UNENCODABLE)
def test_key_that_cannot_be_encoded_is_refused_without_being_shown(key: str) -> None:
    """Such a key is a ConfigurationError; neither its text nor its pickle nor a frame shows a part of it."""
    error = error_from(ConfigurationError, Credentials, "Tester", key)
    assert str(error) == "api_key holds a character that cannot be encoded"
    assert b"Canary" not in pickle.dumps(error)
    assert_unseen("Canary", everything_shown_by(error))


@pytest.mark.parametrize("key", UNENCODABLE.values(), ids=UNENCODABLE)
def test_key_of_the_environment_that_cannot_be_encoded_is_refused(key: str) -> None:
    """The same holds for a byte in the environment that is not UTF-8."""
    error = error_from(ConfigurationError, Credentials.from_environment, {API_KEY_VARIABLE: key})
    assert_unseen("Canary", everything_shown_by(error))


@pytest.mark.parametrize("name", UNENCODABLE.values(), ids=UNENCODABLE)
def test_name_that_cannot_be_encoded_is_refused_without_showing_the_key(name: str, canary: str) -> None:
    """A name that cannot travel is refused by the parameter's name."""
    error = error_from(ConfigurationError, Credentials, name, canary)
    assert str(error) == "username holds a character that cannot be encoded"
    assert_unseen(canary, everything_shown_by(error))


def test_environment_that_is_replaced_is_read(canary: str) -> None:
    """A test that puts another mapping in the place of `os.environ` is heard by `Client()`."""
    with mock.patch.object(os, "environ", {USERNAME_VARIABLE: "Replaced", API_KEY_VARIABLE: canary}):
        assert Credentials.from_environment() == Credentials("Replaced", canary)
        assert "Replaced" in repr(Client())


def test_mapping_of_ones_own_is_read_and_not_the_environment(canary: str) -> None:
    """A mapping that is given is the only one that is asked, even an empty one."""
    with mock.patch.dict(os.environ, {API_KEY_VARIABLE: canary}), pytest.raises(ConfigurationError):
        Credentials.from_environment({})

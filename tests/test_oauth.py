"""OAuth tokens as values: checked at once, frozen, and never shown."""

from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from retroach_async import Client, ConfigurationError, Credentials, OAuthToken
from retroach_async.secret import Secret
from retroach_async.testing import MemoryTransport
from tests.faults.leaks import assert_unseen, everything_said, everything_shown_by
from tests.test_credentials import UNENCODABLE
from tests.test_secrets import BAD_KEYS, error_from


def renew() -> str:
    """A refresh that is never called."""
    raise AssertionError("nobody asked for it")


def test_token_knows_what_it_was_given(canary: str) -> None:
    """Name, scopes and refresh can be read, the token itself is wrapped."""
    token = OAuthToken(canary, username="Max", scopes=["data:read", "follows:read"], refresh=renew)
    assert (token.username, token.scopes, token.refresh) == ("Max", frozenset({"data:read", "follows:read"}), renew)
    assert token.token == token.secret == Secret(canary)


def test_only_the_token_is_needed(canary: str) -> None:
    """Whose it is, what it grants and how to refresh it may be unknown."""
    token = OAuthToken(canary)
    assert (token.username, token.scopes, token.refresh) == ("", None, None)


def test_scopes_may_be_none_at_all(canary: str) -> None:
    """A token without any scope is another thing than one of which nobody knows the scopes."""
    assert OAuthToken(canary, scopes=()).scopes == frozenset()


def test_tokens_are_equal_by_all_they_are(canary: str) -> None:
    """Equal parts are equal tokens with equal hashes; any other part is another token."""
    token = OAuthToken(canary, username="Max", scopes=["a", "b"], refresh=renew)
    assert token == OAuthToken(Secret(canary), username="Max", scopes={"b", "a"}, refresh=renew)
    assert hash(token) == hash(OAuthToken(canary, username="Max", scopes=("b", "a"), refresh=renew))
    assert token != OAuthToken("another", username="Max", scopes=["a", "b"], refresh=renew)
    assert token != OAuthToken(canary, username="Moritz", scopes=["a", "b"], refresh=renew)
    assert token != OAuthToken(canary, username="Max", scopes=["a"], refresh=renew)
    assert token != OAuthToken(canary, username="Max", scopes=["a", "b"])
    assert token != Credentials("Max", canary)


def test_refresh_without_a_hash_is_fine(canary: str) -> None:
    """A callable object may compare by value, and so have no hash."""

    class Renewal:
        __hash__ = None  # type: ignore[assignment]

        def __call__(self) -> str:
            return "new"

    renewal = Renewal()
    assert hash(OAuthToken(canary, refresh=renewal)) == hash(OAuthToken(canary, refresh=renewal))


@pytest.mark.parametrize("name", ["username", "scopes", "refresh", "token", "anything"])
def test_token_cannot_be_changed(name: str, canary: str) -> None:
    """A token is the identity of a tower, so it stays what it is."""
    with pytest.raises(AttributeError):
        setattr(OAuthToken(canary), name, "Somebody")


def test_token_does_not_show(canary: str) -> None:
    """It prints with name and scopes only, also inside other values and in a log."""
    token = OAuthToken(canary, username="Max", scopes=["follows:read", "data:read"], refresh=renew)
    assert repr(token) == "OAuthToken(***, username='Max', scopes=['data:read', 'follows:read'])"
    shown = [str(token), f"{token}", repr([{1: token}]), "%s %r" % (token, token.token)]  # noqa: UP031
    shown += [repr(getattr(token, name)) for name in dir(token) if not name.startswith("_")]
    with everything_said() as said:
        logging.getLogger("somebody").warning("using %s and %r", token, token.secret)
        assert_unseen(canary, [*said(), *shown])
    assert not hasattr(token, "__dict__")


def test_token_refuses_to_pickle(canary: str) -> None:
    """A token does not end up in a file or in another process."""
    error = error_from(TypeError, pickle.dumps, OAuthToken(canary))
    assert canary not in str(error)


def test_copy_of_a_token_is_equal(canary: str) -> None:
    """A program may copy the settings in which a token lies."""
    token = OAuthToken(canary, username="Max", scopes=["a"])
    assert copy.deepcopy(token) == copy.copy(token) == token


@pytest.mark.parametrize("text", [*BAD_KEYS.values(), *UNENCODABLE.values()], ids=[*BAD_KEYS, *UNENCODABLE])
def test_bad_token_is_refused_without_being_shown(text: Any) -> None:
    """A token that cannot be right is a ConfigurationError that names the parameter and does not show the value."""
    error = error_from(ConfigurationError, OAuthToken, text)
    assert str(error).startswith("token ")
    if text:
        assert_unseen("Canary" if isinstance(text, str) else str(text), everything_shown_by(error))


@pytest.mark.parametrize("name", [None, 5, b"Tester", "Max\nMilyin", *UNENCODABLE.values()], ids=repr)
def test_bad_username_is_refused_without_showing_the_token(name: Any, canary: str) -> None:
    """A name that cannot be right is a ConfigurationError, and no frame has the token."""
    error = error_from(ConfigurationError, OAuthToken, canary, username=name)
    assert str(error).startswith("username ")
    assert_unseen(canary, everything_shown_by(error))


@pytest.mark.parametrize("place", ["scopes", "refresh"])
def test_token_in_a_wrong_place_is_not_shown(place: str, canary: str) -> None:
    """A refresh token in place of the callable, or a token in place of scopes, is refused and not shown."""
    options: dict[str, Any] = {place: canary}
    error = error_from(ConfigurationError, OAuthToken, "a-token", **options)
    assert str(error).startswith(f"{place} must be ")
    assert_unseen(canary, everything_shown_by(error))


@pytest.mark.parametrize("scopes", ["data:read", b"data:read", 5, [5], [""], ["data:read follows:read"], ["a\n"]])
def test_scopes_that_are_none_are_refused(scopes: Any, canary: str) -> None:
    """Text in place of a list, and anything that is no scope, is a ConfigurationError."""
    error = error_from(ConfigurationError, OAuthToken, canary, scopes=scopes)
    assert str(error).startswith("scopes must be a list of texts")
    assert_unseen(canary, everything_shown_by(error))


@pytest.mark.parametrize("problem", [LookupError, KeyboardInterrupt])
def test_scopes_that_raise_show_no_token(problem: type[BaseException], canary: str) -> None:
    """An iterator that raises is no list of scopes, a stop signal goes on, and no frame has the token."""

    def scopes() -> Iterator[str]:
        yield "data:read"
        raise problem(1)

    expected = ConfigurationError if issubclass(problem, Exception) else problem
    error = error_from(expected, OAuthToken, canary, scopes=scopes())
    assert_unseen(canary, everything_shown_by(error))


@pytest.mark.parametrize("kind", [OAuthToken, Credentials])
def test_half_built_object_can_be_shown(kind: type[object]) -> None:
    """A subclass that raises before all is set is in a traceback with locals."""

    class Half(kind):  # type: ignore[misc, valid-type]  # each of the two
        def __init__(self) -> None:
            raise LookupError

    error = error_from(LookupError, Half)
    assert "<Half, not built>" in "".join(everything_shown_by(error))


def test_client_of_a_token_does_not_show_it(canary: str) -> None:
    """A client prints with the name of the token's owner; nothing that it is made of shows the token."""
    ra = Client(OAuthToken(canary, username="Max"), transport=MemoryTransport([]))
    assert "'Max'" in repr(ra)
    assert_unseen(canary, [repr(ra), str(ra), repr(vars(ra)), repr([vars(ra._shared), *ra._stacks.values()])])


def test_wrong_option_beside_a_good_token_does_not_show_it(canary: str) -> None:
    """A wrong option raises an error in whose locals the token does not show."""
    error = error_from(ConfigurationError, Client, OAuthToken(canary), base_url="http://example.org")
    assert_unseen(canary, everything_shown_by(error))

"""The search for a key finds one where there is one."""

from __future__ import annotations

import asyncio
import logging
import warnings
from typing import Any

import pytest

from tests.faults.leaks import assert_unseen, error_of, everything_said, everything_shown_by


@pytest.fixture(autouse=True)
def _nothing_unnoticed() -> None:
    """Here an exception is left unnoticed on purpose."""


async def _with_a_local(key: str) -> None:
    address = f"https://example.org/?y={key}"
    raise ValueError(len(address))


async def _with_a_cause(key: str) -> None:
    error = ValueError("hidden")
    error.__cause__ = KeyError(key)
    del key
    raise error


async def _with_a_hidden_context(key: str) -> None:
    error = ValueError("hidden")
    error.__context__ = KeyError(key)
    error.__suppress_context__ = True
    del key
    raise error


async def _with_an_attribute(key: str) -> None:
    error = ValueError("hidden")
    error.request = key  # type: ignore[attr-defined]
    del key
    raise error


async def _with_a_message(key: str) -> None:
    message = f"quoted as a%20b%26{key}"
    del key
    raise ValueError(message)


@pytest.mark.parametrize(
    "leak", [_with_a_local, _with_a_cause, _with_a_hidden_context, _with_an_attribute, _with_a_message]
)
async def test_key_in_an_error_is_found(leak: Any, canary: str) -> None:
    """A message, an attribute, a local of a frame, a cause and a context are all looked at."""
    error = await error_of(leak(canary))
    assert error is not None
    with pytest.raises(AssertionError, match="the key is seen"):
        assert_unseen(canary, everything_shown_by(error))


async def test_error_without_the_key_is_fine(canary: str) -> None:
    """The search itself does not put a key in front of itself."""

    async def fail() -> None:
        raise ValueError("nothing to see")

    error = await error_of(fail())
    assert error is not None
    assert_unseen(canary, everything_shown_by(error))


@pytest.mark.parametrize("spelling", ["a&b c/ü", "a%26b%20c/%C3%BC", "a%26b+c%2F%C3%BC", r"a&b c/\xfc"])
def test_key_in_another_spelling_is_found(spelling: str) -> None:
    """Quoted for a URL or escaped for Python, it is the same key."""
    with pytest.raises(AssertionError, match="the key is seen"):
        assert_unseen("a&b c/ü", [f"before {spelling} after"])


def test_key_in_a_log_or_a_warning_is_found(canary: str) -> None:
    """Every logger at every level and every warning is heard."""
    with everything_said() as said:
        logging.getLogger("somebody.else").debug("sending %s", canary)
        logging.getLogger("another").error("failed", exc_info=ValueError(canary))
        warnings.warn(f"unclosed {canary}", ResourceWarning, stacklevel=1)
        texts = said()
    assert sum(canary in text for text in texts) >= 3


async def test_key_in_what_asyncio_says_is_found(canary: str) -> None:
    """An exception that nobody retrieved is complained about when it is collected, and that is heard."""

    async def fail() -> None:
        raise ValueError(canary)

    with everything_said() as said:
        task = asyncio.create_task(fail())
        await asyncio.wait({task})
        del task
        texts = said()
    assert any("never retrieved" in text and canary in text for text in texts)

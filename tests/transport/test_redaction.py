"""The log of httpx2 and of the library beneath it, which tell the headers of answers at DEBUG."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import httpcore2
import pytest

from retroach_async import Client, Credentials
from retroach_async.secret import Secret
from retroach_async.transport.httpx2 import _LOGGERS, Httpx2Transport
from retroach_async.transport.redaction import Redaction
from tests.faults.leaks import assert_unseen, error_of, everything_said
from tests.faults.server import Behaviour, FaultServer, answer, head, raw, raw_then_silence

NAME = "tests.redaction"


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """A library's logger at its most talkative."""
    logger = logging.getLogger(NAME)
    logger.setLevel(logging.DEBUG)
    yield logger
    logger.setLevel(logging.NOTSET)


def test_record_with_a_key_is_told_without_it(logger: logging.Logger, canary: str) -> None:
    """Message, arguments and exception of a record lose the key, the rest of the message stays."""
    with everything_said() as said, Redaction(NAME).of(Secret(canary)):
        logger.error("location %r, %s", f"?y={canary}&i=1", b"bytes", exc_info=LookupError(canary))
    assert_unseen(canary, said())
    assert f"{NAME} location '?y=***&i=1', b'bytes' ()" in said()


def test_record_without_a_key_is_left_alone(logger: logging.Logger, canary: str) -> None:
    """A record that holds no key is logged as it is, with its arguments."""
    with everything_said() as said, Redaction(NAME).of(Secret(canary)):
        logger.debug("%s of %d", "half", 2)
    assert f"{NAME} half of 2 ('half', 2)" in said()


def test_filter_is_gone_after_the_last_request(logger: logging.Logger, canary: str) -> None:
    """The logger is as it was when nothing is on its way any more, also after an exception."""
    before, redaction = list(logger.filters), Redaction(NAME)

    def interrupted() -> None:
        with redaction.of(Secret(canary)), redaction.of(Secret("another-key")):
            assert len(logger.filters) == len(before) + 1
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert logger.filters == before


def test_key_is_kept_out_until_its_last_request_is_over(logger: logging.Logger, canary: str) -> None:
    """Of two requests with one key, the end of the first does not show the key of the second."""
    redaction = Redaction(NAME)
    first, second = redaction.of(Secret(canary)), redaction.of(Secret(canary))
    with everything_said() as said:
        with first, second:
            pass
        with first:
            with second:
                pass
            logger.debug("y=%s", canary)
    assert_unseen(canary, said())
    assert f"{NAME} y=*** ()" in said()


def test_every_logger_of_the_library_beneath_is_known() -> None:
    """No module of httpcore2 logs under a name that the transport does not watch."""
    files = Path(httpcore2.__file__).parent.rglob("*.py")
    names = {name for file in files for name in re.findall(r'getLogger\("([^"]+)"\)', file.read_text(encoding="utf-8"))}
    assert names
    assert names <= set(_LOGGERS)


REPEATING = {
    "redirect": answer(302, {}, Location="https://elsewhere.example/?y={key}"),
    "header": answer(400, {}, X_Asked="y={key}"),
    "cookie": answer(200, {"1": 5}, Set_Cookie="y={key}"),
    "malformed head": raw(b"HTTP/1.1 200 OK\r\ny={key}\r\n\r\n"),
    "reason": raw(b"HTTP/1.1 400 y={key}\r\nContent-Length: 0\r\n\r\n"),
}


def _with_key(behaviour: Behaviour, key: str) -> Behaviour:
    """The behaviour, with the key where its bytes have a hole."""

    async def behave(exchange: object) -> None:
        class Filled:
            request = exchange.request  # type: ignore[attr-defined]
            hang_up = staticmethod(exchange.hang_up)  # type: ignore[attr-defined]

            @staticmethod
            async def say(*parts: bytes) -> None:
                await exchange.say(*(part.replace(b"{key}", key.encode()) for part in parts))  # type: ignore[attr-defined]

        await behaviour(Filled)  # type: ignore[arg-type]

    return behave


@pytest.mark.parametrize("behaviour", REPEATING.values(), ids=REPEATING)
async def test_server_that_repeats_the_key_brings_it_into_no_log(behaviour: Behaviour, canary: str) -> None:
    """Wherever a server repeats the key, no line that httpx2 logs shows it."""
    credentials = Credentials("Tester", canary)
    async with FaultServer(_with_key(behaviour, canary)) as server:
        with everything_said() as said:
            transport = Httpx2Transport()
            async with Client(credentials, base_url=server.url, transport=transport, retry=None) as ra:
                await error_of(ra.get_achievement_distribution(1))
            await transport.aclose()
        assert any("httpcore2" in text for text in said())
        assert_unseen(canary, said())


async def test_cancelled_request_leaves_no_filter_behind(canary: str) -> None:
    """After a cancellation the loggers are as they were."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [list(logger.filters) for logger in loggers]
    transport = Httpx2Transport()
    async with (
        FaultServer(raw_then_silence(head(200, 500))) as server,
        Client(Credentials("Tester", canary), base_url=server.url, transport=transport) as ra,
    ):
        call = asyncio.create_task(ra.get_achievement_distribution(1))
        await server.received(1)
        assert [list(logger.filters) for logger in loggers] != before
        call.cancel()
        await asyncio.wait({call})
        await transport.aclose()
    assert [list(logger.filters) for logger in loggers] == before

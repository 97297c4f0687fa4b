"""Every fault of the wire, through every transport and every JSON reader, comes to what was promised."""

from __future__ import annotations

import asyncio
import itertools
import logging
import re

import orjson
import pytest
from attrs import frozen

from retroach_async import Client, Credentials, RetroachError, RetryPolicy, TlsFailed, Transport
from retroach_async.clock import SystemClock
from retroach_async.testing import FakeClock
from retroach_async.wire import json
from tests.faults.fault import Fault
from tests.faults.leaks import assert_unseen, error_of, everything_said, everything_shown_by
from tests.faults.places import PROXY_PASSWORD, TRANSPORTS, Reached, reached, unresolvable
from tests.faults.rows import FAULTS
from tests.faults.server import FaultServer

READERS = {"standard": json.standard_loads, "orjson": orjson.loads}


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The JSON reader in use; with the standard library's, asyncio is in debug mode as well."""
    name: str = request.param
    monkeypatch.setattr(json, "default_loads", READERS[name])
    return name


@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize("fault", FAULTS, ids=[fault.id for fault in FAULTS])
async def test_fault_comes_to_what_was_promised(
    fault: Fault, transport: str, reader: str, canary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The promised outcome after the promised attempts, no trace of the key anywhere, and nothing left behind."""
    loop = asyncio.get_running_loop()
    if reader == "standard":
        loop.set_debug(True)
        loop.slow_callback_duration = 0.0  # so that every callback is logged, with the task it belongs to
    monkeypatch.setattr(loop, "getaddrinfo", unresolvable)
    clock = FakeClock(auto=not fault.is_silent)
    with everything_said() as said:
        async with reached(fault) as there:
            async with (
                TRANSPORTS[transport](there.needs) as carrier,
                _client(fault, canary, there, carrier, clock) as ra,
            ):
                met = await _meet(fault, ra, there.server, clock)
            assert there.server is None or await there.server.everybody_gone()
        texts = said()
    passes = fault.error is None or (fault.may_pass and met.error is None)
    if passes:
        assert met.error is None
        assert met.values == [fault.value]
    else:
        assert isinstance(met.error, RetroachError)
        _assert_promised(met.error, fault)
        texts += everything_shown_by(met.error)
    assert_unseen(canary, texts)
    assert_unseen(PROXY_PASSWORD, texts)
    assert [text for text in texts if re.search("Unclosed|never (awaited|retrieved)", text)] == []
    attempts = ra.stats.attempts
    is_open = isinstance(fault.error, tuple) or fault.may_pass
    assert attempts <= fault.attempts if is_open else attempts == fault.attempts
    if there.server is not None:
        assert len(there.server.requests) == (0 if fault.error is TlsFailed else attempts)
    if fault.waits is not None:
        assert fault.waits[0] <= met.seconds <= fault.waits[1]


@frozen
class Met:
    """The outcome of a call."""

    error: BaseException | None
    values: list[object]
    seconds: float
    """The time that the call took, by the made-up clock."""


def _client(fault: Fault, key: str, there: Reached, carrier: Transport, clock: FakeClock) -> Client:
    return Client(
        Credentials("Tester", key),
        base_url=there.url,
        transport=carrier,
        timeout=fault.timeouts,
        clock=SystemClock() if fault.in_real_time else clock,
        retry=RetryPolicy(attempts=2, first_wait=0.001) if fault.in_real_time else RetryPolicy(),
    )


async def _meet(fault: Fault, ra: Client, server: FaultServer | None, clock: FakeClock) -> Met:
    """Make the call, and let time pass when nothing else would end it."""
    values: list[object] = []
    seconds: list[float] = []

    async def call() -> None:
        try:
            values.append(await fault.call(ra))
        finally:
            seconds.append(clock.monotonic())

    async def let_time_pass() -> None:
        for count in itertools.count(1):
            if server is not None:
                await server.received(count)
            await clock.advance(60.1)  # longer than an attempt may take
            await clock.advance(3)  # longer than the wait after it

    time = asyncio.create_task(let_time_pass()) if fault.is_silent else None
    error = await error_of(call())
    if time is not None:
        time.cancel()
        await asyncio.wait({time})
    return Met(error, values, seconds[0])


def _assert_promised(error: RetroachError, fault: Fault) -> None:
    """The class is exact, and the error knows and says what it should."""
    assert isinstance(fault.error, tuple) or type(error) is fault.error
    assert error.attempts <= fault.attempts
    assert re.search(fault.says, str(error)), str(error)
    for name, value in fault.facts.items():
        assert getattr(error, name) == value, name
    assert error.query is not None
    assert len(str(error)) < 500


def test_every_row_of_the_wire_is_there() -> None:
    """No promise about the wire is without a fault that tests it."""
    rows = {fault.row for fault in FAULTS}
    elsewhere = {15, 16, 24, 25, 26, 27, 40, 45}  # the models' tests, the throttle's, and the one below
    assert rows | elsewhere == set(range(1, 51))
    assert len({fault.id for fault in FAULTS}) == len(FAULTS)


def test_logging_is_not_set_up_by_the_library() -> None:
    """A library adds no handler that writes and sets no level."""
    logger = logging.getLogger("retroach_async")
    assert logger.level == logging.NOTSET
    assert all(isinstance(handler, logging.NullHandler) for handler in logger.handlers)

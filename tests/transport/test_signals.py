"""Exceptions of the program's end, such as a signal handler raises, in the middle of an exchange."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from retroach_async import Client, Credentials
from retroach_async.transport.aiohttp import AiohttpTransport
from retroach_async.transport.httpx2 import Httpx2Transport
from tests.faults.leaks import assert_unseen

ENDS: dict[str, Callable[[], BaseException]] = {
    "SIGTERM": lambda: SystemExit(143),
    "Ctrl-C": KeyboardInterrupt,
    "another": lambda: GeneratorExit("of somebody else"),
}


class _Interrupted:
    """An HTTP library in whose frames, with the URL in a local, the exception is raised."""

    def __init__(self, end: BaseException) -> None:
        self._end = end

    closed = False

    async def get(self, url: Any, **options: Any) -> Any:
        """Be interrupted while an exception is handled that holds the URL."""
        asked = f"{url} {options}"
        self._end.__context__ = LookupError(asked)  # as it is when a handler runs beside an exception
        raise self._end

    async def handle_async_request(self, request: Any) -> Any:
        """Be interrupted in the same way."""
        await self.get(request.url, headers=request.headers)


def _shown(error: BaseException) -> list[str]:
    texts = [repr(error), repr(error.args)]
    for each in (error, error.__context__, error.__cause__):
        if each is not None:
            trace = traceback.TracebackException(type(each), each, each.__traceback__, capture_locals=True)
            texts.append("".join(trace.format()))
    return texts


async def _interrupted(transport: Any, credentials: Credentials, **options: Any) -> BaseException:
    async with Client(credentials, base_url="http://127.0.0.1:9", transport=transport, retry=None, **options) as ra:
        try:  # not in a task, because the event loop would stop
            await ra.get_achievement_distribution(1)
        except BaseException as stop:  # noqa: BLE001  it is what the test looks at
            return stop
    raise AssertionError("not interrupted")


def _transport(kind: str, end: BaseException) -> Any:
    library: Any = _Interrupted(end)
    return AiohttpTransport(lambda: library) if kind == "aiohttp" else Httpx2Transport(library)


@pytest.mark.parametrize("key_in", ["query", "header"])
@pytest.mark.parametrize("kind", ["aiohttp", "httpx2"])
@pytest.mark.parametrize("make", ENDS.values(), ids=ENDS)
async def test_end_of_the_program_brings_no_frame_with_the_key(
    make: Callable[[], BaseException], kind: str, key_in: str, credentials: Credentials, canary: str
) -> None:
    """The very exception comes out, without the frames, the context and the cause that it had in the library."""
    end = make()
    caught = await _interrupted(_transport(kind, end), credentials, key_in=key_in)
    assert caught is end
    assert caught.__context__ is None
    assert caught.__cause__ is None
    assert_unseen(canary, _shown(caught))


@pytest.mark.parametrize("kind", ["aiohttp", "httpx2"])
async def test_cancellation_with_the_key_in_its_frames_is_cleaned_as_well(
    kind: str, credentials: Credentials, canary: str
) -> None:
    """A cancellation that surfaces in the library is the caller's own, with its message."""
    end = asyncio.CancelledError("of the caller")
    caught = await _interrupted(_transport(kind, end), credentials)
    assert caught.args == ("of the caller",)
    assert_unseen(canary, _shown(caught))

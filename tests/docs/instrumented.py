"""The settings on the page about secrets do what it says: `pytest tests/docs/instrumented.py`.

It needs the tools themselves, so it is no part of the usual run: OpenTelemetry with its instrumentation of
aiohttp, Sentry's SDK, and httpx. Each check also makes sure that without the settings the key would be seen;
when a tool has mended that, the page can become shorter.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import httpx
import httpx2
import pytest
import sentry_sdk
from opentelemetry import trace
from opentelemetry.instrumentation.aiohttp_client import AioHttpClientInstrumentor
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from retroach_async import Client, Credentials
from retroach_async.transport.site import KeyPlace
from tests.docs.snippets import checked
from tests.faults.leaks import error_of
from tests.faults.server import FaultServer, answer, raw

EXPORTER = InMemorySpanExporter()
PROVIDER = TracerProvider()
PROVIDER.add_span_processor(SimpleSpanProcessor(EXPORTER))
trace.set_tracer_provider(PROVIDER)


@pytest.fixture
def _nothing_left_open() -> None:
    """Sentry's own threads end with the process."""


async def call(credentials: Credentials, *script: Any, key_in: KeyPlace = "query") -> None:
    """Make one call that succeeds, or fails, and say nothing of it."""
    async with (
        FaultServer(*script) as server,
        Client(credentials, base_url=server.url, key_in=key_in, retry=None) as ra,
    ):
        await error_of(ra.get_achievement_distribution(7))


# OpenTelemetry


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """The spans that the instrumentation has recorded since the test began."""
    EXPORTER.clear()
    yield EXPORTER
    AioHttpClientInstrumentor().uninstrument()


def recorded(spans: InMemorySpanExporter) -> str:
    """Everything that would be sent to a collector; there must be something."""
    finished = spans.get_finished_spans()
    assert finished
    return "".join(span.to_json() for span in finished)


async def test_opentelemetry_records_the_key_by_itself(
    spans: InMemorySpanExporter, credentials: Credentials, canary: str
) -> None:
    """Without settings the address of a span holds the key."""
    AioHttpClientInstrumentor().instrument()
    await call(credentials, answer())
    assert canary in recorded(spans)


async def test_opentelemetry_with_the_filter_records_no_key(
    spans: InMemorySpanExporter, credentials: Credentials, canary: str
) -> None:
    """With the filter of the page the address of a span holds no key."""
    exec(checked("opentelemetry").compile(), {})
    await call(credentials, answer())
    assert canary not in recorded(spans)


async def test_opentelemetry_with_the_filter_records_an_exception_with_the_key(
    spans: InMemorySpanExporter, credentials: Credentials, canary: str
) -> None:
    """The filter does not reach the text of an exception, as the page says."""
    exec(checked("opentelemetry").compile(), {})
    await call(credentials, raw(b"this is not HTTP\r\n\r\n"))
    assert canary in recorded(spans)


@pytest.mark.parametrize("behaviour", [answer(), raw(b"this is not HTTP\r\n\r\n")], ids=["good", "malformed"])
async def test_opentelemetry_records_no_key_that_travels_in_a_header(
    behaviour: Any, spans: InMemorySpanExporter, credentials: Credentials, canary: str
) -> None:
    """With the key in a header nothing needs to be filtered, not even when the call fails."""
    AioHttpClientInstrumentor().instrument()
    await call(credentials, behaviour, key_in="header")
    assert canary not in recorded(spans)


async def test_opentelemetry_leaves_out_an_excluded_site(
    spans: InMemorySpanExporter, credentials: Credentials, canary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the variable of the page there are no spans of the site at all."""
    name, value = re.findall(r"export (\w+)=(\S+)", checked("opentelemetry-excluded").text)[0]
    monkeypatch.setenv(name, f"{value},127.0.0.1")
    AioHttpClientInstrumentor().instrument()
    await call(credentials, raw(b"this is not HTTP\r\n\r\n"))
    assert spans.get_finished_spans() == ()


# Sentry


class _Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.texts.append(envelope.serialize().decode())


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Kept]:
    """The things that the SDK sends, with every trace taken and the rest as the settings say."""
    kept, init = _Kept(), sentry_sdk.init

    def init_here(**options: Any) -> None:
        init(**options | {"transport": kept, "traces_sample_rate": 1.0})

    monkeypatch.setattr(sentry_sdk, "init", init_here)
    sentry_sdk.get_isolation_scope().clear()  # of what other tests did
    yield kept
    init()


async def call_and_report(credentials: Credentials, key_in: KeyPlace = "query") -> None:
    """Make a call within a trace, and report an error of the program after it."""
    with sentry_sdk.start_transaction(name="job"):
        await call(credentials, answer(), key_in=key_in)
        sentry_sdk.capture_exception(ValueError("something else went wrong"))
    sentry_sdk.flush()


def reported(sent: _Kept) -> str:
    """Everything that was sent: an error and a trace, both with traces of the request."""
    text = "".join(sent.texts)
    assert '"type":"event"' in text
    assert '"type":"transaction"' in text
    assert text.count("API_GetAchievementDistribution.php") >= 2
    return text


async def test_sentry_records_the_key_by_itself(sent: _Kept, credentials: Credentials, canary: str) -> None:
    """Without settings breadcrumbs and spans hold the key."""
    sentry_sdk.init(dsn="https://public@sentry.example.org/1")
    await call_and_report(credentials)
    assert canary in reported(sent)


async def test_sentry_with_the_settings_records_no_key(sent: _Kept, credentials: Credentials, canary: str) -> None:
    """With the settings of the page neither errors nor traces hold the key."""
    exec(checked("sentry").compile(), {})
    await call_and_report(credentials)
    assert canary not in reported(sent)


async def test_sentry_records_no_key_that_travels_in_a_header(
    sent: _Kept, credentials: Credentials, canary: str
) -> None:
    """With the key in a header nothing needs to be taken out."""
    sentry_sdk.init(dsn="https://public@sentry.example.org/1")
    await call_and_report(credentials, key_in="header")
    assert canary not in reported(sent)


# httpx


@pytest.fixture
def log_of_httpx(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """The log of httpx at INFO, and its loggers as they were, afterwards."""
    loggers = [logging.getLogger(name) for name in ("httpx", "httpx2", "httpcore")]
    levels = [logger.level for logger in loggers]
    caplog.set_level(logging.INFO)
    yield caplog
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


@pytest.fixture(params=[httpx, httpx2], ids=lambda library: library.__name__)
def library(request: pytest.FixtureRequest) -> Any:
    """The library and its successor, which work alike."""
    return request.param


def request_with(canary: str, library: Any) -> None:
    """One request with a key in its query."""
    transport = library.MockTransport(lambda _: library.Response(200, text=json.dumps({})))
    with library.Client(transport=transport) as client:
        client.get("https://retroachievements.org/API/API_GetGame.php", params={"i": "1", "y": canary})


def test_httpx_logs_the_key_by_itself(log_of_httpx: pytest.LogCaptureFixture, library: Any, canary: str) -> None:
    """At INFO the whole URL is logged."""
    request_with(canary, library)
    assert canary in log_of_httpx.text


def test_httpx_with_the_settings_logs_no_key(log_of_httpx: pytest.LogCaptureFixture, library: Any, canary: str) -> None:
    """With the settings of the page it is not."""
    exec(checked("httpx").compile(), {})
    request_with(canary, library)
    assert canary not in log_of_httpx.text

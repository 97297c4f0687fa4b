"""Dates in headers, which are UTC wherever the program runs."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from retroach_async import Reply

NOW = 1_700_000_000.0
"""2023-11-14 22:13:20 UTC."""


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Tokyo", "Asia/Kathmandu"])
def _zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in some part of the world."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


DATES = {
    "RFC 9110": "Tue, 14 Nov 2023 22:13:50 GMT",
    "asctime": "Tue Nov 14 22:13:50 2023",
    "RFC 850": "Tuesday, 14-Nov-23 22:13:50 GMT",
    "minus zero": "Tue, 14 Nov 2023 22:13:50 -0000",
    "plus zero": "Tue, 14 Nov 2023 22:13:50 +0000",
    "no zone": "Tue, 14 Nov 2023 22:13:50",
    "UTC": "Tue, 14 Nov 2023 22:13:50 UTC",
    "another zone": "Tue, 14 Nov 2023 17:13:50 -0500",
}


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("text", DATES.values(), ids=DATES)
def test_date_is_the_same_everywhere(text: str) -> None:
    """A wait until a date is 30 seconds in every zone, whatever form the date has."""
    assert Reply(429, {"retry-after": text}).seconds_to_wait(NOW) == 30.0


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize("text", DATES.values(), ids=DATES)
def test_date_of_the_server_is_the_same_everywhere(text: str) -> None:
    """The answer's own date, in any form, is what the wait is measured by."""
    headers = {"retry-after": "Tue, 14 Nov 2023 22:14:00 GMT", "date": text}
    assert Reply(429, headers).seconds_to_wait(0.0) == 10.0


@pytest.mark.parametrize("text", ["tomorrow", "Tue, 99 Nov 2023 22:13:50 GMT", "0000-00-00", "", "-5"])
def test_text_that_is_no_date_is_no_wait(text: str) -> None:
    """A text that makes no sense is as good as nothing."""
    assert Reply(429, {"retry-after": text}).seconds_to_wait(NOW) is None

"""An emulator of one's own to change, and everything that it then shows."""

from __future__ import annotations

import pytest

from retroach_async.emulator import Emulator
from retroach_async.testing import FakeClock
from tests.emulator.living.shown import Shown


@pytest.fixture
def alive(clock: FakeClock) -> Emulator:
    """An emulator whose time the test moves; it needs no start to be changed and asked."""
    return Emulator(clock=clock)


@pytest.fixture
def shown(alive: Emulator) -> Shown:
    """What its endpoints show."""
    return Shown(alive)

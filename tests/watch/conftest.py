"""A site with players, a client of it, and somebody who follows a feed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from retroach_async import Client, Credentials
from retroach_async.testing import FakeClock, MemoryTransport
from tests.watch.site import SiteModel


@pytest.fixture
def site(running_clock: FakeClock) -> SiteModel:
    """A site on which Tom and Mara play."""
    model = SiteModel(running_clock)
    model.players("Tom", "Mara")
    return model


@pytest.fixture
async def ra(site: SiteModel, credentials: Credentials, running_clock: FakeClock) -> AsyncIterator[Client]:
    """A client of the site."""
    async with Client(credentials, transport=MemoryTransport(site), clock=running_clock, retry=None) as client:
        yield client

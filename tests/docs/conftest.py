"""An emulator for the programs on the pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from retroach_async.credentials import API_KEY_VARIABLE, USERNAME_VARIABLE
from retroach_async.emulator import Emulator
from retroach_async.transport.site import BASE_URL_VARIABLE


@pytest.fixture
async def emulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> AsyncIterator[Emulator]:
    """An emulator to which every client of the block goes by itself, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    async with Emulator() as server:
        monkeypatch.setenv(BASE_URL_VARIABLE, server.base_url)
        monkeypatch.setenv(API_KEY_VARIABLE, "any-key")
        monkeypatch.setenv(USERNAME_VARIABLE, "MaxMilyin")
        yield server
    await asyncio.get_running_loop().shutdown_default_executor()  # a session reads files in a thread of the loop

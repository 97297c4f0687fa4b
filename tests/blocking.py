"""A plugin for pytest with which no test may block its event loop from within the library; for `nox -s dev`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from blockbuster import blockbuster_ctx

LOCKS = ("threading.Lock.acquire", "threading.Lock.acquire_lock")


@pytest.fixture(autouse=True)
def _nothing_blocks() -> Iterator[None]:
    # A command has nothing else to do while it reads its keys or writes a picture.
    with blockbuster_ctx("retroach_async", excluded_modules=["retroach_async.cli"]) as guard:
        for name in LOCKS:  # an executor's own, which it holds for a moment
            guard.functions[name].deactivate()
        for function in guard.functions.values():  # the schemas read their docs once, when a service is defined
            function.can_block_in("retroach_async/schemas.py", {"_classes"})
        yield

"""A slice in a worker: the calls are made as a batch, while signs of life are given."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import lru_cache
from itertools import count
from operator import attrgetter
from typing import Any

from attrs import frozen

from retroach_async.args import Args, identity
from retroach_async.batch import Batch
from retroach_async.cancellation import cancellable
from retroach_async.client import Client
from retroach_async.clock import Clock
from retroach_async.contrib.taskiq.forms import arguments_of, error_form, outcome_form
from retroach_async.endpoint import Endpoint
from retroach_async.errors import AuthenticationFailed, ClientClosed, ConfigurationError
from retroach_async.registry import endpoints_of


@frozen
class Signs:
    """Signs of life, by which the sender knows that a slice is not lost."""

    tell: Callable[[int, int], Awaitable[object]]
    """Tells the number of calls that have an outcome, and the number of the sign."""
    every: float
    """Seconds between two signs."""
    clock: Clock

    @asynccontextmanager
    async def of(self, batch: Batch[Any, Any]) -> AsyncIterator[None]:
        """Give signs inside the block, the first one at once."""
        task = asyncio.create_task(self._go_on(batch))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def _go_on(self, batch: Batch[Any, Any]) -> None:
        for sign in count(1):
            with suppress(Exception):  # a result backend that fails is no reason to end the slice
                await cancellable(self.tell(batch.completed, sign))
            await self.clock.sleep(self.every)


async def answers_to(
    client: Client, method: str, calls: Sequence[Mapping[str, Any]], signs: Signs
) -> list[dict[str, Any]]:
    """The forms of the outcomes of the calls, in their order.

    Raises `ClientClosed` when the client is closed before the last outcome, since another worker has to make the calls.
    """
    try:
        keys, options = _keys_and_options(_endpoint(method), calls)
    except ConfigurationError as error:  # every other worker of this version would say the same
        return [{"error": error_form(error)}] * len(calls)
    forms: dict[Any, dict[str, Any]] = {}
    batch = client.batch(attrgetter(method)(client), keys, **options).stop_on(AuthenticationFailed, ClientClosed)
    async with signs.of(batch):
        try:
            async with batch as outcomes:
                async for outcome in outcomes:
                    forms[identity(outcome.key)] = outcome_form(outcome)
        except AuthenticationFailed as error:
            refused = {"error": error_form(error)}
            return [forms.get(identity(key), refused) for key in keys]
    return [forms[identity(key)] for key in keys]


def _endpoint(method: str) -> Endpoint:
    """The endpoint of a method; nothing else of a client can be called from outside."""
    endpoint = _endpoints().get(method)
    if endpoint is None:
        raise ConfigurationError(f"the worker has another version: it knows no method {method}")
    return endpoint


@lru_cache
def _endpoints() -> Mapping[str, Endpoint]:
    return {endpoint.name: endpoint for endpoint in endpoints_of(Client)}


def _keys_and_options(endpoint: Endpoint, calls: Sequence[Mapping[str, Any]]) -> tuple[list[Any], dict[str, Any]]:
    """The keys of a batch and its options; where the calls differ in more than the first argument, keys are `Args`."""
    arguments = [arguments_of(endpoint, call) for call in calls]
    first = next(iter(endpoint.arguments), "")
    others = [{name: value for name, value in each.items() if name != first} for each in arguments]
    if all(first in each for each in arguments) and all(each == others[0] for each in others):
        return [each[first] for each in arguments], others[0]  # so that V2 is asked for many ids at once
    return [Args(**each) for each in arguments], {}

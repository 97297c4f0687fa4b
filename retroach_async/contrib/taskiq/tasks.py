"""Batches whose slices are tasks of a broker."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any, Concatenate, ParamSpec, Self, TypeVar, overload

from taskiq import AsyncBroker, Context, TaskiqDepends, TaskiqEvents, TaskiqState
from taskiq.acks import AcknowledgeType
from taskiq.depends.progress_tracker import TaskProgress, TaskState
from taskiq.exceptions import NoResultError
from taskiq.result_backends.dummy import DummyResultBackend

from retroach_async.batch import Args, Batch, KeyedCall
from retroach_async.cancellation import cancellable
from retroach_async.checks import complaint
from retroach_async.client import Client
from retroach_async.clock import Clock, SystemClock
from retroach_async.contrib.taskiq.answering import Signs, answers_to
from retroach_async.contrib.taskiq.slices import RemoteCall, Rules, Slices
from retroach_async.endpoint import Endpoint
from retroach_async.errors import ConfigurationError
from retroach_async.many import ManyIds
from retroach_async.registry import endpoint_of

K = TypeVar("K")
R = TypeVar("R")
P = ParamSpec("P")


class SlicedBatch(Batch[K, R]):
    """A `Batch` whose calls are made by workers, in slices. Its concurrency is the number of slices in flight.

    All that a batch does, it does: `ordered()`, `stop_on(...)`, `collect()`, `to_file(...)`. However the block is left,
    slices in flight stay with the broker, and workers make their calls.
    """

    def __init__(
        self, slices: Slices, args: Sequence[object], options: Mapping[str, object], keys: Iterable[K], in_flight: int
    ) -> None:
        self._slices = slices
        call: KeyedCall[R] = KeyedCall(RemoteCall[R](slices), (*args,), options)
        super().__init__(call, keys, in_flight, slices)

    @property
    def answered(self) -> int:
        """The number of keys that workers have answered: those that were delivered, and those in slices in flight.

        It is for a progress bar. It may be a little too small, and it falls when a slice is lost, because the calls of
        that slice are made again.
        """
        return self.completed + self._slices.done

    async def __aenter__(self) -> Self:
        self._slices.total = -(-len(self._workers.keys) // self._slices.size)
        return await super().__aenter__()

    def _requests_for(self, keys: int) -> int:
        at_once = 1 if self._slices.endpoint.many is None else ManyIds.size
        slices, rest = divmod(keys, self._slices.size)
        return slices * -(-self._slices.size // at_once) + -(-rest // at_once)


class BatchTasks:
    """Batches on many machines: slices of a batch are tasks of a taskiq broker.

        broker = RedisStreamBroker(URL).with_result_backend(RedisAsyncResultBackend(URL))
        tasks = BatchTasks(broker, make_client)

        async with tasks.batch(Client.get_achievement_distribution, game_ids, hardcore=True) as outcomes:
            async for outcome in outcomes:
                ...

    Workers and senders make one, with the same options. A worker, `taskiq worker MODULE:broker`, opens one client when
    it starts and closes it when it ends. A sender starts the broker (`await broker.startup()`) and makes no client: it
    has no key, and none travels.

    - `broker`: any broker with a result backend; it stays yours.
    - `make_client`: a function that gives the client of a worker.
    - `slice_size`: how many keys are a slice.
    - `slices`: how many slices of a batch are in flight.
    - `attempts`: how often a slice is sent before its keys have `TemporaryFailure` for an outcome.
    - `lost_after`: seconds without a sign of life after which a slice is sent again that a worker has begun, or that
      slices behind it have overtaken. Workers give ten signs in that time, as progress in the result backend. Where a
      backend keeps no progress, it has to be longer than a slice takes.
    - `queued_at_most`: seconds after which a slice is sent again that nobody has begun, counted from the last moment
      at which any slice of the batch was heard of.
    - `name`: the name of the task. Two on one broker need two names.
    - `clock`: what to use for time; only tests give one.
    """

    def __init__(
        self,
        broker: AsyncBroker,
        make_client: Callable[[], Client],
        *,
        slice_size: int = 100,
        slices: int = 16,
        attempts: int = 3,
        lost_after: float = 60.0,
        queued_at_most: float = 600.0,
        name: str = "retroach_async:slice",
        clock: Clock | None = None,
    ) -> None:
        _check(broker, make_client, name)
        for option, number in (("slice_size", slice_size), ("slices", slices), ("attempts", attempts)):
            _refuse(option, complaint(number, least=1, whole=True))
        _refuse("lost_after", complaint(lost_after, least=0, above=True, finite=True))
        _refuse("queued_at_most", complaint(queued_at_most, least=0, above=True))
        self._broker = broker
        self._make_client = make_client
        self._rules = Rules(slice_size, attempts, lost_after, queued_at_most, clock or SystemClock())
        self._slices = slices
        self._client: Client | None = None

        async def answer(method: str, calls: Any, context: Context = TaskiqDepends()) -> Any:
            return await self._answer(method, calls, context)  # taskiq renames what it registers, and no method can be

        # A broker that hears that a slice is done when it has only been begun would not deliver it a second time.
        self._task = broker.register_task(answer, name, ack_type=AcknowledgeType.WHEN_SAVED.value)
        broker.add_event_handler(TaskiqEvents.WORKER_STARTUP, self._open)
        broker.add_event_handler(TaskiqEvents.WORKER_SHUTDOWN, self._close)

    @overload
    def batch(
        self, call: Callable[..., Awaitable[R]], keys: Iterable[Args], **kwargs: object
    ) -> SlicedBatch[Args, R]: ...
    @overload
    def batch(
        self,
        call: Callable[Concatenate[Any, K, P], Awaitable[R]],
        keys: Iterable[K],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> SlicedBatch[K, R]: ...
    def batch(
        self, call: Callable[..., Awaitable[R]], keys: Iterable[K], *args: object, **kwargs: object
    ) -> SlicedBatch[K, R]:
        """One call for many keys, made by the workers: `tasks.batch(Client.get_game, [1, 2, 3])`.

        The call is a method of the class, since a sender has no client: `Client.get_game`, `Client.v2.games.get`. Keys
        and options are as in `Client.batch`. Raises `ConfigurationError` for any other call, and for a broker without
        a result backend.
        """
        if isinstance(self._broker.result_backend, DummyResultBackend):
            raise ConfigurationError("the broker keeps no results: give it a backend, broker.with_result_backend(...)")
        slices = Slices(self._task, _endpoint(call), args, kwargs, self._rules)
        return SlicedBatch(slices, args, kwargs, keys, self._slices)

    # In a worker

    async def _open(self, _: TaskiqState) -> None:
        if self._client is not None:
            return  # a broker may be started twice
        client = self._make_client()
        if not isinstance(client, Client):
            raise ConfigurationError("make_client must be a function that gives a Client")
        self._client = await client.open()

    async def _close(self, _: TaskiqState) -> None:
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _answer(self, method: str, calls: Sequence[Mapping[str, Any]], context: Context) -> list[dict[str, Any]]:
        backend, task_id = context.broker.result_backend, context.message.task_id
        if await cancellable(backend.is_result_ready(task_id)):
            raise NoResultError  # the slice was sent twice, and another worker was faster
        if self._client is None:
            raise ConfigurationError("the worker has not started its broker: await broker.startup()")

        async def tell(done: int, sign: int) -> None:
            meta = {"done": done, "of": len(calls), "sign": sign}
            await backend.set_progress(task_id, TaskProgress(state=TaskState.STARTED, meta=meta))

        signs = Signs(tell, self._rules.sign_every, self._rules.clock)
        return await answers_to(self._client, method, calls, signs)

    def __repr__(self) -> str:
        return f"<BatchTasks {self._task.task_name!r} on {type(self._broker).__name__}>"


def _endpoint(call: object) -> Endpoint:
    endpoint = endpoint_of(call)
    if endpoint is None or getattr(call, "__self__", None) is not None:
        raise ConfigurationError("a batch of tasks takes a method of the class, such as Client.get_game")
    return endpoint


def _check(broker: object, make_client: object, name: object) -> None:
    if not isinstance(broker, AsyncBroker):
        raise ConfigurationError("broker must be a broker of taskiq, such as RedisStreamBroker(url)")
    if not callable(make_client) or isinstance(make_client, Client):
        raise ConfigurationError("make_client must be a function that gives a Client")
    if not isinstance(name, str) or not name:
        raise ConfigurationError("name must be text that is not empty")
    if name in broker.local_task_registry:
        raise ConfigurationError(f"the broker has a task {name!r} already: give another name")


def _refuse(option: str, wrong: str | None) -> None:
    if wrong:
        raise ConfigurationError(f"{option} {wrong}")

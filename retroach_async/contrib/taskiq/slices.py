"""The slices of a batch, as their sender sees them: sent, watched, and sent again when they are lost."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from copy import copy
from itertools import count
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import field, frozen, mutable
from taskiq import AsyncTaskiqDecoratedTask, AsyncTaskiqTask, TaskiqResult
from taskiq.exceptions import ResultGetError, SendTaskError

from retroach_async.args import Args
from retroach_async.cancellation import cancellable
from retroach_async.clock import Clock
from retroach_async.contrib.taskiq.forms import call_form, outcome_of
from retroach_async.endpoint import Endpoint
from retroach_async.errors import RetroachError, TemporaryFailure
from retroach_async.workers import Outcome

R = TypeVar("R")

_log = logging.getLogger("retroach_async")

_LOOK_EVERY = 0.5
"""Seconds between two looks at a slice in flight."""
_SIGNS = 10
"""The signs of life that a worker gives in the time after which its slice is taken for lost."""
_MOST_SILENCE = 30.0
"""Seconds without a sign of any worker after which there may be none."""
_FIRST_PAUSE, _LONGEST_PAUSE = 3.0, 10.0
"""Seconds before a slice that failed is sent again; each pause is twice as long as the one before."""


@frozen
class Rules:
    """The rules by which slices are sent, and taken for lost."""

    slice_size: int
    attempts: int
    lost_after: float
    queued_at_most: float
    clock: Clock

    @property
    def sign_every(self) -> float:
        """Seconds between two signs of life."""
        return self.lost_after / _SIGNS

    @property
    def most_silence(self) -> float:
        """Seconds without a sign of any worker after which it is asked whether there is one."""
        return max(_MOST_SILENCE, self.lost_after / 2)  # signs that are rarely given are rarely missed


_Call: TypeAlias = tuple[Any, Sequence[object], Mapping[str, object]]
"""A key, and the arguments of its call by position and by name."""


@mutable(eq=False)
class _Slice:
    """A slice in flight."""

    calls: list[dict[str, Any]]
    task_id: str
    number: int
    """Its place among the slices of the batch, from 1."""
    sent_at: float = field(default=0.0, init=False)
    sign: object = field(default=None, init=False)
    """The last sign of life that a worker gave."""
    seen_at: float | None = field(default=None, init=False)
    """The moment at which it was seen; None as long as nobody has begun the slice since it was sent."""
    overtaken_at: float | None = field(default=None, init=False)
    """The moment at which a slice that was sent later was seen to have begun; None as long as there is none."""
    done: int = field(default=0, init=False)
    """The number of calls that had an outcome at the last sign."""


class _Failed(Exception):
    """The task of a slice has ended, but not with answers."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Slices:
    """The slices of one batch, each a way to make its call for many keys at once.

    A slice that is sent again keeps its id until its task has ended. So there is one result, of whichever worker ends
    first, and a worker that begins later finds it and makes no call.
    """

    def __init__(
        self,
        task: AsyncTaskiqDecoratedTask[Any, Any],
        endpoint: Endpoint,
        args: Sequence[object],
        options: Mapping[str, object],
        rules: Rules,
    ) -> None:
        self.size = rules.slice_size
        self.total = 0
        """The number of slices of the batch."""
        self.endpoint = endpoint
        self._task = task
        self._args = args
        self._options = options
        self._rules = rules
        self._clock = rules.clock
        self._in_flight: set[_Slice] = set()
        self._numbers = count(1)
        self._has_warned = False
        self._heard_at = 0.0
        self._begun_until = 0.0
        """The moment at which the latest slice was sent of those that have begun."""

    @property
    def done(self) -> int:
        """The number of keys in slices in flight that had an outcome at the last look."""
        return sum(each.done for each in self._in_flight)

    async def ask(self, keys: Sequence[Any]) -> list[Outcome[Any, Any] | None]:
        """The outcome for each key."""
        return [*await self.outcomes([self._call(key) for key in keys])]

    def _call(self, key: object) -> _Call:
        if isinstance(key, Args):
            return key, (*key.args, *self._args), {**self._options, **key.kwargs}
        return key, (key, *self._args), self._options

    async def outcomes(self, calls: Sequence[_Call]) -> list[Outcome[Any, Any]]:
        """The outcome of each call. One that could not be asked anywhere is not sent."""
        outcomes: dict[int, Outcome[Any, Any]] = {}
        forms: dict[int, dict[str, Any]] = {}
        for place, (key, args, options) in enumerate(calls):
            try:
                forms[place] = call_form(self.endpoint, args, options)
            except (RetroachError, TypeError) as error:
                outcomes[place] = Outcome(key, error)
        try:
            answers = await self._answers([*forms.values()]) if forms else []
        except TemporaryFailure as error:
            # Each outcome has an error of its own, so that nobody's notes stand in somebody else's traceback.
            outcomes |= {place: Outcome(calls[place][0], copy(error)) for place in forms}
        else:
            for place, answer in zip(forms, answers, strict=True):
                outcomes[place] = outcome_of(calls[place][0], answer, self.endpoint)
        return [outcomes[place] for place in range(len(calls))]

    async def _answers(self, calls: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The forms of the outcomes. Raises `TemporaryFailure` when no worker gives them."""
        mine = _Slice(calls, self._task.broker.id_generator(), next(self._numbers))
        self._in_flight.add(mine)
        try:
            return await self._tried(mine)
        finally:
            self._in_flight.discard(mine)

    async def _tried(self, mine: _Slice) -> list[dict[str, Any]]:
        reason, pause = _SILENT, _FIRST_PAUSE
        for attempt in range(self._rules.attempts):
            try:
                if reason != _SILENT:
                    await self._clock.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
                task = await self._sent(mine)
                answers = await self._watched(mine, task)
            except _Failed as failure:
                reason = failure.reason
                mine.task_id, mine.sign = self._task.broker.id_generator(), None
            else:
                if answers is not None:
                    self._hear(mine)
                    return answers
                reason = _SILENT
                self._warn_of_loss(mine, is_last=attempt + 1 == self._rules.attempts)
        times = "once" if self._rules.attempts == 1 else f"{self._rules.attempts} times"
        raise TemporaryFailure(f"no worker has answered: the slice of this key was sent {times}, and {reason}")

    async def _sent(self, mine: _Slice) -> AsyncTaskiqTask[Any]:
        try:
            kicker = self._task.kicker().with_task_id(mine.task_id)
            task = await cancellable(kicker.kiq(self.endpoint.name, mine.calls))
        except SendTaskError as error:  # its texts may hold the address of the broker
            raise _Failed(f"the broker did not take it: {type(error.__cause__).__name__}") from None
        mine.sent_at, mine.seen_at, mine.overtaken_at, mine.done = self._clock.monotonic(), None, None, 0
        return task

    def _hear(self, mine: _Slice) -> None:
        """Note that a worker has told something about a slice."""
        self._heard_at = mine.seen_at = self._clock.monotonic()
        self._begun_until = max(self._begun_until, mine.sent_at)
        self._has_warned = False

    async def _watched(self, mine: _Slice, task: AsyncTaskiqTask[Any]) -> list[dict[str, Any]] | None:
        """The answers to a slice; None when nothing is heard of it any more. Raises `_Failed`."""
        while not await self._is_ready(mine, task):
            if self._is_lost(mine):
                return None
            self._warn_of_silence(mine)
            await self._clock.sleep(_LOOK_EVERY)
        try:
            return _read(await cancellable(task.get_result()), len(mine.calls))
        except ResultGetError:
            raise _Failed("its result cannot be read") from None

    def _is_lost(self, mine: _Slice) -> bool:
        now = self._clock.monotonic()
        if mine.overtaken_at is None and mine.sent_at < self._begun_until:
            mine.overtaken_at = now  # its turn in the queue is over: if nobody begins it now, somebody took it and died
        since = mine.overtaken_at if mine.seen_at is None else mine.seen_at
        if since is None:
            return now - max(mine.sent_at, self._heard_at) > self._rules.queued_at_most
        return now - since > self._rules.lost_after

    def _warn_of_loss(self, mine: _Slice, *, is_last: bool) -> None:
        rules = self._rules
        if mine.seen_at is not None:
            reason = f"its worker gave no sign for {rules.lost_after:g} s"
        elif mine.overtaken_at is not None:
            reason = f"no worker began it within {rules.lost_after:g} s after a later one"
        else:
            reason = f"no worker began it within {rules.queued_at_most:g} s"
        follows = "it is given up" if is_last else "it is sent again"
        _log.warning("slice %d of %d was lost: %s; %s", mine.number, self.total, reason, follows)

    def _warn_of_silence(self, mine: _Slice) -> None:
        """Warn once, until a worker is heard of, when there may be none."""
        silence = self._clock.monotonic() - max(mine.sent_at, self._heard_at)
        if silence >= self._rules.most_silence and not self._has_warned:
            self._has_warned = True
            question = "is one running, with the same broker and result backend?"
            _log.warning("no worker has given a sign for %.0f s; %s", silence, question)

    async def _is_ready(self, mine: _Slice, task: AsyncTaskiqTask[Any]) -> bool:
        """Tell if there is a result, and look for a sign of life where there is none."""
        try:
            if await cancellable(task.is_ready()):
                return True
            progress = await cancellable(task.get_progress())
        except Exception:  # noqa: BLE001  a backend that cannot be asked now tells nothing, and may in a moment
            return False
        if progress is not None and progress.meta != mine.sign:
            mine.sign, mine.done = progress.meta, _done(progress.meta)
            self._hear(mine)
        return False


_SILENT = "nothing more was heard of it"


def _done(meta: object) -> int:
    done = meta.get("done") if isinstance(meta, dict) else None
    return done if isinstance(done, int) else 0


def _read(result: TaskiqResult[Any], count: int) -> list[dict[str, Any]]:
    answers, error = result.return_value, result.error
    if result.is_err:
        # Only of the library's own errors it is known that they hold no secret.
        words = f": {error}" if isinstance(error, RetroachError) else ""
        raise _Failed(f"it failed with {type(error).__name__}{words}")
    if not isinstance(answers, list) or len(answers) != count:
        raise _Failed("its result has another form: has the worker another version?")
    return answers


class RemoteCall(Generic[R]):
    """A call that a worker makes."""

    def __init__(self, slices: Slices) -> None:
        self.endpoint = slices.endpoint
        self._slices = slices

    async def __call__(self, *args: object, **options: object) -> R:
        """Make the call, as a slice of its own."""
        (outcome,) = await self._slices.outcomes([(None, args, options)])
        value: R = outcome.value
        return value

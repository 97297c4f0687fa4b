"""Batches on many machines: slices of a batch are tasks of taskiq, with any broker and any result backend.

    forms        calls and outcomes as JSON-ready values
    answering    a slice in a worker: the calls are made, and a sign of life is given
    slices       a slice seen from the sender: sent, watched, and sent again when it is lost
    tasks        `BatchTasks`, which brings both sides to a broker

taskiq is the engine: it carries the messages, acknowledges them, and keeps results and progress.
"""

from __future__ import annotations

try:
    import taskiq  # noqa: F401  missed here, where it can be said what to install
except ModuleNotFoundError as missing:
    if missing.name != "taskiq":
        raise
    message = "retroach_async.contrib.taskiq needs taskiq: install retroach_async[taskiq]"
    raise ModuleNotFoundError(message, name="taskiq") from None

from retroach_async.contrib.taskiq.tasks import BatchTasks, SlicedBatch

__all__ = ["BatchTasks", "SlicedBatch"]

"""The frame of a command line: streams that can be written to, and an exit code for each way in which it may end."""

from __future__ import annotations

import sys
from collections.abc import Callable

from retroach_async.cli.exits import Exit
from retroach_async.cli.terminal import give_up, prepare_streams, say


def guarded(work: Callable[[], int]) -> int:
    """Do the work and give its exit code; a stream that fails is one line on standard error."""
    if not prepare_streams():
        say("standard output is closed")
        return Exit.FAILED
    try:
        code = work()
        sys.stdout.flush()  # here, where a failure can still be told
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):
            raise
        return Exit.OK  # rich ends so where the reader is gone
    except OSError as problem:  # the network and files have errors of their own
        give_up(sys.stdout)
        if isinstance(problem, BrokenPipeError):
            return Exit.OK  # a reader who has seen enough, such as head; a short answer does not even notice
        say(f"cannot write to standard output: {problem.strerror or problem}")
        return Exit.FAILED
    return code

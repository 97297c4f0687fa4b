"""Commands that end at a signal, whatever they are in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

PROGRAM = """
import asyncio, os, sys, time
from retroach_async.cli.signals import EndedBySignals

async def main():
    async with EndedBySignals() as ended:
        ended.last_words = lambda: "last words"
        print("ready", flush=True)
        {work}
    return 0 if ended.code is None else ended.code

sys.exit(asyncio.run(main()))
"""
HANGS = "await asyncio.get_running_loop().run_in_executor(None, os.read, 0, 1)"
"""Something that cannot be cancelled, such as the lookup of a name."""


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(("work", "words"), [("await asyncio.Event().wait()", ""), (HANGS, "retroach: last words\n")])
def test_block_ends_within_two_seconds(sent: signal.Signals, code: int, work: str, words: str) -> None:
    """A block is cancelled; what cannot be cancelled is left behind, after the last words."""
    reader, writer = os.pipe()
    program = [sys.executable, "-c", PROGRAM.format(work=work)]
    pipe = subprocess.PIPE
    with subprocess.Popen(program, stdin=reader, stdout=pipe, stderr=pipe, encoding="utf-8") as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(sent)
        _, err = process.communicate(timeout=3)
    os.close(reader)
    os.close(writer)
    assert (process.returncode, err) == (code, words)

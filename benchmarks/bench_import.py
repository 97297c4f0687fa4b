"""The cost of a start: the import of the library, and `retroach --version`, beside `import aiohttp`.

Each side is a new process of the same Python, by turns in random order. What counts is the CPU time of the process,
that of the bare interpreter included, with the modules compiled before.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile

from measuring import by_turns, ratio, rounds_asked, spread

SIDES = {
    "import aiohttp": "import aiohttp",
    "import retroach_async": "import retroach_async",
    "import retroach_async, a client, V2": (
        "import retroach_async; ra = retroach_async.Client(retroach_async.Credentials('Scott', 'key')); ra.v2.games"
    ),
    "retroach --version": "import sys; sys.argv[1:] = ['--version']; from retroach_async.__main__ import main; main()",
}
GOALS = {"import retroach_async": "0.80", "retroach --version": "1.00"}


def cpu(program: str, environment: dict[str, str]) -> float:
    """CPU milliseconds of a new process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1e3


def main() -> None:
    """Print a row for each side."""
    rounds = rounds_asked()
    with tempfile.TemporaryDirectory() as compiled:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = kept | {"PYTHONPYCACHEPREFIX": compiled}
        sides = {name: lambda program=program: cpu(program, environment) for name, program in SIDES.items()}
        for side in sides.values():
            side()  # compiles the modules
        results = by_turns(sides, rounds)
    base = results["import aiohttp"]
    print(f"CPU of a new process, {rounds} rounds; ratio to import aiohttp, with quartiles")
    print(f"{'':36}{'ms':>7}  {'ratio':22}goal")
    for name, times in results.items():
        print(f"{name:36}{spread(times).median:7.0f}  {ratio(times, base)!s:22}{GOALS.get(name, '')}")


if __name__ == "__main__":
    main()

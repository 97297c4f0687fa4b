"""Change the code in every small way, and tell which changes no test fails for: `nox -s mutation`.

mutmut makes the changes and tries each with the tests that run the changed function. It does that in copies of
one process, in which what runs only once, at import, has run already. So whatever survives is tried once more,
with all the tests of its room in a process of its own. What survives that as well must stand in
`survivors.toml`, with a reason, and nothing else may stand there.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tomllib
from pathlib import Path

from attrs import frozen

LIST = Path(__file__).with_name("survivors.toml")
ROOMS = {
    "retroach_async.wire": ("tests/wire", "tests/models", "tests/drift", "tests/test_endpoints.py", "tests/v1"),
    "retroach_async.batch": ("tests/batch", "tests/client"),
    "retroach_async": ("tests/transport", "tests/client", "tests/batch"),
}
"""Which tests speak for which modules; the first that fits."""


@frozen(order=True)
class Change:
    """One small change, told so that it is known again after others."""

    where: str
    """The module and the function."""
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.where}\n  - {self.was}\n  + {self.now}"


def mutmut(*arguments: str) -> str:
    """What a command of mutmut prints."""
    return subprocess.run(("mutmut", *arguments), check=True, capture_output=True, text=True).stdout


def survivors() -> list[str]:
    """The names that mutmut has for the changes that its tests did not fail for."""
    lines = (line.strip().rpartition(": ") for line in mutmut("results").splitlines())
    return [name for name, _, fate in lines if fate in ("survived", "no tests")]


def change(name: str) -> Change:
    """What mutmut changed under a name."""
    lines = [line for line in mutmut("show", name).splitlines() if not line.startswith(("---", "+++"))]
    was, now = (" ".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in "-+")
    module, _, function = name.rpartition("__mutmut_")[0].rpartition(".")
    # A function is x_name, a method xǁClassǁname.
    return Change(f"{module}.{function[2:].replace('ǁ', '.')}", was, now)


async def is_noticed(name: str, slots: asyncio.Semaphore) -> bool:
    """Whether a fresh process in which the change was made from the beginning fails a test of the room."""
    tests = next(tests for room, tests in ROOMS.items() if name.startswith(room))
    async with slots:
        pytest = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:retroach_async"),
            *("--timeout=20", *tests),
            cwd="mutants",
            env=os.environ | {"MUTANT_UNDER_TEST": name, "PYTHONPATH": "."},
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        return await pytest.wait() != 0


async def unnoticed(names: list[str]) -> list[Change]:
    """The changes that really survive."""
    slots = asyncio.Semaphore(os.cpu_count() or 1)
    noticed = await asyncio.gather(*(is_noticed(name, slots) for name in names))
    return sorted(change(name) for name, is_dead in zip(names, noticed, strict=True) if not is_dead)


def explained() -> dict[Change, str]:
    """The survivors that are known, and why."""
    groups = tomllib.loads(LIST.read_text("utf-8"))["survivors"]
    return {Change(**each): group["reason"] for group in groups for each in group["changes"]}


def main() -> int:
    """Run, and print the survivors that nobody explained and the explanations that nobody needs any more."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("mutants", nargs="*", help="mutmut's names or patterns of names; all without any")
    asked = parser.parse_args().mutants
    subprocess.run(("mutmut", "run", "--max-children", str(os.cpu_count() or 1), *asked), check=True)
    found, known = asyncio.run(unnoticed(survivors())), explained()
    for new in (each for each in found if each not in known):
        print(f"survives: {new}")
    stale = [] if asked else [each for each in known if each not in found]
    for each in stale:
        print(f"does not survive any more: {each}")
    print(f"{len(found)} survive, {sum(each in known for each in found)} of them for a known reason")
    return bool(stale) or any(each not in known for each in found)


if __name__ == "__main__":
    sys.exit(main())

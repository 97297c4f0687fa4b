"""Change files in every small way, and tell which changes no test fails for: `nox -s mutation -- FILE ...`.

mutmut makes the changes in a copy of the project and tries each with the tests that run the changed function, in
a fork of one process. What runs at import only has run there already, so a survivor is tried once more in a fresh
process, with all tests of its room. No more may survive in a function than `survivors.toml` explains.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from attrs import frozen

EXPLAINED = Path(__file__).with_name("survivors.toml")
ROOMS = {
    "batch": ("batch", "client"),
    "deadlines": ("transport", "client", "batch"),
    "transport": ("transport", "client", "batch"),
    "wire": ("wire", "models", "drift", "v1", "test_endpoints.py"),
}
"""The folders of the tests for a file or folder of the package; for the others the one of the same name."""

PYTEST = ("-pno:cacheprovider", "--ignore=tests/transport/test_conformance.py")
"""The conformance suite is slow, and finds what others find as well."""


@frozen
class Trial:
    """The changed files, in a folder of their own, and the tests that ought to fail."""

    folder: Path
    files: list[str]
    tests: list[str]

    def prepare(self) -> None:
        """Copy the project, with settings for mutmut."""
        for name in ("retroach_async", "tests"):
            shutil.copytree(name, self.folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy("retroach_async_pytest.py", self.folder)
        settings = {
            "source_paths": ["retroach_async"],
            "only_mutate": self.files,
            "pytest_add_cli_args": [*PYTEST, "--timeout=8"],
            "pytest_add_cli_args_test_selection": self.tests,
            "timeout_constant": 2.0,
            "timeout_multiplier": 2.0,
        }
        lines = (f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
        text = Path("pyproject.toml").read_text("utf-8")
        (self.folder / "pyproject.toml").write_text(f"{text}\n[tool.mutmut]\n{''.join(lines)}", "utf-8")

    def mutmut(self, *arguments: str) -> str:
        """The output of a command of mutmut."""
        command = ("mutmut", *arguments)
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=self.folder).stdout

    def run(self) -> None:
        """Make the changes, and try each with the tests of its function."""
        subprocess.run(("mutmut", "run", "--max-children", str(os.cpu_count())), check=True, cwd=self.folder)

    def passes(self, change: str) -> bool:
        """Run all tests in a fresh process that has a change from the beginning; true when none fails."""
        command = (sys.executable, "-m", "pytest", "-qx", *PYTEST, "--timeout=20", *self.tests)
        environment = os.environ | {"MUTANT_UNDER_TEST": change, "PYTHONPATH": "."}
        folder = self.folder / "mutants"
        return subprocess.run(command, check=False, capture_output=True, cwd=folder, env=environment).returncode == 0

    def survives(self, change: str) -> bool:
        """Try a change again; a failure counts when it comes twice, for a busy machine may fail a test as well."""
        return self.passes(change) or self.passes(change)

    def survivors(self) -> dict[str, list[str]]:
        """The changes that no test fails for, by function."""
        fates = (line.strip().rpartition(": ") for line in self.mutmut("results").splitlines())
        doubtful = [change for change, _, fate in fates if change and fate != "timeout"]
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            survive = list(pool.map(self.survives, doubtful))
        found = defaultdict(list)
        for change in (change for change, is_alive in zip(doubtful, survive, strict=True) if is_alive):
            # A function of mutmut's is module.x_name, a method module.xǁClassǁname.
            module, _, function = change.rpartition("__mutmut_")[0].rpartition(".")
            found[f"{module}.{function[2:].replace('ǁ', '.')}"].append(self.mutmut("show", change))
        return found


def tests_of(file: str) -> list[str]:
    """The tests for a file of the package."""
    room = Path(file).with_suffix("").parts[1]
    return [f"tests/{name}" for name in ROOMS.get(room, (room,))]


def explained(files: list[str]) -> Counter[str]:
    """The number of known survivors in the files, by function."""
    modules = tuple(f"{file.removesuffix('.py').replace('/', '.')}." for file in files)
    known = Counter[str]()
    for entry in tomllib.loads(EXPLAINED.read_text("utf-8"))["survivors"]:
        if entry["function"].startswith(modules):
            known[entry["function"]] += entry["count"]
    return known


def main() -> int:
    """Print each function in which another number of changes survives than is explained; fail for more."""
    parser = argparse.ArgumentParser(prog="nox -s mutation --", description=__doc__)
    parser.add_argument("files", nargs="+", help="such as retroach_async/batch.py")
    files = parser.parse_args().files
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), files, list(dict.fromkeys(test for file in files for test in tests_of(file))))
        trial.prepare()
        trial.run()
        found, known = trial.survivors(), explained(files)
    unexplained = 0
    for function in sorted(found.keys() | known.keys()):
        changes = found.get(function, [])
        unexplained += max(0, len(changes) - known[function])
        if len(changes) != known[function]:
            print(f"\n{function}: {len(changes)} survive, {known[function]} are explained", *changes, sep="\n")
    print(f"{sum(map(len, found.values()))} changes survive, {unexplained} need a test or an explanation")
    return bool(unexplained)


if __name__ == "__main__":
    sys.exit(main())

"""Checks that mypy and pyright find an error on every marked line of a program, and on no other.

The programs are misuse.py and the one that constructors.py writes. Run by `nox -s typing`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from constructors import program

MARK = re.compile(r"  # type: ignore\[[a-z, -]+\]$")
PROJECT = Path(__file__).parents[2]


def main() -> None:
    """Let both checkers read both programs; whatever they say is an error here."""
    programs = {"misuse.py": Path(__file__).with_name("misuse.py").read_text(encoding="utf-8")}
    programs["constructors.py"] = program()
    with tempfile.TemporaryDirectory() as folder:
        said = [line for name, text in programs.items() for line in complaints(Path(folder, name), text)]
    sys.exit("\n".join(said) or None)


def complaints(file: Path, text: str) -> Iterator[str]:
    """The lines on which a checker is of another opinion than the marks."""
    file.write_text(text, encoding="utf-8")
    yield from by_mypy(file)
    lines = text.splitlines()
    file.write_text("\n".join(MARK.sub("", line) for line in lines), encoding="utf-8")
    marked, found = {number for number, line in enumerate(lines, 1) if MARK.search(line)}, by_pyright(file)
    for number in sorted(marked ^ found):
        what = "sees no error" if number in marked else "sees an error"
        yield f"{file.name}:{number}: pyright {what}: {lines[number - 1].strip()}"
    print(f"{file.name}: {len(marked & found)} of {len(marked)} wrong calls are errors")


def by_mypy(file: Path) -> list[str]:
    """Every line of what mypy says: it knows the marks, and in strict mode it complains of those without an error."""
    command = [sys.executable, "-m", "mypy", "--no-warn-unreachable", "--no-error-summary", str(file)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=PROJECT).stdout.splitlines()


def by_pyright(file: Path) -> set[int]:
    """The lines in which pyright sees an error; it must not see the marks, which it would obey."""
    command = ["pyright", "--outputjson", "--pythonpath", sys.executable, str(file)]
    said = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=file.parent)
    errors = [each for each in json.loads(said.stdout)["generalDiagnostics"] if each["severity"] == "error"]
    return {each["range"]["start"]["line"] + 1 for each in errors}


if __name__ == "__main__":
    main()

"""Checks that pyright, too, finds an error on every marked line of misuse.py. Run by `nox -s typing`.

For mypy the marks themselves are the check: an ignore that ignores nothing is an error in strict mode.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MARK = re.compile(r"  # type: ignore\[[a-z-]+\]$")


def main() -> None:
    """Let pyright read the file without its marks and compare the lines."""
    lines = Path(__file__).with_name("misuse.py").read_text(encoding="utf-8").splitlines()
    marked = {number for number, line in enumerate(lines, 1) if MARK.search(line)}
    with tempfile.TemporaryDirectory() as folder:
        unmarked = Path(folder) / "misuse.py"
        unmarked.write_text("\n".join(MARK.sub("", line) for line in lines), encoding="utf-8")
        command = ["pyright", "--outputjson", "--pythonpath", sys.executable, str(unmarked)]
        said = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=folder)
    errors = [each for each in json.loads(said.stdout)["generalDiagnostics"] if each["severity"] == "error"]
    found = {each["range"]["start"]["line"] + 1 for each in errors}
    for number in sorted(marked - found):
        print(f"misuse.py:{number}: pyright sees no error here: {lines[number - 1].strip()}")
    for number in sorted(found - marked):
        print(f"misuse.py:{number}: pyright sees an error in a line that is not marked: {lines[number - 1].strip()}")
    print(f"{len(marked & found)} of {len(marked)} wrong calls are errors for pyright")
    sys.exit(marked != found)


if __name__ == "__main__":
    main()

"""The notebook of the examples, executed: `python -m tests.notebook` writes its outputs again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).parents[1] / "examples" / "notebook.ipynb"
_EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], 4)
NotebookClient(notebook, timeout=50, kernel_name="python3", record_timing=False).execute()
sys.stdout.write(nbformat.writes(notebook))
"""


def executed() -> dict[str, Any]:
    """The notebook with the outputs of this moment, from a kernel of its own and without a key."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RETROACHIEVEMENTS_")}
    with tempfile.TemporaryDirectory() as folder:
        own = dict.fromkeys(("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"), folder)
        command = [sys.executable, "-c", _EXECUTE, str(NOTEBOOK)]
        ended = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=folder,
            env=kept | own | {"PYDEVD_DISABLE_FILE_VALIDATION": "1"},
        )
    if ended.returncode:
        raise AssertionError(ended.stderr)
    notebook: dict[str, Any] = json.loads(ended.stdout)
    notebook["metadata"]["language_info"] = {"name": "python"}  # without the version of this very Python
    return notebook


def cells_of(notebook: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The source and the outputs of each cell of code."""
    return [("".join(cell["source"]), cell["outputs"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


if __name__ == "__main__":
    NOTEBOOK.write_text(json.dumps(executed(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

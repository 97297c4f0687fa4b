"""The examples as a page: what each does, and its program."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

from project_pages.places import ADDRESS, ROOT

_INTRODUCTION = """\
# Examples

The tests run all of these programs. A few need one more package, which the text above the program names. With a
[key](getting-started.md#your-key) in the environment a program asks the site, without one it asks an
[emulator](testing.md#the-emulator) in its own process:

```sh
git clone https://github.com/retroach-async/retroach_async && cd retroach_async
pip install -e ".[all]"
python examples/first_call.py
```

`nox -s examples` runs all of them.
"""


def examples() -> str:
    """A section for each program and each notebook, by name, the first call first."""
    files = [path for ending in ("py", "ipynb") for path in (ROOT / "examples").glob(f"[!_]*.{ending}")]
    ordered = sorted(files, key=lambda path: (path.stem != "first_call", path.name))
    return "\n".join([_INTRODUCTION, *(_section(path) for path in ordered)])


def _section(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    doc = _doc_of_notebook(text) if path.suffix == ".ipynb" else ast.get_docstring(ast.parse(text)) or path.stem
    first, _, rest = doc.strip().partition("\n")
    title, _, more = first.lstrip("# ").partition(": ")
    heading = f"## {title.rstrip('.')}\n"
    words = "\n".join(filter(None, [more[:1].upper() + more[1:], rest.rstrip()]))
    link = f"[`examples/{path.name}`]({ADDRESS}examples/{path.name})\n"
    program = [_folded(path.name, text)] if path.suffix == ".py" else []
    return "\n".join([heading, *([f"{words}\n"] if words else []), link, *program])


def _folded(name: str, text: str) -> str:
    """A program that is shown when a reader asks for it."""
    code = text.partition('"""')[2].partition('"""')[2].strip()
    block = indent(f"```python\n{code}\n```", "    ")
    return f'??? example "{name}"\n\n{block}\n'


def _doc_of_notebook(text: str) -> str:
    """The text of a notebook's first cell."""
    return "".join(next(_texts(text), ["Notebook"]))


def _texts(notebook: str) -> Iterator[list[str]]:
    return (cell["source"] for cell in json.loads(notebook)["cells"] if cell["cell_type"] == "markdown")

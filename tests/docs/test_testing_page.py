"""The page on testing, copied block by block into an empty folder, where pytest finds what it shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.snippets import ROOT, Snippet, snippets

_TEST = re.compile(r"^(?:async )?def test_", re.MULTILINE)
_NAME = re.compile(r"# (\S+\.(?:py|toml))\n")


def name_of(block: Snippet) -> str:
    """The name of a file that a block is, from its first line; empty for a block without a name."""
    found = _NAME.match(block.text)
    return found[1] if found else ""


BLOCKS = [block for block in snippets() if block.page == "docs/testing.md" and block.language in ("python", "toml")]
PROGRAMS = [block for block in BLOCKS if block.language == "python"]


def pytest_in(folder: Path, *arguments: str) -> str:
    """The output of pytest in a folder; it knows the fixtures of this very library, as an installation has them."""
    plugins = ["no:retroach_async", "retroach_async_pytest", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", *(f"-p{name}" for name in plugins), *arguments]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RETROACH")}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    return done.stdout + done.stderr


@pytest.mark.parametrize("block", BLOCKS, ids=[block.place for block in BLOCKS])
def test_block_is_a_file(block: Snippet) -> None:
    """Every block says in its first line what file it is."""
    assert name_of(block)


def test_blocks_are_different_files() -> None:
    """No block takes the place of another one."""
    names = [name_of(block) for block in BLOCKS]
    assert len(set(names)) == len(names)


def test_page_works_as_copied(tmp_path: Path) -> None:
    """Every test on the page passes in a folder that holds nothing but the page's own files, without a warning."""
    for block in BLOCKS:
        (tmp_path / name_of(block)).write_text(block.text, encoding="utf-8")
    tests = sum(len(_TEST.findall(block.text)) for block in PROGRAMS)
    outcome = pytest_in(tmp_path)
    assert f"{tests} passed" in outcome, outcome
    assert "warning" not in outcome, outcome


@pytest.mark.parametrize("block", PROGRAMS, ids=[block.place for block in PROGRAMS])
def test_program_is_a_test_and_needs_no_other_one(block: Snippet) -> None:
    """Each program holds a test of its own, and imports nothing from another program of the page."""
    assert name_of(block).startswith("test_")
    assert re.search(_TEST, block.text)
    assert not re.search(r"^(?:from|import) test_", block.text, re.MULTILINE)


def test_mode_is_needed(tmp_path: Path) -> None:
    """Without the mode that the page names its tests would not run: it is no ornament."""
    (settings,) = (block for block in BLOCKS if block.language == "toml")
    without = settings.text.replace('asyncio_mode = "auto"\n', "")
    assert without != settings.text
    (tmp_path / name_of(settings)).write_text(without, encoding="utf-8")
    (tmp_path / name_of(PROGRAMS[0])).write_text(PROGRAMS[0].text, encoding="utf-8")
    outcome = pytest_in(tmp_path)
    assert "async def functions are not natively supported" in outcome
    assert "passed" not in outcome

"""Starting: what is imported, and what is said when it is not there."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest


def python(code: str) -> subprocess.CompletedProcess[str]:
    """Runs a program in a fresh interpreter."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, timeout=50)


@pytest.mark.parametrize("missing", ["cyclopts", "rich"])
def test_without_the_extra_one_line_says_what_to_install(missing: str) -> None:
    """The command line ends with 1 and says how to get a library of the extra that is missing."""
    ended = python(
        f"import sys; sys.modules[{missing!r}] = None\n"
        "sys.argv = ['retroach', 'get-game', '1']\n"
        "from retroach_async.__main__ import main\n"
        "sys.exit(main())"
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == 'retroach: the command line is an extra: pip install "retroach_async[cli]"\n'


def test_another_missing_module_is_not_hidden() -> None:
    """Only the extra's own libraries are what the line is about."""
    ended = python(
        "import sys; sys.modules['attrs'] = None\nfrom retroach_async.__main__ import main\nsys.exit(main())"
    )

    assert "retroach_async[cli]" not in ended.stderr
    assert "attrs" in ended.stderr


def test_starting_imports_no_more_than_it_needs() -> None:
    """Neither the emulator, nor aiohttp, nor what draws is imported before a command asks for it."""
    ended = python(
        "import sys\n"
        "from retroach_async.cli.app import build\n"
        "build()\n"
        "unwanted = ['aiohttp', 'rich.console', 'retroach_async.emulator', 'retroach_async.cli.demo']\n"
        "print([name for name in unwanted if name in sys.modules])"
    )

    assert (ended.stdout, ended.stderr) == ("[]\n", "")


def test_the_version_needs_no_extra() -> None:
    """Neither what parses words nor what draws is imported, and nothing of the command line but its frame."""
    ended = python(
        "import sys; sys.argv = ['retroach', '--version']\n"
        "from retroach_async.__main__ import main\n"
        "code = main()\n"
        "unwanted = ['cyclopts', 'rich', 'aiohttp', 'retroach_async.emulator', 'retroach_async.cli.app']\n"
        "print(code, [name for name in unwanted if name in sys.modules])"
    )

    assert ended.stdout.splitlines()[1:] == ["0 []"]
    assert ended.stderr == ""


def test_the_front_page_asks_nobody() -> None:
    """Without a command the help is shown, and nothing that asks a server is imported."""
    ended = python(
        "import sys; sys.argv = ['retroach']\n"
        "from retroach_async.__main__ import main\n"
        "code = main()\n"
        "unwanted = ['aiohttp', 'retroach_async.emulator', 'retroach_async.cli.demo', 'retroach_async.drift']\n"
        "print(code, [name for name in unwanted if name in sys.modules])"
    )

    assert ended.stdout.splitlines()[0] == "Usage: retroach COMMAND"
    assert ended.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize(
    "words",
    [["--help"], ["batch", "v2", "games", "--help"], ["get-game", "14402", "--csv"], ["endpoints"]],
    ids=" ".join,
)
def test_commands_work_without_docstrings(
    environment: pytest.MonkeyPatch, process: Callable[..., subprocess.Popen[str]], words: list[str]
) -> None:
    """With PYTHONOPTIMIZE=2, which drops docstrings, only some texts of the help are missing."""
    environment.setenv("PYTHONOPTIMIZE", "2")
    started = process(*words)
    out, err = started.communicate(timeout=50)

    assert (started.returncode, err) == (0, "")
    assert out


def test_the_package_is_a_program() -> None:
    """`python -m retroach_async` is the command line."""
    ended = subprocess.run(
        [sys.executable, "-m", "retroach_async", "--version"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=50,
    )

    assert ended.stdout.count(".") == 2
    assert ended.stderr == ""

"""Standard output and standard error that are closed, full or broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("environment")
NO_SPACE = "retroach: cannot write to standard output: No space left on device\n"


def ended(redirection: str, *words: str, **variables: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a command line that a shell redirects."""
    command = f'exec "$0" -m retroach_async "$@" {redirection}'
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        ["sh", "-c", command, sys.executable, *words],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=50,
        env=environment | variables,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("words", [["--help"], ["get-game", "14402"]], ids=" ".join)
def test_a_closed_standard_output_is_told(words: list[str]) -> None:
    """A command that could print nothing says so, and asks for nothing."""
    assert ended(">&-", *words) == (1, "", "retroach: standard output is closed\n")


@pytest.mark.parametrize(
    "words",
    [["--help"], ["--version"], ["endpoints"], ["endpoints", "--json"], ["get-game", "14402", "--csv"]],
    ids=" ".join,
)
@pytest.mark.parametrize("unbuffered", ["", "1"], ids=["buffered", "unbuffered"])
def test_a_full_disk_is_told(words: list[str], unbuffered: str) -> None:
    """Output that cannot be written is one line, whether Python finds out at once or in the end."""
    assert ended("> /dev/full", *words, PYTHONUNBUFFERED=unbuffered) == (1, "", NO_SPACE)


def test_a_full_disk_ends_a_batch() -> None:
    """A batch ends at the first outcome that cannot be written, and says how far it came."""
    code, out, err = ended("> /dev/full", "batch", "get-game", "1", "2", "--jsonl")

    assert (code, out) == (1, "")
    assert err == f"retroach: 1 done of 2, interrupted, 0 failed\n{NO_SPACE}"


@pytest.mark.parametrize("option", [[], ["--json"], ["--jsonl"], ["--csv"]], ids=" ".join)
def test_cursor_stays_when_the_disk_is_full(tmp_path: Path, option: list[str]) -> None:
    """In each format, games that could not be printed are printed at the next start."""
    file = tmp_path / "games.json"

    assert ended("> /dev/full", "changed", "PolarFox", "--cursor", str(file), *option) == (1, "", NO_SPACE)
    assert not file.exists()
    assert ended("> /dev/null", "changed", "PolarFox", "--cursor", str(file), *option) == (0, "", "")
    assert file.exists()


def test_a_full_disk_ends_a_server() -> None:
    """A server whose address nobody can read does not go on, and does not blame its port."""
    assert ended("> /dev/full", "serve", "--port", "0") == (1, "", NO_SPACE)


@pytest.mark.parametrize("words", [["--help"], ["endpoints", "--csv"]], ids=" ".join)
def test_a_reader_that_is_gone_needs_no_word(words: list[str]) -> None:
    """A reader who has seen enough is no failure: the command ends with 0, in silence."""
    reader, writer = os.pipe()
    os.close(reader)
    started = subprocess.Popen(
        [sys.executable, "-m", "retroach_async", *words], stdout=writer, stderr=subprocess.PIPE, encoding="utf-8"
    )
    os.close(writer)
    _, err = started.communicate(timeout=50)

    assert (started.returncode, err) == (0, "")


@pytest.mark.parametrize("redirection", ["2>&-", "2> /dev/full"])
@pytest.mark.parametrize(
    ("words", "code"), [(["get-game", "abc"], 2), (["get-game", "999999999"], 4), (["get-gam"], 2)], ids=str
)
def test_the_code_tells_where_standard_error_cannot(redirection: str, words: list[str], code: int) -> None:
    """A closed or full standard error changes no exit code."""
    assert ended(redirection, *words) == (code, "", "")


def test_an_answer_needs_no_standard_error() -> None:
    """A closed standard error is no reason to withhold an answer."""
    code, out, _ = ended("2>&-", "get-game", "14402", "--json")

    assert code == 0
    assert "Dragster" in out


def test_an_answer_needs_no_standard_input() -> None:
    """A closed standard input is noticed only by a command that reads it."""
    assert ended("<&-", "--version")[0] == 0
    assert ended("<&-", "batch", "get-game", "--ids-from", "-") == (
        2,
        "",
        "retroach: cannot read standard input: it is closed\n",
    )


def test_a_missing_extra_needs_no_standard_error() -> None:
    """The line about the extra is not worth a traceback of its own."""
    program = (
        "import sys; sys.modules['cyclopts'] = None; sys.stderr = None\n"
        "from retroach_async.__main__ import main\n"
        "sys.exit(main())"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, timeout=50)

    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")

"""What a shell needs in order to complete a command line."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import Call

SHELLS = ["bash", "zsh", "fish"]
CHECKS = {"bash": ["bash", "-n"], "zsh": ["zsh", "-n"], "fish": ["fish", "--no-execute"]}
INSTALLED = [shell for shell in SHELLS if shutil.which(shell)]


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_has_commands_options_and_words(retroach: Call, shell: str) -> None:
    """Every shell gets a script of its own."""
    ended = retroach("completion", shell)

    assert (ended.code, ended.err) == (0, "")
    for word in ("get-achievement-distribution", "hardcore", "whoami", "unofficial"):
        assert word in ended.out


@pytest.mark.parametrize("shell", INSTALLED)
def test_an_installed_shell_can_read_it(retroach: Call, tmp_path: Path, shell: str) -> None:
    """The shell finds no fault in the script."""
    script = tmp_path / "script"
    script.write_text(retroach("completion", shell).out, "utf-8")
    done = subprocess.run([*CHECKS[shell], script], capture_output=True, encoding="utf-8", check=False, timeout=30)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", [shell for shell in INSTALLED if shell == "bash"])
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["retroach", "who"], "whoami"),
        (["retroach", "get-achievement-dis"], "get-achievement-distribution"),
        (["retroach", "v2", "games", "li"], "list"),
        (["retroach", "get-game", "--jso"], "--jsonl"),
        (["retroach", "v2", "games", "get", "1", "--include", "sys"], "system"),
    ],
    ids=lambda value: value[-1] if isinstance(value, list) else None,
)
def test_bash_completes(retroach: Call, tmp_path: Path, shell: str, words: list[str], expected: str) -> None:
    """Bash asks the function of the script for what may follow."""
    script = tmp_path / "script"
    script.write_text(retroach("completion", shell).out, "utf-8")
    line = " ".join(words)
    program = (
        f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; COMP_LINE='{line}'; "
        f"COMP_POINT={len(line)};"
        ' _retroach retroach; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run([shell, "-c", program], capture_output=True, encoding="utf-8", check=False, timeout=30)

    assert expected in done.stdout.split()


def test_another_shell_is_refused(retroach: Call) -> None:
    """A shell without a script ends with 2 and the names of those that have one."""
    ended = retroach("completion", "tcsh")

    assert (ended.code, ended.out) == (2, "")
    assert "bash" in ended.err

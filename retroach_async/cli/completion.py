"""`retroach completion`: what a shell needs in order to complete commands, options and words."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from retroach_async.cli.terminal import write

_Shell = Annotated[Literal["bash", "zsh", "fish"], Parameter(help="The shell for which the script is.")]


def completion(shell: _Shell, /) -> None:
    """Print the script for a shell."""
    from retroach_async.cli.app import build  # noqa: PLC0415  the app knows this command by its name only

    write(build().generate_completion(shell=shell))

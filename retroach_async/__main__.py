"""`python -m retroach_async`, which is `retroach`."""

from __future__ import annotations

import sys

from retroach_async.version import __version__


def main() -> int:
    """Run the command line on the arguments of the process and give its exit code."""
    if sys.argv[1:] == ["--version"]:
        from retroach_async.cli.guard import guarded  # noqa: PLC0415  the extra is not needed for it

        return guarded(_tell_version)
    try:
        import rich  # noqa: F401, PLC0415  missed now rather than when something is to be drawn

        from retroach_async.cli.app import run  # noqa: PLC0415  what it needs may be missing
    except KeyboardInterrupt:  # Ctrl-C before there is anything to end
        return 130
    except ModuleNotFoundError as missing:
        if (missing.name or "").split(".")[0] not in ("cyclopts", "rich"):
            raise
        if sys.stderr is not None:  # closed by the caller
            sys.stderr.write('retroach: the command line is an extra: pip install "retroach_async[cli]"\n')
        return 1
    return run(sys.argv[1:])


def _tell_version() -> int:
    sys.stdout.write(f"{__version__}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

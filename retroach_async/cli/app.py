"""The app: all commands, and the exit code of each."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path

from cyclopts import App, CoercionError, CycloptsError, Group, MissingArgumentError, UnusedCliTokensError

from retroach_async.cli import help_texts
from retroach_async.cli.calling import command, unwrapped
from retroach_async.cli.exits import Exit, exit_code
from retroach_async.cli.guard import guarded
from retroach_async.cli.mounting import FORMAT, mount
from retroach_async.cli.terminal import say
from retroach_async.client import Client
from retroach_async.errors import RetroachError
from retroach_async.version import __version__

_HELP = """The RetroAchievements web API, typed and with limits that hold.

The key comes from the environment, RETROACHIEVEMENTS_API_KEY, or else from the file of retroach login.
"""

_START = Group("Start here", sort_key=1, help_formatter=FORMAT)
_KEY = Group("Your key", sort_key=2, help_formatter=FORMAT)
_MANY = Group("Many calls", sort_key=3, help_formatter=FORMAT)
_SESSION = Group("Help", sort_key=99)

_ROOM = "retroach_async.cli"
_COMMANDS = {
    "demo": ("demo:demo", _START, help_texts.DEMO),
    "serve": ("serve:serve", _START, help_texts.SERVE),
    "find": ("find:find", _START, help_texts.FIND),
    "endpoints": ("listing:endpoints", _START, help_texts.ENDPOINTS),
    "completion": ("completion:completion", _START, help_texts.COMPLETION),
    "login": ("account:login", _KEY, help_texts.LOGIN),
    "logout": ("account:logout", _KEY, help_texts.LOGOUT),
    "whoami": ("account:whoami", _KEY, help_texts.WHOAMI),
    "batch": ("batch:app", _MANY, help_texts.BATCH),
    "watch": ("watch:app", _MANY, help_texts.WATCH),
    "changed": ("changed:changed", _MANY, help_texts.CHANGED),
    "mcp": ("mcp:mcp", _MANY, help_texts.MCP),
    "check": ("check:check", _MANY, help_texts.CHECK),
}
"""The commands that are made by hand: the place, the panel and the help of each."""
_ABOUT_THE_KEY = frozenset(f"retroach {name}" for name, (_, group, _) in _COMMANDS.items() if group is _KEY)
"""The command lines in which people may have typed their key."""
_HOME = Path(__file__).parents[1]
"""The folder of the package."""


def build() -> App:
    """The app with all commands; those that need more than a call are imported when they are used."""
    app = App(name="retroach", help=unwrapped(_HELP), version=__version__, help_format="plaintext")
    for flag in (*app.help_flags, *app.version_flags):
        app[flag].group = _SESSION
    for name, (place, group, text) in _COMMANDS.items():
        app.command(f"{_ROOM}.{place}", name=name, group=group, help=unwrapped(text))
    return mount(app, Client, command, groups="V2")


def run(tokens: Sequence[str]) -> int:
    """Run one command line and give its exit code; every failure is one line on standard error."""
    return guarded(lambda: _run(tokens))


def _run(tokens: Sequence[str]) -> int:
    try:
        app = build()
        app.suppress_keyboard_interrupt = False
        code = app(tokens, print_error=False, exit_on_error=False, result_action="return_value")
    except CycloptsError as error:
        error.verbose = False
        # An argument was refused by the library, whose own message is better than the quotation of it.
        say(str(error.__cause__ if isinstance(error.__cause__, RetroachError) else _worded(error)))
        return Exit.USAGE
    except RetroachError as error:
        say(str(error))
        return exit_code(error)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001  a mistake in this program is a failure like any other
        say(f"this is a mistake of retroach, please report it: {_summary_of(error)}")
        return Exit.FAILED
    return code if isinstance(code, int) else Exit.OK


def _worded(error: CycloptsError) -> str:
    """The message of an error about words of the command line, with the way to help."""
    line = " ".join(["retroach", *(error.command_chain or ())])
    if line in _ABOUT_THE_KEY and isinstance(error, UnusedCliTokensError | CoercionError):
        key = ": the key is asked for, or given with --stdin" if line == "retroach login" else ""
        return f"there is no room for what was given, which is not repeated, as it may be a key{key}: see {line} --help"
    if isinstance(error, UnusedCliTokensError):
        return f"there is no room for {' '.join(error.unused_tokens or ())}: see {line} --help"
    if isinstance(error, MissingArgumentError):
        return f"{str(error).removesuffix('.')}: see {line} --help"
    return str(error)


def _summary_of(error: Exception) -> str:
    """The type and the places of an error, without its message, which might hold the key."""
    places = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [f"{path.relative_to(_HOME)}:{line}" for path, line in places if _HOME in path.parents]
    return f"{type(error).__name__} at {', '.join(ours)}"

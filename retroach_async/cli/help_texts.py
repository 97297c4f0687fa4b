"""The help of the commands that are imported when they are used, so that the front page needs none of them."""

from __future__ import annotations

DEMO = """See it work, without key and network.

It starts an emulator of the API in this process, unless RETROACHIEVEMENTS_BASE_URL names one on this machine; awaits
one distribution and draws it; then streams the distributions of 500 games, with a few faults on the way.

Example: retroach demo
"""

SERVE = """Serve an emulator on this machine.

It holds a small universe of games and players, whose present is the moment it was started, and takes any key, unless it
is given keys. Ctrl-C ends it.

Example: retroach serve --port 14402 --limit 60/60
"""

FIND = """Find games by their titles.

The server has no search, so the list of games of each system is fetched and searched here: one request with --system,
about 55 without. The most similar title comes first. Exit code 4 means that no title is similar.

Example: retroach find dragster --system 2600
"""

ENDPOINTS = """List the commands, or tell all about one.

Without words there is a line for each endpoint: its command and a summary. With words, those in which all of the words
occur. About one, two or three endpoints it tells all: the method, the path, the parameters and the result. --json and
--csv tell all about any number; there the credentials are parameters too, which the transport adds.

Example: retroach endpoints achievement distribution
"""

COMPLETION = """Print a script for your shell.

With it the shell completes commands, options and their words.

Bash: retroach completion bash > ~/.local/share/bash-completion/completions/retroach

Zsh: retroach completion zsh > ~/.zfunc/_retroach, with fpath+=~/.zfunc before compinit in ~/.zshrc

Fish: retroach completion fish > ~/.config/fish/completions/retroach.fish

Example: retroach completion bash
"""

LOGIN = """Keep your key in a private file.

Asks for the user's name and for the web API key, which is not shown, tries the key with one call, and keeps both in a
file that only you can read. No option takes the key, since it would stay in the history of the shell. The variable
RETROACHIEVEMENTS_API_KEY takes precedence over the file.

Example: retroach login --user MaxMilyin
"""

LOGOUT = """Forget the key that is kept.

Example: retroach logout
"""

WHOAMI = """Tell if the key is good, and whose it is.

Makes one call, and tells where the key was found and what is left of the limit, if the server says so. The site names
no owner of a key, so the name is the one that retroach login or RETROACHIEVEMENTS_USERNAME gives. Ends with 3 when the
key is missing or not known.

Example: retroach whoami
"""

CHECK = """Compare the server's answers with models.

Calls every endpoint once, with your own key, and reports keys that the library does not know, keys that are missing,
values of another type or unknown to an enumeration, and calls that fail. The exit code is 1 when there are any.

Example: retroach check --only get-game,get-game-list
"""

MCP = """Serve an assistant: endpoints as tools of MCP.

It speaks the Model Context Protocol on standard input and output. A host such as an editor starts it, with the key in
the environment, the only place where it looks for one. It ends with its input, or by Ctrl-C or SIGTERM.

Example: retroach mcp --tools v1
"""

BATCH = """Call one endpoint for many keys.

Example: retroach batch get-game 14402 1 2 --csv
"""

WATCH = """Print new unlocks and awards as they come.

Each is one JSON object on a line. Ctrl-C and SIGTERM end it.

Example: retroach watch unlocks MaxMilyin Scott --cursor unlocks.json
"""

CHANGED = """Print the games in which a user's progress has moved.

The latest unlock comes first, and it is one request for most users. With --cursor each start prints what has moved
since the one before.

Example: retroach changed MaxMilyin --since 2026-06-01
"""

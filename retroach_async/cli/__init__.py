"""The command line: `retroach`, also `python -m retroach_async`.

The command line needs the extra `[cli]`. The key comes from the environment and from nowhere else, so that it is
in no shell history and in no list of processes: `RETROACHIEVEMENTS_API_KEY`, `RETROACHIEVEMENTS_USERNAME` and
`RETROACHIEVEMENTS_BASE_URL`.

The exit codes:

| Code | Meaning |
|---|---|
| 0 | Everything was answered. |
| 1 | Any other failure; also a batch in which some keys failed, and a check that found something. |
| 2 | The command, one of its arguments or a setting is wrong. |
| 3 | The key is missing, unknown or not allowed to see this; a batch stops at an unknown key. |
| 4 | There is no such thing. |
| 5 | The rate limit refused the call. |
| 6 | The server was not reached, or kept silent too long. |
| 130 | Interrupted with Ctrl-C. |
| 143 | Ended with SIGTERM; `watch` ends with 130 then as well. |

Answers go to standard output, everything else to standard error. In a pipe there are no colours, and no cell is
cut off.

The way of an answer: a command makes an `Printable` (a result, an outcome, a report) and gives it to its `Output`, the
`Output` gives it to the `Format` that was asked for, and the format takes the form that it needs: a picture for
people, a document, or rows. Commands know no formats, and formats know no commands.
"""

"""The command line: `retroach`, also `python -m retroach_async`.

It needs the extra `[cli]`. The key comes from the environment and from nowhere else, so that it is in no
shell history and in no list of processes: RETROACHIEVEMENTS_API_KEY, RETROACHIEVEMENTS_USERNAME and
RETROACHIEVEMENTS_BASE_URL.

How it ends:

====  ==========================================================================
code  meaning
====  ==========================================================================
0     everything was answered
1     any other failure; also a batch in which some keys failed, and a check that found something
2     the command, one of its arguments or a setting is wrong
3     the key is missing, unknown or not allowed to see this
4     there is no such thing
5     the rate limit refused the call
6     the server was not reached, or kept silent too long
130   interrupted with Ctrl-C
====  ==========================================================================

Answers go to standard output, everything else to standard error. In a pipe there are no colours, and no
cell is cut off.
"""

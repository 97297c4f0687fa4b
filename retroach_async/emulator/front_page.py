"""The page at the address of the emulator."""

from __future__ import annotations

from html import escape

from retroach_async.emulator.world import World

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>RetroAchievements emulator</title>
<style>
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
pre {{ padding: 0.8rem; overflow-x: auto; background: #8882; }}
:root {{ color-scheme: light dark; }}
</style>
</head>
<body>
<h1>RetroAchievements emulator</h1>
<p>This server behaves like the web API of <a href="https://retroachievements.org">RetroAchievements</a>. Its
{games:,} games and {players:,} players are made up, and so is every unlock. It is for tests and demos, and
knows nothing about real players.</p>
<h2>Addresses</h2>
<ul>
<li>V1: <code>{v1}</code>, for instance
<a href="{v1}/API_GetAchievementDistribution.php?i=14402&amp;h=1{key}">the distribution of Dragster</a></li>
<li>V2: <code>{v2}</code>, for instance
<a href="{v2}/games/14402{v2_key}">the game Dragster</a></li>
</ul>
<p>{keys}</p>
<h2>From a program</h2>
<pre>{program}</pre>
<h2>From a terminal</h2>
<pre>export RETROACHIEVEMENTS_BASE_URL={v1}
export RETROACHIEVEMENTS_API_KEY={example}
retroach get-achievement-distribution 14402 --hardcore</pre>
<p>The most active players: {names}. The documentation of the real API is at
<a href="https://api-docs.retroachievements.org">api-docs.retroachievements.org</a>.</p>
</body>
</html>
"""
_PROGRAM = """from retroach_async import Client, Credentials

async with Client(Credentials("{user}", "{example}"), base_url="{v1}") as ra:
    print(await ra.get_game(14402))"""


def front_page(world: World, origin: str, *, takes_any_key: bool) -> str:
    """The page, in HTML. It shows no key; with keys of its own, the emulator's links have none."""
    names = [player.name for player in world.players[:8] if player.counts]
    v1, example = f"{origin}/API", "any-key" if takes_any_key else "YOUR-KEY"
    return _PAGE.format(
        games=len(world.games),
        players=len(world.players),
        v1=escape(v1),
        v2=escape(f"{origin}/v2"),
        key="&amp;y=any-key" if takes_any_key else "",
        v2_key="?api_key=any-key" if takes_any_key else "",
        keys="Every key is valid." if takes_any_key else "Only the keys that it was started with are valid.",
        program=escape(_PROGRAM.format(user=names[0], example=example, v1=v1)),
        example=example,
        names=", ".join(map(escape, names)),
    )

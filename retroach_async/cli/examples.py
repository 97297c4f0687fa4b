"""Example commands, made of the registry, with ids that the emulator knows as well."""

from __future__ import annotations

from retroach_async.cli.arguments import kebab
from retroach_async.endpoint import Endpoint
from retroach_async.param import Param

_WORDS = {
    "achievement_id": ("9", "10"),
    "achievement_set_id": ("5001", "5002"),
    "date": ("2024-05-01", "2024-05-02"),
    "end": ("2024-05-08", "2024-05-09"),
    "event_achievement_id": ("801", "802"),
    "event_id": ("2", "3"),
    "flag": ("3", "5"),
    "game_id": ("14402", "1"),
    "game_ids": ("14402,1", "2,3"),
    "hub_id": ("101", "102"),
    "identifier": ("MaxMilyin", "Scott"),
    "leaderboard_id": ("1", "2"),
    "start": ("2024-05-01", "2024-05-02"),
    "system_id": ("25", "7"),
    "ticket_id": ("1", "2"),
    "user": ("MaxMilyin", "Scott"),
}
"""Two values for each required parameter, by its name."""

_OPTIONS = {
    "hardcore": "--hardcore",
    "recent_games_count": "--recent-games-count 5",
    "minutes": "--minutes 1440",
    "with_hashes": "--with-hashes",
    "with_award": "--with-award",
}
"""Options that an example is better with, the first that an endpoint has."""


def example(endpoint: Endpoint) -> str:
    """The command of an endpoint, with an argument for each required parameter and an option that tells something."""
    words = ["retroach", *command(endpoint)]
    words += [argument_for(param) for param in endpoint.arguments.values() if param.required]
    option = next((words for name, words in _OPTIONS.items() if name in endpoint.arguments), "")
    if endpoint.paging is not None:
        option = f"--{kebab(endpoint.paging.size.name)} 5"
    return " ".join(filter(None, (*words, option)))


def batch_example(endpoint: Endpoint) -> str:
    """The same for two keys, as CSV."""
    key, *others = [param for param in endpoint.arguments.values() if param.required]
    options = [f"--{kebab(param.name)} {argument_for(param)}" for param in others]
    return " ".join(["retroach batch", *command(endpoint), *_WORDS[key.name], *options, "--csv"])


def command(endpoint: Endpoint) -> list[str]:
    """The words of an endpoint's command: `v2`, `games`, `get`."""
    return [kebab(part) for part in endpoint.name.split(".")]


def argument_for(param: Param) -> str:
    """A value for a required parameter."""
    return _WORDS[param.name][0]

"""The hashes of the files that work with a game."""

from __future__ import annotations

from random import Random

from attrs import define

from retroach_async.emulator.world.achievements import md5
from retroach_async.emulator.world.games import Game

_REGIONS = ("USA", "Europe", "Japan", "World")
_LABELS = ("nointro", "redump", "nointro,rapatches", "", "nointro,,redump")
"""The labels as the site stores them: a comma list, in which an element may be empty."""


@define(eq=False)
class Hash:
    """One supported file."""

    md5: str
    name: str | None
    labels: str
    patch_url: str | None


def hashes_of(seed: int, game: Game) -> list[Hash]:
    """The supported files of a game; empty for a game without pictures."""
    if not game.system.has_games or not game.image:
        return []
    rng = Random(f"{seed}/hashes/{game.id}")
    hashes = []
    for number in range(rng.randint(1, 3)):
        labels = rng.choice(_LABELS)
        patch = f"https://github.com/RetroAchievements/RAPatches/raw/main/{game.id}-{number}.zip"
        hashes.append(
            Hash(
                md5(f"file {game.id} {number}"),
                f"{game.title} ({rng.choice(_REGIONS)}).bin" if rng.random() < 0.9 else None,
                labels,
                patch if "rapatches" in labels else None,
            )
        )
    return hashes

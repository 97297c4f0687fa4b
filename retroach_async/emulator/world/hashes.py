"""The hashes of the files that work with a game."""

from __future__ import annotations

from random import Random

from attrs import define

from retroach_async.emulator.world.achievements import md5
from retroach_async.emulator.world.games import Game

_PATCHES = "https://github.com/RetroAchievements/RAPatches/raw/main"
_REGIONS = ("USA", "Europe", "Japan", "World")
_LABELS = ("nointro", "redump", "nointro,rapatches", "", "nointro,,redump")
"""The labels as the site stores them: a comma list, in which an element may be empty."""
_OTHER_WORDS = ("incompatible", "untested", "patch-required")
_OTHERS = 0.15
"""The part of the games with a file of each other compatibility."""
_DATED = 0.8
"""The part of the files whose dates are known."""


@define(eq=False)
class Hash:
    """One file that is known for a game."""

    id: int
    game: Game
    md5: str
    name: str | None
    labels: str
    patch_url: str | None
    compatibility: str = "compatible"
    """V2's word; V1 lists only compatible files."""
    created: int | None = None
    """The moment when the file was added, as Unix seconds; None for one that is older than the records."""
    updated: int | None = None

    @property
    def is_compatible(self) -> bool:
        """True for a file that works as it is."""
        return self.compatibility == "compatible"


def hashes_of(seed: int, game: Game) -> list[Hash]:
    """The known files of a game, the compatible ones first; empty for a game without pictures."""
    if not game.system.has_games or not game.image:
        return []
    rng = Random(f"{seed}/hashes/{game.id}")
    hashes = []
    for number in range(rng.randint(1, 3)):
        labels = rng.choice(_LABELS)
        patch = f"{_PATCHES}/{game.id}-{number}.zip"
        hashes.append(
            Hash(
                10 * game.id + number,
                game,
                md5(f"file {game.id} {number}"),
                f"{game.title} ({rng.choice(_REGIONS)}).bin" if rng.random() < 0.9 else None,
                labels,
                patch if "rapatches" in labels else None,
            )
        )
    others = Random(f"{seed}/other hashes/{game.id}")
    for number, word in enumerate(_OTHER_WORDS, len(hashes)):
        if others.random() < _OTHERS:
            name = f"{game.title} ({others.choice(_REGIONS)}) (Rev {number}).bin"
            repair: str | None = f"{_PATCHES}/{game.id}-{number}.zip" if word == "patch-required" else None
            hashes.append(Hash(10 * game.id + number, game, md5(f"file {game.id} {number}"), name, "", repair, word))
    for each in hashes:
        if others.random() < _DATED and game.published:
            each.created = game.published - others.randrange(86400, 90 * 86400)
            each.updated = others.randint(each.created, game.published)
    return hashes

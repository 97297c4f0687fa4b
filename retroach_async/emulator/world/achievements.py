"""The achievements of a game."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random

from attrs import define

from retroach_async.emulator.world import words
from retroach_async.emulator.world.games import DRAGSTER, Game
from retroach_async.emulator.world.players import DEVELOPERS, SCOTT, Player
from retroach_async.models import AchievementType

DRAGSTER_IDS = (*range(79434, 79446), *range(325413, 325416))
_DRAGSTER_TITLES = (
    "Gentlemen, Start Your Engines", "First Gear", "Second Gear", "Third Gear", "Fourth Gear", "Off the Line",
    "Ten Flat", "Under Ten", "Nine Fifty", "Nine Twenty", "Under Seven", "Photo Finish", "Six and a Half",
    "Steering Wheel", "Five Fifty-Seven",
)  # fmt: skip
_POINTS = (1, 2, 3, 4, 5, 5, 5, 10, 10, 10, 25, 25, 50)


@define(eq=False)
class Achievement:
    """One achievement."""

    id: int
    game: Game
    points: int
    kind: AchievementType | None
    """The achievement's part in finishing the game."""
    author: Player
    created: int
    modified: int
    place: int
    """The position within the set, from 1."""
    promoted: bool

    @property
    def title(self) -> str:
        """The title."""
        return _DRAGSTER_TITLES[self.place - 1] if self.game.id == DRAGSTER else words.honour(self.id)

    @property
    def description(self) -> str:
        """The task for the player."""
        return words.deed(self.id)

    @property
    def badge(self) -> str:
        """The name of the badge."""
        return f"{self.id:05}"

    @property
    def logic(self) -> str:
        """The MD5 of the trigger logic."""
        return md5(f"logic {self.id}")


def md5(text: str) -> str:
    """The MD5 of a text, in hexadecimal."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def achievements_of(seed: int, game: Game, players: Sequence[Player]) -> tuple[Achievement, ...]:
    """All achievements of a game, the promoted ones first."""
    if not game.promoted + game.unpromoted:
        return ()
    rng = Random(f"{seed}/achievements/{game.id}")
    chance = rng.random
    main, second = rng.sample(DEVELOPERS, 2)
    authors = [players[index] for index in ((SCOTT,) if game.id == 1 else (main, main, main, second, SCOTT))]
    kinds = _kinds(rng, game.promoted)
    numbers = DRAGSTER_IDS if game.id == DRAGSTER else range(game.first_achievement, 2**31)
    made = []
    for place, number in zip(range(game.promoted + game.unpromoted), numbers, strict=False):
        created = game.published - int(90 * chance()) * 86400
        is_promoted = place < game.promoted
        made.append(
            Achievement(
                id=number,
                game=game,
                points=_POINTS[int(chance() * len(_POINTS))] if is_promoted else 0,
                kind=kinds[place] if is_promoted else None,
                author=authors[int(chance() * len(authors))],
                created=created,
                modified=created + int(60 * chance()) * 86400,
                place=place + 1,
                promoted=is_promoted,
            )
        )
    return tuple(made)


def _kinds(rng: Random, count: int) -> list[AchievementType | None]:
    """The types of a game's achievements. In most sets some achievements beat the game, the last one at the end."""
    kinds: list[AchievementType | None] = [None] * count
    if count and rng.random() < 0.85:
        for place in range(0, count - 1, max(2, count // 6)):
            kinds[place] = AchievementType.PROGRESSION
        kinds[-1] = AchievementType.WIN_CONDITION
        if count > 20:
            kinds[-2] = AchievementType.WIN_CONDITION
        kinds[1] = AchievementType.MISSABLE
    return kinds

"""The players."""

from __future__ import annotations

from random import Random

from attrs import define, field

from retroach_async.emulator.world import words
from retroach_async.models import Permissions

PLAYERS = 5000
_DAY = 86400
_YEAR = 365 * _DAY


@define(eq=False)
class Player:
    """One account. A lower `index` means more games."""

    index: int
    """The position by activity, from 0 for the busiest player."""
    id: int
    name: str
    """The display name."""
    account: str
    """The name of the account; other than the display name for a player who changed the name."""
    ulid: str
    joined: int
    skill: float
    """From 0 to 1; with more skill a player unlocks more."""
    casual: float
    """From 0 to 1: the part of the games that the player plays in casual mode."""
    permissions: Permissions = Permissions.REGISTERED
    untracked: bool = False
    """True for a player whom rankings and counts leave out."""
    deleted: bool = False
    deleted_at: int | None = None
    """The moment when the account was deleted, as Unix seconds."""
    wall_open: bool = True
    motto: str = ""
    plays: bool = True
    twin: Player | None = field(default=None, repr=False)
    """The player whose games and unlocks this one copies, with one other achievement of equal points in each game."""
    ties: bool = False
    """True for a twin with exactly as many points; any other twin leaves out a game now and then."""

    @property
    def counts(self) -> bool:
        """True for a player whom rankings and counts include."""
        return not (self.untracked or self.deleted)

    @property
    def banned(self) -> bool:
        """True for an account that the site banned."""
        return self.permissions <= Permissions.BANNED

    @property
    def roles(self) -> tuple[str, ...]:
        """V2's displayable roles: the rank in the team first, then others."""
        rank = _RANKS.get(self.permissions)
        others = [role for role, indexes in _ROLES.items() if self.index in indexes]
        return (*([rank] if rank else ()), *others)

    @property
    def visible_role(self) -> str | None:
        """The role that stands beside the name."""
        return self.roles[0] if self.roles else None

    @property
    def picture(self) -> str:
        """The path of the player's picture."""
        return f"/UserPic/{self.account}.png"


MAX, SCOTT, FOX, OWL, GHOST, DEPARTED, BANNED, RAVEN, DIGITS, CARLA = range(10)
"""The first players by activity have fixed names and parts; see `_cast`."""
NEWCOMER = PLAYERS - 1
DEVELOPERS = range(10, 50)
_RANKS = {
    Permissions.JUNIOR_DEVELOPER: "developer-junior",
    Permissions.DEVELOPER: "developer",
    Permissions.MODERATOR: "moderator",
    Permissions.ADMIN: "administrator",
}
_ROLES = {
    "event-manager": (SCOTT, 51),
    "ticket-manager": (SCOTT, 52),
    "artist": range(12, 60, 6),
    "writer": range(55, 200, 29),
    "play-tester": range(53, 300, 31),
}
"""The roles beside the rank, and the players who have them."""
DEPARTURE = 2 * _DAY
"""The time since the deleted accounts were deleted, in seconds."""


def all_players(seed: int, now: int, *, tie: bool) -> list[Player]:
    """All players by activity; with a tie, two of the ten best have equal points."""
    rng = Random(f"{seed}/players")
    ids = rng.sample(range(1, PLAYERS + 1), PLAYERS)
    taken: set[str] = set()
    players = []
    for index, number in enumerate(ids):
        # Ids are given in the order of joining.
        joined = now - 13 * _YEAR + int(12.9 * _YEAR * number / PLAYERS)
        name = _name(rng, taken)
        players.append(
            Player(index, number, name, name, words.ulid(joined, rng), joined, rng.random(), rng.random() ** 2)
        )
    _cast(players)
    players[OWL].ties = tie
    for index in DEVELOPERS:
        players[index].permissions = Permissions.DEVELOPER if index % 4 else Permissions.JUNIOR_DEVELOPER
    for player in players[50:-1:97]:
        player.untracked = True
    for player in players[60:-1:301]:
        player.deleted = True
    for player in players:
        player.deleted_at = now - DEPARTURE if player.deleted else None
    for player in players[70:-1:11]:
        player.account = f"{player.name[:14]}Old"
    for player in players[80:-1:13]:
        player.wall_open = False
    for player in players[90:-1:7]:
        player.motto = "One more try"
    return players


def _name(rng: Random, taken: set[str]) -> str:
    while True:
        epithet, thing = words.pair(rng)
        name = f"{epithet}{thing}"[:16] + (str(rng.randint(1, 9999)) if rng.random() < 0.6 else "")
        if name.lower() not in taken:
            taken.add(name.lower())
            return name


def _cast(players: list[Player]) -> None:
    """Give the first players, and the last, the names and properties on which tests and demos rely."""

    def play(index: int, name: str, **part: object) -> None:
        player = players[index]
        player.name = player.account = name
        for attribute, value in part.items():
            setattr(player, attribute, value)

    play(MAX, "MaxMilyin", skill=1.0, casual=0.0, motto="Join me on Twitch!")
    play(SCOTT, "Scott", permissions=Permissions.ADMIN, casual=0.1)
    play(FOX, "PolarFox", skill=0.9, casual=0.0)
    play(OWL, "PolarOwl", twin=players[FOX])
    play(GHOST, "GhostRunner", untracked=True, skill=0.9, casual=0.1)
    play(DEPARTED, "DepartedHero", deleted=True, skill=0.9, casual=0.2)
    play(BANNED, "BannedBandit", permissions=Permissions.BANNED, untracked=True)
    play(RAVEN, "RenamedRaven", account="OldRaven")
    play(DIGITS, "8675309", permissions=Permissions.DEVELOPER)
    play(CARLA, "CasualCarla", casual=1.0)
    play(NEWCOMER, "QuietNewcomer", plays=False)

"""A small made-up world: systems, games, players and their unlocks, all of it from one seed.

Every number is counted from the unlocks, so all endpoints agree with each other.
"""

from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.universe import World

__all__ = ["Player", "World"]

"""A small universe: systems, games, players and what they did, all of it from one seed.

Every number in it is counted from the unlocks, so whatever two endpoints say about the same thing agrees.
"""

from retroach_async.emulator.world.players import Player
from retroach_async.emulator.world.universe import World

__all__ = ["Player", "World"]

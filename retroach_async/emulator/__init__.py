"""A server that behaves like RetroAchievements, with a small made-up world of games and players.

    async with Emulator() as emulator:
        async with Client(Credentials("MaxMilyin", "any-key"), base_url=emulator.base_url) as ra:
            spread = await ra.get_achievement_distribution(14402, hardcore=True)

The emulator needs no key and no network.
"""

from retroach_async.emulator.faults import Fault, FaultRule
from retroach_async.emulator.limiter import RateRule
from retroach_async.emulator.server import Emulator
from retroach_async.emulator.world import World

__all__ = ["Emulator", "Fault", "FaultRule", "RateRule", "World"]

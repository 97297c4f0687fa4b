"""V2's answers: models and enumerations that only V2 has."""

from retroach_async.models.v2.game import Game
from retroach_async.models.v2.health import Health

__all__ = ["Game", "Health"]

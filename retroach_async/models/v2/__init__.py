"""Resources of V2."""

from retroach_async.models.v2.game import GameResource
from retroach_async.models.v2.health import Health

__all__ = ["GameResource", "Health"]

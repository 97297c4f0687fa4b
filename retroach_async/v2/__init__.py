"""V2's answers, by their public names: `v2.Game`. The calls that give them are below `client.v2`."""

from retroach_async.models.v2 import *  # noqa: F403  the models themselves say which names are public
from retroach_async.models.v2 import __all__ as __all__

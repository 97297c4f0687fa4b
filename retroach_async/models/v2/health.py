"""The state of V2."""

from datetime import datetime

from retroach_async.models._model import Model, frozen


@frozen(kw_only=True)
class Health(Model):
    """The answer of V2 when it works and knows the credentials."""

    status: str
    """Always `ok`."""
    timestamp: datetime | None = None
    """Time of the server, UTC."""

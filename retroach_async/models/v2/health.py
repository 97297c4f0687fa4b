"""The state of the API itself."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from retroach_async.models._model import Model


@frozen(kw_only=True)
class Health(Model):
    """V2 is up and knows the credentials."""

    status: str
    """Always `ok`."""
    timestamp: datetime
    """UTC; the server's time."""

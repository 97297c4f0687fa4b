"""When a game came out, as far as that is known."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from attrs import frozen

from retroach_async.models._model import Model
from retroach_async.models.enums import ReleaseGranularity
from retroach_async.models.marks import Wire


@frozen(kw_only=True)
class Released(Model):
    """The earliest release of a game; as text, only what is known of it: `1992-06-02`, `1992-06` or `1992`."""

    date: Annotated[dt.date, Wire("Released")]
    """The day; where only the month or the year is known, the first day of it."""
    granularity: Annotated[ReleaseGranularity | None, Wire("ReleasedAtGranularity")] = None
    """How much of the day is meant; None where nobody has said."""

    def __str__(self) -> str:
        length = {ReleaseGranularity.YEAR: 4, ReleaseGranularity.MONTH: 7}.get(
            self.granularity or ReleaseGranularity.DAY
        )
        return self.date.isoformat()[:length]

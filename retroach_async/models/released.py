"""Release dates of games, of which perhaps only the year or the month is known."""

import datetime as dt
from typing import Annotated

from retroach_async.models._model import Model, frozen
from retroach_async.models.enums import ReleaseGranularity
from retroach_async.models.marks import Wire


@frozen(kw_only=True)
class Released(Model):
    """The earliest release of a game. Its text is the known part: `1992-06-02`, `1992-06` or `1992`."""

    date: Annotated[dt.date, Wire("Released")]
    """Day of the release; the first day of the month or year, when only that is known."""
    granularity: Annotated[ReleaseGranularity | None, Wire("ReleasedAtGranularity")] = None
    """Known part of the date; None when the site does not say, and the day then counts."""

    def __str__(self) -> str:
        length = {ReleaseGranularity.YEAR: 4, ReleaseGranularity.MONTH: 7}.get(
            self.granularity or ReleaseGranularity.DAY
        )
        return self.date.isoformat()[:length]

"""Ids of games in the names of files."""

from __future__ import annotations

import os
import re

from retroach_async.keys import LARGEST_ID

_TAG = re.compile(r"\(ra-0*([0-9]+)\)", re.ASCII | re.IGNORECASE)
_MOST_DIGITS = 19


def game_id_of_filename(name: str | os.PathLike[str]) -> int | None:
    """The id in the tag of a file's name: 14402 for `Dragster (ra-14402).bin`.

    The first tag counts, wherever it stands, in any case. None without a tag, and for an id that the API does not
    take. The tag is the one that https://github.com/rommapp/romm reads.
    """
    found = _TAG.search(os.fsdecode(name))
    if found is None or len(found[1]) > _MOST_DIGITS:
        return None
    number = int(found[1])
    return number if 0 < number <= LARGEST_ID else None

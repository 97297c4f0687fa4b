"""Reference tables of the field: systems by name, addresses of pages, files by tag and hash, games by title."""

from __future__ import annotations

from retroach_async.lookup.filenames import game_id_of_filename
from retroach_async.lookup.hashes import GameHash, HashIndex
from retroach_async.lookup.links import PageKind, PageLink, page_url, parse_url
from retroach_async.lookup.systems import System
from retroach_async.lookup.title_index import GameMatch

__all__ = [
    "GameHash",
    "GameMatch",
    "HashIndex",
    "PageKind",
    "PageLink",
    "System",
    "game_id_of_filename",
    "page_url",
    "parse_url",
]

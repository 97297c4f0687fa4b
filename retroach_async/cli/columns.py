"""Columns: which of them people need first, and which were asked for by `--columns`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from retroach_async.checks import nearest
from retroach_async.cli.records import columns_of, fields_of, row_kind
from retroach_async.errors import InvalidRequest
from retroach_async.models.resource import Many, Relation

_NAMES = re.compile(
    r"key|id|game_id|achievement_id|rank|(\w+\.)?(user|name|title)|(user_)?display_name|(game|achievement|event)_title"
)
"""The columns by which people know a row, and the ids that the next command takes."""

_DETAILS = re.compile(
    r".*_(id|ids|samples|description|granularity|weighted|column|order|shape)|.*\.id"
    r"|(.*_)?(created|updated|modified|published)_(at|on)|(is|has|yield|median|context|user_is)_.*|context\..*"
    r"|description|sort_title|author|developer|publisher|genre|hashes|labels|motto|permissions|untracked|rank_asc"
    r"|rich_presence|extensions_count|special_type|set_type|user_wall_active|badge_name|cumulative_points|points_casual"
    r"|progress\.achievements_published|released\.granularity|source_achievement_id|am_i_following|state_description"
)
"""The columns that few people need, or whose matter another column tells in words."""

_HANDLES = re.compile(r"(.*[_.])?(url|ulid|md5|icon|pic|image_\w+|badge|permalink)")
"""The columns of addresses, ULIDs and hashes, which are for programs."""


def importance(column: str) -> int:
    """The place of a column among the others: 0 for a name, 1 for most, 2 for a detail, 3 for an address."""
    if _HANDLES.fullmatch(column):
        return 3
    if _NAMES.fullmatch(column):
        return 0
    return 2 if _DETAILS.fullmatch(column) else 1


def pickable(kind: Any, relations: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns that can be asked for of an answer of this type: all, and the fields of related objects."""
    return (*columns_of(kind, relations=relations), *related_columns(kind, relations))


def related_columns(kind: Any, relations: Iterable[str]) -> Iterator[str]:
    """The fields of the related objects in the rows of an answer: `system.name`."""
    for name in relations:
        relation = getattr(row_kind(kind), name, None)
        if isinstance(relation, Relation) and not isinstance(relation, Many):
            model: Any = relation.model()
            yield from (f"{name}.{field}" for field in fields_of(model))


def picked(words: str, known: Sequence[str]) -> tuple[str, ...]:
    """The columns that are named, in that order. Raises `InvalidRequest` with the known ones for any other."""
    names = [word.strip().lower().replace("-", "_").replace(" ", "_") for word in words.split(",") if word.strip()]
    if not names:
        raise InvalidRequest(f"columns must be names, separated by commas, of {', '.join(known)}", parameter="columns")
    for name in names:
        if name not in known:
            hint = f" Did you mean {meant}?" if (meant := nearest(name, known)) else ""
            message = f"there is no column {name!r}.{hint} There are {', '.join(known)}"
            raise InvalidRequest(message, parameter="columns")
    return tuple(dict.fromkeys(names))

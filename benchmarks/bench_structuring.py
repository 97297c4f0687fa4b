"""The cost of typed answers: this library beside pydantic and msgspec, each with the same fields, from the same bytes.

Five answers: a list of 3,000 games, a game with 100 achievements, 500 rows of completion, 500 unlocks, and the summary
of a user. The library parses by orjson and gives frozen models with aware moments, open enumerations, and PHP's loose
numbers, lists and maps understood. The models of pydantic are made of ours: the same fields under the server's names,
moments made aware. Those of msgspec leave moments as text, and enumerations closed.

All three read by turns, in short blocks. CPU is the time of this process for an answer.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import partial
from typing import Annotated, Any, get_args, get_origin

import msgspec
import orjson
import pydantic
from attrs import evolve
from measuring import by_turns, heading, ratio, rounds_asked, row, warm_malloc

from retroach_async import to_wire
from retroach_async._types import without_none
from retroach_async.models import (
    CompletionProgress,
    EarnedAchievement,
    FrozenMap,
    GameExtended,
    GameListEntry,
    Model,
    Page,
    UserSummary,
)
from retroach_async.models.media import Badge, Image
from retroach_async.testing import example
from retroach_async.wire.fields import wire_fields
from retroach_async.wire.php import PhpDialect, naming

Read = Callable[[bytes], object]

SECONDS = 0.05
"""The length of a block."""

_Moment = Annotated[datetime, pydantic.AfterValidator(lambda moment: moment.replace(tzinfo=moment.tzinfo or UTC))]


class Mirror:
    """The types of another library for ours: the same fields under the server's names."""

    def __init__(self, moment: Any, make: Callable[[str, dict[str, tuple[str, Any, bool]]], Any]) -> None:
        self._moment = moment
        self._make = make
        self._made: dict[Any, Any] = {}

    def of(self, kind: Any) -> Any:
        """The type for one of ours."""
        bare, inner = get_origin(kind) or kind, without_none(kind)
        if inner is not kind:
            return self.of(inner) | None
        if issubclass(bare, Model):
            return self._model(kind, bare.__name__)
        if bare is tuple:
            return tuple[self.of(get_args(kind)[0]), ...]
        if bare is FrozenMap:
            return dict[int, self.of(get_args(kind)[0])]
        return self._scalar(kind)

    def _model(self, kind: Any, name: str) -> Any:
        if kind not in self._made:
            fields = enumerate(wire_fields(naming, kind))
            members = {f"field_{number}": (each.names[0], self.of(each.kind), each.required) for number, each in fields}
            self._made[kind] = self._make(name, members)
        return self._made[kind]

    def _scalar(self, kind: type) -> Any:
        if issubclass(kind, Image | Badge):
            return str
        if kind is datetime:
            return self._moment
        if self._moment is str and issubclass(kind, date | timedelta):
            return Any
        return (int if issubclass(kind, int) else str) if self._moment is str and issubclass(kind, Enum) else kind


def _pydantic_model(name: str, fields: dict[str, tuple[str, Any, bool]]) -> Any:
    members: dict[str, Any] = {
        own: (kind, pydantic.Field(alias=key) if required else pydantic.Field(default=None, alias=key))
        for own, (key, kind, required) in fields.items()
    }
    return pydantic.create_model(name, __config__=pydantic.ConfigDict(frozen=True), **members)


def _msgspec_struct(name: str, fields: dict[str, tuple[str, Any, bool]]) -> Any:
    members = [(own, kind) if required else (own, kind, None) for own, (_, kind, required) in fields.items()]
    rename = {own: key for own, (key, _, _) in fields.items()}
    return msgspec.defstruct(name, members, rename=rename, kw_only=True, frozen=True)


def answers() -> dict[str, tuple[Any, object]]:
    """The five answers, with their types."""
    game = example(GameExtended)
    (achievement, *_) = game.achievements.values()
    achievements = FrozenMap({number: evolve(achievement, id=number) for number in range(1, 101)})
    listed, completion, unlock = example(GameListEntry), example(CompletionProgress), example(EarnedAchievement)
    page = Page(results=tuple(evolve(completion, game_id=number) for number in range(1, 501)), total=500)
    return {
        "list of 3,000 games": (
            tuple[GameListEntry, ...],
            tuple(evolve(listed, id=number) for number in range(1, 3001)),
        ),
        "game, 100 achievements": (GameExtended, evolve(game, achievements=achievements)),
        "completion, 500 rows": (Page[CompletionProgress], page),
        "500 unlocks": (
            tuple[EarnedAchievement, ...],
            tuple(evolve(unlock, achievement_id=number) for number in range(1, 501)),
        ),
        "summary of a user": (UserSummary, example(UserSummary)),
    }


def readers(kind: Any) -> dict[str, Read]:
    """What reads one answer, by library."""
    ours = PhpDialect().reader(kind)
    validate = pydantic.TypeAdapter(Mirror(_Moment, _pydantic_model).of(kind)).validate_json
    decode = msgspec.json.Decoder(Mirror(str, _msgspec_struct).of(kind), strict=False).decode
    return {
        "pydantic": validate,
        "ours": lambda body: ours(orjson.loads(body), {}),
        "msgspec": decode,
    }


def block(read: Read, body: bytes) -> float:
    """CPU microseconds for an answer."""
    count, begin = 0, time.process_time()
    while (spent := time.process_time() - begin) < SECONDS:
        read(body)
        count += 1
    return spent / count * 1e6


def main() -> None:
    """Print a line for each answer and library, and the geometric mean of our ratios to pydantic."""
    warm_malloc()
    rounds, ours = rounds_asked(), []
    print(f"{rounds} rounds; us CPU for an answer")
    print(heading("this", f"pydantic {pydantic.VERSION}"))
    for name, (kind, value) in answers().items():
        body, read = orjson.dumps(to_wire(value)), readers(kind)
        if isinstance(answer := read["ours"](body), Exception):
            raise answer
        times = by_turns({side: partial(block, read[side], body) for side in read}, rounds)
        ours.append(ratio(times["ours"], times["pydantic"]).median)
        for side in ("ours", "msgspec"):
            print(row(f"{side}: {name}", times[side], times["pydantic"]))
    print(f"geometric mean of our ratios: {statistics.geometric_mean(ours):.2f}; goal: at most 1.2")


if __name__ == "__main__":
    main()

"""Values that are computed once for each world."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from retroach_async.emulator.world import World

A = TypeVarTuple("A")
R = TypeVar("R")


def once(function: Callable[[World, *A], R]) -> Callable[[World, *A], R]:
    """The function, called once for each world and arguments."""
    memory: WeakKeyDictionary[World, dict[tuple[*A], R]] = WeakKeyDictionary()

    def remembered(world: World, *arguments: *A) -> R:
        made = memory.setdefault(world, {})
        if arguments not in made:
            made[arguments] = function(world, *arguments)
        return made[arguments]

    return remembered

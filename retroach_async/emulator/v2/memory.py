"""Values that are computed once for each world, until something changes in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple
from weakref import WeakKeyDictionary

from retroach_async.emulator.world import World

A = TypeVarTuple("A")
R = TypeVar("R")


def once(function: Callable[[World, *A], R]) -> Callable[[World, *A], R]:
    """The function, called once for each world and arguments, and again after a change of the world."""
    memory: WeakKeyDictionary[World, tuple[int, dict[tuple[*A], R]]] = WeakKeyDictionary()

    def remembered(world: World, *arguments: *A) -> R:
        changes, made = memory.get(world, (world.changes, {}))
        if world not in memory or changes != world.changes:
            made = {}
            memory[world] = world.changes, made
        if arguments not in made:
            made[arguments] = function(world, *arguments)
        return made[arguments]

    return remembered

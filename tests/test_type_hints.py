"""Types at run time, as injectors, validators and mocks read them."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import typing
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from redis.asyncio import Redis

import retroach_async
from retroach_async import Batch, Client, Model, RedisLimit, emulator, testing
from retroach_async._lazy import OptionalModule
from retroach_async.registry import walk


def callables_of(kind: type) -> Iterator[tuple[str, Callable[..., Any]]]:
    """A class, and the methods and properties that it defines itself."""
    yield kind.__name__, kind
    for name, member in vars(kind).items():
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        if inspect.isfunction(function) and (name == "__init__" or not name.startswith("_")):
            yield f"{kind.__name__}.{name}", function


def is_text(thing: object) -> bool:
    """True if a thing is a class of texts, whose constructor is Python's own and has no signature."""
    return isinstance(thing, type) and issubclass(thing, str)


DOORS = (retroach_async, emulator, testing)
GROUPS = (owner for _, member in walk(Client) if isinstance(member, type) for owner in member.__mro__)
KINDS = {
    kind
    for kind in (*(getattr(door, name) for door in DOORS for name in door.__all__), *Client.__mro__, *GROUPS)
    if inspect.isclass(kind) and kind.__module__.startswith("retroach_async") and not issubclass(kind, Model)
}
CALLABLES = dict(sorted(each for kind in KINDS for each in callables_of(kind)))


@pytest.mark.parametrize("name", CALLABLES)
def test_types_can_be_read_at_run_time(name: str) -> None:
    """Every annotation of a public class, its constructor and its methods is a type, not only text."""
    hints = typing.get_type_hints(CALLABLES[name])
    assert not any(isinstance(hint, str) for hint in hints.values())


@pytest.mark.parametrize("name", [name for name, thing in CALLABLES.items() if not is_text(thing)])
def test_signature_can_be_read_at_run_time(name: str) -> None:
    """The signature of a public class or method resolves, defaults included."""
    for parameter in inspect.signature(CALLABLES[name], eval_str=True).parameters.values():
        assert not isinstance(parameter.annotation, str)


@pytest.mark.parametrize("method", [Client.changed_games, Client.watch.fget, Batch.to_file])
def test_type_is_shown_by_a_name_that_can_be_imported(method: Callable[..., Any]) -> None:
    """`help` shows `watch.CursorStore`: what stands before the dot is a public package."""
    texts = " ".join(map(str, method.__annotations__.values())).replace("os.PathLike", "")
    for room, name in re.findall(r"([a-z_]+)\.(\w+)", texts):
        assert name in import_module(f"retroach_async.{room}").__all__


def test_library_in_a_signature_is_the_real_one() -> None:
    """Whoever hands over what a signature asks for finds the library's own class there."""
    session = typing.get_type_hints(Client.__init__)["session"]
    server = typing.get_type_hints(RedisLimit.__init__)["server"]

    assert aiohttp.ClientSession in typing.get_args(session)
    assert Redis in typing.get_args(server)


def test_looking_at_a_module_loads_no_library() -> None:
    """Only a look at the types loads the library that they come from; a plain import and a repr do not."""
    program = (
        "import sys, typing, retroach_async, retroach_async.client as client;"
        "hasattr(client.aiohttp, '__wrapped__'); repr(client.aiohttp);"
        "loaded = lambda: [name for name in ('aiohttp', 'redis') if name in sys.modules];"
        "before = loaded(); typing.get_type_hints(retroach_async.Client.__init__); print(before, loaded())"
    )
    command, root = [sys.executable, "-c", program], Path(__file__).parents[1]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=root)
    assert done.stdout.strip() == "[] ['aiohttp']"


def test_type_of_a_missing_library_is_anything() -> None:
    """Where an extra is not installed, the types of its library say nothing."""
    missing = OptionalModule("retroach_async.no_such_library")
    assert missing.Anything is Any
    assert repr(missing) == "<OptionalModule retroach_async.no_such_library>"

"""The live prefix of V2, below which some errors have no document."""

from __future__ import annotations

import pytest

from retroach_async import Client, Credentials, NotFound, Query, ServerError
from retroach_async.emulator import Emulator, Fault
from retroach_async.testing import MemoryTransport, json_reply
from tests.emulator.conftest import Get

BARE = {"message": "No query results for model [App\\Models\\Achievement] 999999"}


@pytest.mark.parametrize(("prefix", "body"), [("/v2", BARE), ("/api/v2", None)])
async def test_unknown_achievement_is_not_found_below_either_prefix(
    prefix: str, body: object, emulator: Emulator, get: Get
) -> None:
    """It is one sentence below the bare prefix, and a document below the long one; the client goes by the status."""
    url = emulator.base_url.removesuffix("/API") + prefix
    answered = await get(f"{url}/achievements/999999", {"X-API-Key": "key"})
    assert (answered.status, "errors" in answered.body) == (404, body is None)
    assert body in (None, answered.body)
    async with Client(Credentials("Max", "key"), base_url=emulator.base_url, v2_base_url=url) as ra:
        with pytest.raises(NotFound, match="no achievement 999999"):
            await ra.v2.achievements.get(999999)


@pytest.mark.parametrize("prefix", ["/v2", "/api/v2"])
async def test_crash_is_a_server_error_below_either_prefix(prefix: str, emulator: Emulator) -> None:
    """With an error document or without one."""
    emulator.inject(Fault.SERVER_ERROR, times=None)
    url = emulator.base_url.removesuffix("/API") + prefix
    async with Client(Credentials("Max", "key"), base_url=emulator.base_url, v2_base_url=url, retry=None) as ra:
        with pytest.raises(ServerError, match="Server Error"):
            await ra.v2.health()


@pytest.mark.parametrize("prefix", ["/v2", "/api/v2"])
async def test_other_errors_have_their_document_below_either_prefix(prefix: str, emulator: Emulator, get: Get) -> None:
    """An unknown path and an unknown game are the same below both."""
    url = emulator.base_url.removesuffix("/API") + prefix
    for path, title in (("nothing", "API endpoint not found"), ("games/99999999", "Not Found")):
        answered = await get(f"{url}/{path}", {"X-API-Key": "key"})
        assert answered.body["errors"][0]["title"] == title


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (BARE["message"], "no achievement 999999"),
        ("No query results for model [App\\Models\\AchievementSet] 5.", "no achievement set 5"),
        ("No query results for model [User] Max", "no user Max"),
        ("No query results for model [App\\Models\\Achievement].", "no such thing"),
        ("No query results for model [nonsense", "no such thing"),
    ],
)
async def test_sentence_about_a_model_names_the_thing(message: str, words: str) -> None:
    """A call without a declaration is told as well what is missing, when the server says it."""
    transport = MemoryTransport(lambda request: json_reply({"message": message}, 404))
    async with Client(Credentials("Max", "key"), transport=transport) as ra:
        with pytest.raises(NotFound) as caught:
            await ra.fetch(Query("v2", "achievements/999999"))
    assert caught.value.message == words

"""Results of every endpoint, spelt again as the emulator spelt them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retroach_async import ENDPOINTS, Client, Credentials, Endpoint, OAuthToken, to_wire
from retroach_async._types import choices
from retroach_async.access import DATA_READ
from retroach_async.emulator import Emulator
from tests.emulator.test_routes import ARGUMENTS
from tests.wire.spelt import additions, differences

UNKNOWN = {"next"}
"""Keys whose values no result holds: the address of the page that follows."""
NOT_ASKED_FOR = {
    "get_game_list": {"Hashes"},
    "get_game_ticket_stats": {"Tickets"},
    # The first of two names; here the server sends the other one.
    "get_user_game_leaderboards": {"DateSubmitted"},
    # Relations that the call asked for, and that this object does not have.
    "v2.tickets.get": {"leaderboard"},
    "v2.tickets.list": {"leaderboard"},
    "v2.user_awards.list": {"event", "game"},
    "v2.users.awards": {"event"},
}
"""Keys that are spelt although the server left them out, because there is nothing to say."""


def everything(endpoint: Endpoint) -> dict[str, Any]:
    """The required arguments of an endpoint, and all that it can include."""
    arguments = {name: ARGUMENTS[name] for name, param in endpoint.arguments.items() if param.required}
    include = endpoint.arguments.get("include")
    return endpoint.bind((), arguments | ({"include": choices(include.annotation)} if include else {}))


async def sent_by(emulator: Emulator, endpoint: Endpoint) -> Any:
    """The emulator's own answer."""
    credentials: Credentials | OAuthToken = Credentials("MaxMilyin", "any-key")
    if endpoint.scope not in (None, DATA_READ):
        credentials = OAuthToken(emulator.token("MaxMilyin", [endpoint.scope]))
    async with Client(credentials, base_url=emulator.base_url, rate_limit=None, retry=None) as ra:
        return (await ra.fetch(endpoint.compile(everything(endpoint)))).json()


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=ENDPOINTS.keys())
async def test_result_is_spelt_as_the_server_spelt_it(emulator: Emulator, endpoint: Endpoint) -> None:
    """The result is read back from its spelling, which has the server's keys and values."""
    sent, arguments = await sent_by(emulator, endpoint), everything(endpoint)
    result = endpoint.reader(sent, arguments)
    spelt = json.loads(json.dumps(to_wire(result, endpoint), allow_nan=False))

    assert endpoint.reader(spelt, arguments) == result
    if endpoint.name == "v2.games.achievement_distribution":
        return  # one of four distributions
    assert [found for found in differences(sent, spelt) if found[0] not in UNKNOWN] == []
    assert set(additions(sent, spelt)) == NOT_ASKED_FOR.get(endpoint.name, set())


async def test_one_of_the_four_distributions_is_filled(emulator: Emulator) -> None:
    """A distribution has its own place in V2's document; the places of the others hold zeros, or nothing."""
    endpoint = ENDPOINTS["v2.games.achievement_distribution"]
    sent = await sent_by(emulator, endpoint)
    hardcore = endpoint.reader(sent, endpoint.bind((14402,), {"hardcore": True}))
    spelt = to_wire(hardcore, endpoint)

    group = sent["meta"]["promoted"]
    assert spelt["meta"]["promoted"] == {
        **group,
        "distribution": [{**point, "playersCasual": 0} for point in group["distribution"]],
    }
    assert spelt["meta"]["unpromoted"] == {"totalAchievements": 0, "distribution": []}

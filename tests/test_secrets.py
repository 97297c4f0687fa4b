"""The API key reaches the server, intact, and nothing else."""

from __future__ import annotations

import copy
import logging
import pickle
from collections.abc import Callable
from typing import Any, TypeVar

import pytest

from retroach_async import Client, ConfigurationError, Credentials, InvalidRequest, RetroachError, UnexpectedRedirect
from retroach_async.credentials import API_KEY_VARIABLE
from retroach_async.secret import Secret
from retroach_async.testing import MemoryTransport, json_reply
from retroach_async.transport.protocol import Request
from tests.faults.leaks import assert_unseen, error_of, everything_said, everything_shown_by
from tests.faults.server import FaultServer, answer, echo, page_answer

E = TypeVar("E", bound=BaseException)

AWKWARD_KEY = "a&b#c+d%e f=g/ü€'\"\\"
"""A key in which every character means something somewhere."""


def error_from(kind: type[E], function: Callable[..., Any], *args: Any, **options: Any) -> E:
    """The error that a function raises, with a traceback that begins below this helper."""
    with pytest.raises(kind) as caught:
        function(*args, **options)
    return caught.value.with_traceback(caught.tb.tb_next)


@pytest.mark.parametrize("place", ["alone", "in a pair", "for a sibling"])
def test_key_in_place_of_credentials_is_not_shown(place: str, canary: str) -> None:
    """A client that is given a bare key says what to write, and no frame of the traceback has the key."""
    given: Any = ("me", canary) if place == "in a pair" else canary
    make = Client(Credentials("me", "another-key")).with_credentials if place == "for a sibling" else Client
    error = error_from(ConfigurationError, make, given)
    assert str(error) == "credentials must be Credentials(username, api_key) or OAuthToken(token)"
    assert_unseen(canary, everything_shown_by(error))


# Values that do not show


def test_secret_shows_three_stars_however_it_is_printed(canary: str) -> None:
    """A secret prints and formats as stars, also inside of other values."""
    secret = Secret(canary)
    shown = [str(secret), repr(secret), f"{secret}", f"{secret!r:>10}", "%s %r" % (secret, secret), repr([{1: secret}])]  # noqa: UP031
    assert_unseen(canary, shown)
    assert str(secret) == "***"


def test_secret_refuses_to_pickle(canary: str) -> None:
    """A secret does not end up in a file or in another process."""
    error = error_from(TypeError, pickle.dumps, Secret(canary))
    assert canary not in str(error)


def test_secret_is_a_value(canary: str) -> None:
    """Equal secrets are equal and hash alike, and a copy is the secret itself."""
    secret = Secret(canary)
    assert secret == Secret(canary) != Secret("another")
    assert hash(secret) == hash(Secret(canary))
    assert copy.deepcopy(secret) is copy.copy(secret) is secret
    assert secret != canary


def test_secret_has_no_attribute_that_shows_it(canary: str) -> None:
    """Looking at all public attributes does not show the text."""
    secret = Secret(canary)
    assert not hasattr(secret, "__dict__")
    assert_unseen(canary, [repr(getattr(secret, name)) for name in dir(secret) if not name.startswith("_")])


def test_credentials_do_not_show_the_key(credentials: Credentials, canary: str) -> None:
    """Credentials print with the name only."""
    shown = [str(credentials), repr(credentials), f"{credentials}", repr(credentials.api_key)]
    assert_unseen(canary, [*shown, repr(credentials.parameters)])
    assert "Tester" in repr(credentials)


def test_credentials_refuse_to_pickle(credentials: Credentials) -> None:
    """Credentials do not end up in a file or in another process."""
    with pytest.raises(TypeError):
        pickle.dumps(credentials)


def test_credentials_cannot_be_changed(credentials: Credentials) -> None:
    """Credentials are the identity of a tower, so they stay what they are."""
    with pytest.raises(AttributeError):
        credentials.username = "Somebody"  # type: ignore[misc]


def test_credentials_are_equal_by_name_and_key(credentials: Credentials, canary: str) -> None:
    """The same name and key are the same credentials; either one different is somebody else."""
    assert credentials == Credentials("Tester", canary)
    assert hash(credentials) == hash(Credentials("Tester", canary))
    assert credentials != Credentials("Other", canary)
    assert credentials != Credentials("Tester", "other")
    assert credentials != "Tester"


def test_logging_credentials_does_not_show_the_key(credentials: Credentials, canary: str) -> None:
    """A program that logs its credentials by mistake logs no key."""
    with everything_said() as texts:
        logging.getLogger("somebody").warning("using %s and %r", credentials, credentials.api_key)
        assert "using" in texts()[0]
        assert_unseen(canary, texts())


async def test_client_and_request_do_not_show_the_key(credentials: Credentials, canary: str) -> None:
    """Neither a client, nor what it is made of, nor a request on its way prints the key."""
    seen: list[str] = []

    def answered(request: Request) -> Any:
        seen.extend([repr(request), repr(request.query), repr(request.credentials)])
        return json_reply({"1": 5})

    async with Client(credentials, transport=MemoryTransport(answered)) as ra:
        await ra.get_achievement_distribution(1)
        assert_unseen(canary, [repr(ra), str(ra), repr(vars(ra)), *seen])


# Keys that cannot be right

BAD_KEYS = {
    "line feed": "Canary\nKey",
    "carriage return": "Canary\rKey",
    "nul": "Canary\0Key",
    "delete": "Canary\x7fKey",
    "empty": "",
    "space before": " CanaryKey",
    "space after": "CanaryKey ",
    "line break after": "CanaryKey\n",
    "not text": 12345678901,
}


@pytest.mark.parametrize("key", BAD_KEYS.values(), ids=BAD_KEYS)
def test_bad_key_is_refused_without_being_shown(key: Any) -> None:
    """A key that cannot be right is a ConfigurationError that names the parameter and does not show the value."""
    error = error_from(ConfigurationError, Credentials, "Tester", key)
    assert "api_key" in str(error)
    if key:
        assert_unseen(str(key), everything_shown_by(error))


@pytest.mark.parametrize("key", [key for key in BAD_KEYS.values() if isinstance(key, str) and key])
def test_bad_key_from_the_environment_is_refused_without_being_shown(key: str) -> None:
    """The same holds for a key from the environment."""
    error = error_from(ConfigurationError, Credentials.from_environment, {API_KEY_VARIABLE: key})
    assert_unseen(key, everything_shown_by(error))


def test_bad_username_is_refused(canary: str) -> None:
    """A name with a line break is a ConfigurationError that names the parameter and does not show the key."""
    error = error_from(ConfigurationError, Credentials, "Max\nMilyin", canary)
    assert "username" in str(error)
    assert_unseen(canary, everything_shown_by(error))


def test_missing_key_names_the_variable() -> None:
    """Without any key the error says where one could come from."""
    with pytest.raises(ConfigurationError, match=API_KEY_VARIABLE):
        Client()


def test_wrong_option_beside_a_good_key_does_not_show_it(canary: str) -> None:
    """A wrong option beside good credentials raises an error in whose locals the key does not show."""
    error = error_from(ConfigurationError, Client, Credentials("Max", canary), base_url="http://example.org")
    assert_unseen(canary, everything_shown_by(error))


# The way to the server


async def test_key_arrives_intact_in_the_query() -> None:
    """V1's key travels as `y`, encoded once, beside the name as `z`."""
    async with (
        FaultServer(answer()) as server,
        Client(Credentials("Max & Co", AWKWARD_KEY), base_url=server.url) as ra,
    ):
        await ra.get_achievement_distribution(7)
    (request,) = server.requests
    assert request.params == {"i": "7", "z": "Max & Co", "y": AWKWARD_KEY}
    assert "authorization" not in request.headers


async def test_key_arrives_intact_in_the_header() -> None:
    """With key_in="header" V1's key travels as a bearer token and stays out of the URL."""
    client_options: dict[str, Any] = {"key_in": "header"}
    async with (
        FaultServer(answer()) as server,
        Client(Credentials("Max", AWKWARD_KEY), base_url=server.url, **client_options) as ra,
    ):
        await ra.get_achievement_distribution(7)
    (request,) = server.requests
    assert request.headers["authorization"] == f"Bearer {AWKWARD_KEY}"
    assert_unseen(AWKWARD_KEY, [request.target])


async def test_key_of_v2_arrives_intact_in_its_header() -> None:
    """V2's key travels as X-API-Key and stays out of the URL."""
    async with (
        FaultServer(answer(404, {})) as server,
        Client(Credentials("Max", AWKWARD_KEY), base_url=server.url) as ra,
    ):
        with pytest.raises(RetroachError):
            await ra.v2.games.get(7)
    (request,) = server.requests
    assert request.headers["x-api-key"] == AWKWARD_KEY
    assert "authorization" not in request.headers
    assert_unseen(AWKWARD_KEY, [request.target])


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirect_is_not_followed(status: int, credentials: Credentials, canary: str) -> None:
    """A redirect is an error, and the other host never hears of us."""
    async with FaultServer(answer()) as other:
        elsewhere = answer(status, {}, Location=f"{other.url}/?y={canary}")
        async with FaultServer(elsewhere) as server, Client(credentials, base_url=server.url) as ra:
            error = await error_of(ra.get_achievement_distribution(7))
        assert isinstance(error, UnexpectedRedirect)
        assert_unseen(canary, everything_shown_by(error))
        assert (len(server.requests), len(other.requests)) == (1, 0)


# Servers that repeat what they were told


@pytest.mark.parametrize("key", ["CanaryKey7Q2", AWKWARD_KEY], ids=["plain", "awkward"])
@pytest.mark.parametrize("key_in", ["query", "header"])
async def test_key_repeated_in_an_error_of_v1_is_removed(key: str, key_in: Any) -> None:
    """A server that puts the request into its error message does not put the key into ours."""
    async with FaultServer(echo) as server, Client(Credentials("Max", key), base_url=server.url, key_in=key_in) as ra:
        error = await error_of(ra.get_achievement_distribution(7))
    assert isinstance(error, InvalidRequest)
    assert "***" in str(error)
    assert_unseen(key, everything_shown_by(error))


async def test_key_repeated_in_an_error_of_v2_is_removed(credentials: Credentials, canary: str) -> None:
    """The same holds for the details of a JSON:API error."""
    document = {"errors": [{"title": f"no {canary}", "detail": f"the key {canary} is not known"}]}
    async with FaultServer(answer(422, document)) as server, Client(credentials, base_url=server.url) as ra:
        error = await error_of(ra.v2.games.get(7))
    assert isinstance(error, InvalidRequest)
    assert_unseen(canary, everything_shown_by(error))


@pytest.mark.parametrize("padding", [0, 180, 190, 195])
@pytest.mark.parametrize("key", ["CanaryKey7Q2", AWKWARD_KEY], ids=["plain", "awkward"])
async def test_key_repeated_on_a_page_is_removed(key: str, padding: int) -> None:
    """A page that is quoted in a DecodeError is quoted without the key, also where the quotation ends within it."""
    page = page_answer("<p>" + "-" * padding + f" {key} " + "</p>")
    async with FaultServer(page) as server, Client(Credentials("Max", key), base_url=server.url, retry=None) as ra:
        error = await error_of(ra.get_achievement_distribution(7))
    assert isinstance(error, RetroachError)
    texts = list(everything_shown_by(error))
    assert_unseen(key, texts)
    assert_unseen(key[:6], texts)


async def test_key_repeated_where_a_value_is_wrong_is_removed(credentials: Credentials, canary: str) -> None:
    """A ValidationError that quotes the offending value quotes it without the key."""
    async with (
        FaultServer(answer(200, {"1": f"{canary} players"})) as server,
        Client(credentials, base_url=server.url) as ra,
    ):
        error = await error_of(ra.get_achievement_distribution(7))
    assert isinstance(error, RetroachError)
    assert_unseen(canary, everything_shown_by(error))


async def test_key_in_an_argument_is_not_repeated(credentials: Credentials, canary: str) -> None:
    """A key given by mistake where an id belongs is not sent; the error may show what the caller passed."""
    transport = MemoryTransport([])
    async with Client(credentials, transport=transport) as ra:
        with pytest.raises(InvalidRequest, match="game_id"):
            await ra.get_game(canary)  # type: ignore[arg-type]
    assert transport.queries == []


# Addresses to which the key may go


@pytest.mark.parametrize("parameter", ["base_url", "v2_base_url"])
@pytest.mark.parametrize(
    "address",
    [
        "http://retroachievements.org/API",
        "http://192.168.0.7",
        "http://localhost.example.org",
        "http://127.0.0.1.example.org",
        "http://[2001:db8::1]/",
        "ftp://localhost",
        "retroachievements.org/API",
        "https://",
        "https://user:pass@localhost",
        "https://localhost/?y=1",
        "https://localhost/#top",
        "https://local host",
        "https://localhost:port",
        "https://localhost:99999",
    ],
)
def test_unsafe_address_is_refused(address: str, parameter: str, credentials: Credentials) -> None:
    """A key goes nowhere in the clear, and an address that is not one is refused at once, by its parameter's name."""
    options: dict[str, Any] = {parameter: address}
    with pytest.raises(ConfigurationError, match=rf"^{parameter} "):
        Client(credentials, **options)


@pytest.mark.parametrize("address", ["http://localhost:1", "http://127.0.0.1", "http://[::1]:8000/API/"])
def test_this_machine_may_be_asked_without_tls(address: str, credentials: Credentials) -> None:
    """A server on this machine needs no certificate."""
    assert address.rstrip("/") in repr(Client(credentials, base_url=address))

"""Addresses of pages, read and written."""

from __future__ import annotations

import random
import string
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async import InvalidRequest
from retroach_async.keys import LARGEST_ID
from retroach_async.lookup import PageKind, PageLink, page_url, parse_url

SITE = "https://retroachievements.org"
NUMBERED = sorted({*get_args(PageKind)} - {"user"})

links = st.one_of(
    st.builds(PageLink, st.sampled_from(NUMBERED), st.integers(1, LARGEST_ID)),
    st.builds(PageLink, st.just("user"), st.from_regex(r"[A-Za-z0-9]{2,20}|[A-Za-z0-9]{26}", fullmatch=True)),
)


@given(links)
def test_address_leads_back_to_its_id(link: PageLink) -> None:
    """The address of a page is read as that page."""
    assert parse_url(page_url(link.kind, link.id)) == link
    assert link.url == page_url(link.kind, link.id)
    assert parse_url(link.url) == link


@given(links, st.sampled_from(["<{}>", "{}.", "({})", "**{}**", "||{}||", "`{}`", '"{}",', "{}!?", " {}\n", "<{}>."]))
def test_what_stands_around_an_address_is_ignored(link: PageLink, around: str) -> None:
    """Chat programs and sentences put signs around an address."""
    assert parse_url(around.format(link.url)) == link


@pytest.mark.parametrize(
    ("address", "kind", "key"),
    [
        ("/game/14402", "game", 14402),
        ("/game/14402/", "game", 14402),
        ("/game/14402?unofficial=1", "game", 14402),
        ("/game/14402#comments", "game", 14402),
        ("/game/14402-dragster", "game", 14402),
        ("/game/1/hashes", "game", 1),
        ("/game/1/comments", "game", 1),
        ("/game/1/top-achievers", "game", 1),
        ("/Game/1", "game", 1),
        ("/achievement/9", "achievement", 9),
        ("/user/MaxMilyin", "user", "MaxMilyin"),
        ("/User/MaxMilyin", "user", "MaxMilyin"),
        ("/user/MaxMilyin/game/5/activity", "user", "MaxMilyin"),
        ("/user/01HV5KZ8QW3N7T2M4X6Y9B1C0D", "user", "01HV5KZ8QW3N7T2M4X6Y9B1C0D"),
        ("/leaderboard/3", "leaderboard", 3),
        ("/leaderboard/3-green-hill-act-1", "leaderboard", 3),
        ("/leaderboardinfo.php?i=3", "leaderboard", 3),
        ("/ticket/5", "ticket", 5),
        ("/ticketmanager.php?i=5", "ticket", 5),
        ("/hub/7", "hub", 7),
        ("/event/8", "event", 8),
        ("/system/7/games", "system", 7),
        ("/system/7-nes/games?sort=title", "system", 7),
        ("/gameInfo.php?ID=1", "game", 1),
        ("/gameinfo.php?v=1&ID=2", "game", 2),
        ("/linkedhashes.php?g=1", "game", 1),
        ("/achievementInfo.php?ID=9", "achievement", 9),
        ("/userInfo.php?ID=Scott&g=3", "user", "Scott"),
    ],
)
@pytest.mark.parametrize(
    "site", [SITE, "http://www.retroachievements.org", "RetroAchievements.org", "//retroachievements.org"]
)
def test_address_is_read(site: str, address: str, kind: PageKind, key: int | str) -> None:
    """Every usual form of an address leads to its page."""
    assert parse_url(f"{site}{address}") == PageLink(kind, key)


@pytest.mark.parametrize(
    "address",
    [
        "",
        SITE,
        f"{SITE}/",
        f"{SITE}/games",
        f"{SITE}/game/",
        f"{SITE}/game/0",
        f"{SITE}/game/-1",
        f"{SITE}/game/1.5",
        f"{SITE}/game/1e3",
        f"{SITE}/game/{2**63}",
        f"{SITE}/game/{'9' * 5000}",
        f"{SITE}/game/٣",
        f"{SITE}/game/\uff11",
        f"{SITE}/game/%D9%A3",
        f"{SITE}/game/1 2",
        f"{SITE}/u/01HV5KZ8QW3N7T2M4X6Y9B1C0D",
        f"{SITE}/user/x",
        f"{SITE}/user/no%20name",
        f"{SITE}/user/Scott_",
        f"{SITE}/user/Scott/../Tom/{'x' * 3000}",
        f"{SITE}/viewtopic.php?t=1",
        f"{SITE}/gameInfo.php",
        f"{SITE}/gameInfo.php?ID=",
        f"{SITE}/gameInfo.php?i=1",
        f"{SITE}/settings/1",
        f"{SITE}:8080/game/1",
        "https://example.com/game/1",
        "https://retroachievements.org.example.com/game/1",
        "https://retroachievements.org@example.com/game/1",
        "https://example.com/https://retroachievements.org/game/1",
        "https://api.retroachievements.org/game/1",
        "https://media.retroachievements.org/Images/000001.png",
        "ftp://retroachievements.org/game/1",
        "javascript:retroachievements.org/game/1",
        "see https://retroachievements.org/game/1",
        "https://retroachievements.org/game/1 https://retroachievements.org/game/2",
        "14402",
        "MaxMilyin",
    ],
)
def test_what_is_no_page_of_the_site_is_none(address: str) -> None:
    """Other hosts, other pages and ids that the API does not take give nothing."""
    assert parse_url(address) is None


@pytest.mark.parametrize("value", [None, 1, b"https://retroachievements.org/game/1", ["x"], object()])
def test_what_is_no_text_is_none(value: object) -> None:
    """Reading an address never raises, whatever it is given."""
    assert parse_url(value) is None


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    """Any text is read, also behind the site's name."""
    assert parse_url(text) is None
    for address in (f"{SITE}/{text}", f"{SITE}/game/{text}", f"{SITE}/gameInfo.php?{text}", f"https://{text}/game/1"):
        link = parse_url(address)
        assert link is None or parse_url(link.url) == link


def test_a_thousand_random_texts_never_raise() -> None:
    """Texts of the signs that addresses are made of give a page or nothing."""
    chance = random.Random(12)
    parts = [
        *string.printable,
        SITE,
        "/game/",
        "/user/",
        "/u/",
        ".php?",
        "ID=",
        "[",
        "]",
        "%",
        "%ZZ",
        "\0",
        "\uff11",
        "é",
        "🎮",
    ]
    for _ in range(1000):
        link = parse_url("".join(chance.choices(parts, k=chance.randrange(40))))
        assert link is None or parse_url(link.url) == link


@pytest.mark.parametrize("key", [0, -1, 2**63, pytest.param(10**5000, id="huge"), "1", "x", None, True, 1.0])
def test_page_of_an_impossible_id_has_no_address(key: object) -> None:
    """An id that the API does not take is refused, and the message says what is wanted."""
    with pytest.raises(InvalidRequest, match="id must be a game id, an integer from 1, not ") as caught:
        page_url("game", key)  # type: ignore[arg-type]
    assert caught.value.parameter == "id"


@pytest.mark.parametrize("name", ["", "x", "no name", "a/b", 5, pytest.param(10**5000, id="huge"), None])
def test_page_of_an_impossible_user_has_no_address(name: object) -> None:
    """A name that nobody can have is refused."""
    with pytest.raises(InvalidRequest, match="id must be a user name or ULID"):
        page_url("user", name)  # type: ignore[arg-type]


def test_unknown_kind_of_page_is_refused() -> None:
    """The message names the kinds that there are."""
    with pytest.raises(InvalidRequest, match=r"kind must be one of game, achievement, user, .+, not 'forum'"):
        page_url("forum", 1)  # type: ignore[arg-type]

"""The wire's vocabulary: every query key and what it means, once.

One letter means different things at different endpoints, so the names here say what is meant. A
declared method cites them: `game_id: Annotated[int, keys.GAME_I]`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from attrs import evolve, frozen

Place = Literal["query", "path", "header", "answer"]


@frozen
class Key:
    """A parameter as the server knows it."""

    wire: str
    """Its name in the query, in the path or among the headers."""
    meaning: str
    """One sentence for people; used by the command line and the reference."""
    least: int | None = None
    """The smallest number the server accepts."""
    most: int | None = None
    """The largest number the server accepts."""
    pattern: str | None = None
    """A regular expression that text must match as a whole."""
    expects: str = ""
    """A description of a good value, for an error, where a pattern says too little to people."""
    place: Place = "query"
    """The place in a request. `answer` is never sent: it chooses a part of the answer."""
    secret: bool = False
    """True for a credential, which only the transport adds."""
    repeats: bool = False
    """True when each item of a list is sent under the key anew; otherwise a list is one text with commas."""
    keeps_order: bool = False
    """True when the order of a list's items means something to the server."""
    thing: str = ""
    """The kind of thing that a value names, for an error: `game` in "no game 5"; empty when it names none."""
    not_before: Key | None = None
    """The key of the moment or day at which an interval begins, where this one is its end."""

    @property
    def limit(self) -> int | None:
        """The largest number, where it is a limit; None where it only says how ids are stored."""
        return None if self.most == LARGEST_ID else self.most

    def upto(self, most: int) -> Key:
        """The same key with a largest number."""
        return evolve(self, most=most)


@frozen
class Spelling:
    """The spelling of one type's values in a query."""

    expectation: str
    """A description of a good value, for an error: "an integer"."""
    encode: Callable[[Any], str | None]
    """The text of a value; None when the value is not of the type."""
    sample: str = ""
    """A good value as a program writes it: `True`; of a list, some items of it."""


LARGEST_ID = 2**63 - 1
"""PHP's largest integer; a larger id is never sent."""
_ID = "[1-9][0-9]{0,18}"

USERNAME = Key("z", "Name of the key's owner; the server does not read it.", secret=True)
API_KEY = Key("y", "Web API key of the caller.", secret=True)
API_KEY_HEADER = Key("X-API-Key", "Web API key of the caller.", place="header", secret=True)

GAME_I = Key("i", "Game id, as in the address of its page.", least=1, most=LARGEST_ID, thing="game")
GAME_G = Key("g", "Game id, as in the address of its page.", least=1, most=LARGEST_ID, thing="game")
GAMES = Key(
    "i",
    "Game ids from 1.",
    pattern=f"{_ID}(,{_ID})*",
    expects="a collection of game ids, each from 1, such as [1, 2, 3]",
)
ACHIEVEMENT = Key("a", "Achievement id, as in the address of its page.", least=1, most=LARGEST_ID, thing="achievement")
LEADERBOARD = Key("i", "Leaderboard id, as in the address of its page.", least=1, most=LARGEST_ID, thing="leaderboard")
TICKET = Key("i", "Ticket id, as in the address of its page.", least=1, most=LARGEST_ID, thing="ticket")
SYSTEM = Key("i", "System id, see get_console_ids.", least=1, most=LARGEST_ID, thing="system")
USER = Key(
    "u",
    "User name or ULID.",
    pattern="[A-Za-z0-9]{2,20}|[A-Za-z0-9]{26}",
    expects='a user name or ULID, such as "MaxMilyin"',
    thing="user",
)

FLAGS = Key("f", "Official (promoted) or unofficial achievements.")
HARDCORE = Key("h", "Count hardcore unlocks instead of casual-only ones.")
RANK_KIND = Key("t", "High scores or latest masters.")
PREFER_HARDCORE = Key("h", "Prefer hardcore; the server ignores it.")
WITH_AWARD = Key("a", "Add the highest award.")

ONLY_WITH_ACHIEVEMENTS = Key("f", "Only games that have promoted achievements.")
WITH_HASHES = Key("h", "Add the supported file hashes to each game.")
ONLY_ACTIVE = Key("a", "Only systems whose games can be played for achievements.")
ONLY_GAME_SYSTEMS = Key("g", "Leave out hubs and events.")

FROM_MOMENT = Key("f", "Earliest moment, to the second.")
TO_MOMENT = Key("t", "Latest moment, to the second.", not_before=FROM_MOMENT)
ON_DAY = Key("d", "Day, in UTC.")
UP_TO_DAY = Key("d", "Latest day, in UTC; today when left out.")
MINUTES = Key("m", "Minutes to look back.", least=0, most=LARGEST_ID)

CLAIM_KIND = Key("k", "Completed, dropped or expired claims.")
AWARD_KINDS = Key("k", "Kinds of awards; all when left out.")
REQUEST_KIND = Key("t", "Requests that are still open, or all.")
COMMENTED = Key(
    "i",
    "Game id, achievement id, user name or ULID.",
    pattern=f"{_ID}|(?=[0-9]*[A-Za-z])[A-Za-z0-9]{{1,26}}",  # a user's name of digits alone would be taken for an id
    expects='a game id, an achievement id, a user name or a ULID, such as 14402 or "MaxMilyin"',
    thing="open wall of",
)
COMMENT_KIND = Key("t", "Kind of thing that the id names; needed for a number.")
COMMENT_ORDER = Key("sort", "Oldest or newest comments first.")
MOST_TICKETED = Key("f", "Chooses the games with the most open tickets.")
TICKET_FLAGS = Key("f", "Tickets on official (promoted) or on unofficial achievements.")
WITH_TICKETS = Key("d", "Add the tickets themselves.")

COUNT = Key("c", "Number of rows to return.", least=1)
COUNT_OR_ALL = Key("c", "Number of rows to return; 0 for all.", least=0)
COUNT_OR_NONE = Key("c", "Number of rows to return; 0 for none.", least=0)
OFFSET = Key("o", "Number of rows to skip.", least=0)
RECENT_GAMES = Key("g", "Number of games to add, the latest first.", least=0, most=100)
RECENT_ACHIEVEMENTS = Key("a", "Number of achievements to add; 0 for all of the games, locked ones too.", least=0)

SORT = Key("sort", "Order of the rows; a leading minus means descending.", keeps_order=True)
INCLUDE = Key("include", "Related objects to put into the answer; reading any others raises `NotIncluded`.")
PAGE = Key("page[number]", "Page to return, from 1.", least=1)
PAGE_SIZE = Key("page[size]", "Rows on a page.", least=1, most=100)

CHOOSE_HARDCORE = Key("hardcore", "Take hardcore unlocks instead of casual-only ones.", place="answer")
CHOOSE_FLAGS = Key("flags", "Take official (promoted) or unofficial achievements.", place="answer")


def in_path(name: str, thing: str) -> Key:
    """The id of a thing in the path of V2."""
    meaning = f"{thing.capitalize()} id, as in the address of its page."
    return Key(name, meaning, least=1, most=LARGEST_ID, place="path", thing=thing)


USER_PATH = Key(
    "user",
    "User name or ULID.",
    pattern=r"(?!\.{1,2}\Z)[^\x00-\x1f\x7f\ud800-\udfff]{1,64}",
    expects='a user name or ULID, such as "MaxMilyin"',
    place="path",
    thing="user",
)


def filter_by(name: str, meaning: str, *, not_before: Key | None = None) -> Key:
    """A filter of V2 by words, flags or moments: `filter[state]`; `not_before` is the beginning of the interval."""
    return Key(f"filter[{name}]", meaning, not_before=not_before)


def filter_by_text(name: str, meaning: str) -> Key:
    """A filter of V2 by text that somebody wrote, such as a title: `filter[title]`."""
    expects = "text without line breaks and other control characters"
    return Key(f"filter[{name}]", meaning, pattern=r"[^\x00-\x1f\x7f]+", expects=expects)


def filter_by_id(name: str, meaning: str) -> Key:
    """A filter of V2 by one id: `filter[systemId]`."""
    return Key(f"filter[{name}]", meaning, least=1, most=LARGEST_ID)


def filter_by_ids(name: str, meaning: str, *, repeats: bool = False) -> Key:
    """A filter of V2 by any number of ids: `filter[id]=1,2`, or `filter[id][]=1&filter[id][]=2`."""
    return Key(
        f"filter[{name}]{'[]' if repeats else ''}",
        meaning,
        pattern=f"{_ID}(,{_ID})*",
        expects="a collection of ids, each from 1, such as [1, 2, 3]",
        most=LARGEST_ID,
        repeats=repeats,
    )


def filter_by_users(name: str, meaning: str) -> Key:
    """A filter of V2 by any number of ULIDs."""
    return Key(
        f"filter[{name}]",
        meaning,
        pattern="[0-9A-Za-z]{26}(,[0-9A-Za-z]{26})*",
        expects='a collection of ULIDs, such as ["01HV5KZ8QW3N7T2M4X6Y9B1C0D"]',
    )

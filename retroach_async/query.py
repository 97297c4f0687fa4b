"""Questions and answers as plain values that hold no secret."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC
from typing import Any, Literal
from urllib.parse import urlencode

from attrs import Factory, field, frozen

from retroach_async.making import maker_of

Api = Literal["v1", "v2"]


def pair_text(key: str, value: str) -> str:
    """A parameter as it stands in a URL: `i=14402`."""
    letters = key + value
    is_plain = letters.isalnum() and letters.isascii()  # nearly always so, and cheaper than quoting
    return key + "=" + value if is_plain else urlencode([(key, value)])


def _text_of(query: Query) -> str:
    try:
        return "&".join([pair_text(*pair) for pair in query.params])
    except (AttributeError, TypeError, ValueError):
        return "..."  # somebody's own query that cannot be sent, which is refused with a message that shows it


@frozen
class Query:
    """One question to the server: path and parameters, hashable and free of secrets.

    It is the identity of a call: the key under which identical calls join, the line in the log and
    the address in an error.
    """

    api: Api
    """The API that is asked."""
    path: str
    """The path below the API's base URL, e.g. `API_GetGame.php` or `games/1`."""
    params: tuple[tuple[str, str], ...] = ()
    """Wire key and text, in the order in which they are sent."""
    text: str = field(init=False, repr=False, eq=False, default=Factory(_text_of, takes_self=True))
    """The parameters as they stand in a URL, e.g. `i=14402&h=1`."""

    @property
    def encoded(self) -> str:
        """Path and parameters as they stand in a URL, e.g. `API_GetGame.php?i=1`."""
        return f"{self.path}?{self.text}" if self.params else self.path

    def __str__(self) -> str:
        return f"{self.api} {self.encoded}"


make_query = maker_of(Query)
"""A query of an API, a path, parameters and their text; quicker than `Query(...)`, since every call makes one."""


@frozen
class Age:
    """The time for which an answer stays true, in seconds; declared with its endpoint, used by a cache."""

    fresh: float
    """Seconds for which an answer is as good as a new one."""
    stale: float = 0.0
    """Further seconds for which a cache gives the answer while it fetches a new one."""


@frozen
class Parts:
    """The answers, one for each id, that an answer for many ids is made of, so that a cache can keep each of them."""

    ids: tuple[str, ...]
    """The ids that are asked for."""
    query_of: Callable[[str], Query]
    """The query that asks for one id alone."""
    query_for: Callable[[Sequence[str]], Query]
    """The query that asks for some of the ids at once, for a cache that renews them."""
    apart: Callable[[Any], Mapping[str, Any]]
    """A function from the payload for some ids to the payload of each, by id."""
    together: Callable[[Iterable[Any]], Any]
    """A function from the payloads of some ids to the payload that holds all of them."""


@frozen
class Reply:
    """An HTTP answer as it came, its body decompressed."""

    status: int
    """The HTTP status."""
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    """The headers, to be asked for in lower case; `Location` and `Set-Cookie` are left out."""
    body: bytes = field(default=b"", repr=lambda body: f"<{len(body)} bytes>")
    """The body."""

    def json(self) -> Any:
        """The parsed JSON of the body. Raises ValueError when the body is not JSON."""
        return json.loads(self.body)

    def seconds_to_wait(self, now: float) -> float | None:
        """The wait that `Retry-After` asks for, in seconds; None when the header is missing or makes no sense.

        A date is measured against the answer's own `Date`, so that a wrong local clock does no harm, or else
        against `now`, as Unix seconds.
        """
        text = self.headers.get("retry-after", "").strip()
        if _SECONDS.fullmatch(text):
            return float(text)
        if (moment := _unix_seconds(text)) is None:
            return None
        sent = _unix_seconds(self.headers.get("date", ""))
        return max(0.0, moment - (now if sent is None else sent))


make_reply = maker_of(Reply)
"""A reply of a status, headers and a body; quicker than `Reply(...)`, since every call makes one."""


@frozen
class Answer:
    """A good reply with its parsed JSON. Identical calls share one, so nobody changes it."""

    reply: Reply
    payload: Any = field(repr=False)
    unknown: tuple[str, ...] = ()
    """The ids, of many that a call asks for, of which a cache knows nothing: they were not asked for."""


make_answer = maker_of(Answer)
"""An answer of a reply, a payload and unknown ids; quicker than `Answer(...)`, since every call makes one."""


_SECONDS = re.compile(r"[0-9]{1,300}(\.[0-9]+)?(e[0-9]{1,2})?", re.ASCII | re.IGNORECASE)


def _unix_seconds(text: str) -> float | None:
    """An HTTP date as Unix seconds; a date that names no zone, or an unknown one, is UTC."""
    from email.utils import parsedate_to_datetime  # noqa: PLC0415  few answers have a date to read

    try:
        moment = parsedate_to_datetime(text)
        return (moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment).timestamp()
    except (ValueError, OverflowError):
        return None

"""Everything that can go wrong on the wire, by the number of the promise that it tests."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

from retroach_async import (
    AuthenticationFailed,
    Blocked,
    ConnectionFailed,
    DecodeError,
    Forbidden,
    InvalidRequest,
    NotFound,
    RateLimited,
    ServerError,
    TimedOut,
    Timeouts,
    TlsFailed,
    UnexpectedRedirect,
    ValidationError,
)
from tests.faults.fault import Fault, Place, distribution_twice, game, game_of_v2
from tests.faults.server import (
    answer,
    body_answer,
    dripping,
    head,
    page_answer,
    raw,
    raw_then_reset,
    raw_then_silence,
    surplus_later,
)

GOOD = {1: 5, 2: 3}
"""The value that the client makes of a good answer of the server."""
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
CUT = b'{"1": 5, "2"'
CLOUDFLARE = {"Server": "cloudflare", "CF_Ray": "8f0-VIE"}


def _connections() -> Iterator[Fault]:
    """Rows 1 to 8: no whole answer comes."""
    lost = {"error": ConnectionFailed, "attempts": 4}
    yield Fault(row=1, name="connection refused", place=Place.NOWHERE, says="refused", **lost)
    yield Fault(row=2, name="reset before the reply", script=(raw_then_reset(),), **lost)
    yield Fault(row=2, name="closed before the reply", script=(raw(),), **lost)
    yield Fault(row=2, name="reset once", script=(raw_then_reset(), answer()), attempts=2, value=GOOD)
    yield Fault(row=3, name="reset in the body", script=(raw_then_reset(head(200, 500), CUT),), **lost)
    yield Fault(row=3, name="closed in the body", script=(raw(head(200, 500), CUT),), says="incomplete", **lost)
    yield Fault(row=3, name="whole JSON but too short", script=(raw(head(200, 500), b'{"1": 5}'),), **lost)
    yield Fault(row=3, name="cut once", script=(raw(head(200, 500), CUT), answer()), attempts=2, value=GOOD)
    yield Fault(row=4, name="chunks aborted", script=(raw(CHUNKED, b"8\r\n", b'{"1": 5}', b"\r\n"),), **lost)
    yield Fault(row=5, name="bad size of a chunk", script=(raw(CHUNKED, b"zz\r\n", CUT),), **lost)
    yield Fault(row=6, name="not HTTP", script=(raw(b"220 mail.example.org ESMTP\r\n\r\n"),), says="valid HTTP", **lost)
    yield Fault(row=6, name="bad status line", script=(raw(b"HTTP/1.1 abc\r\n\r\n"),), says="valid HTTP", **lost)
    long = b"X-Long: " + b"x" * 300_000 + b"\r\nContent-Length: 2\r\n\r\n[]"
    yield Fault(row=7, name="endless header", script=(raw(OK, long),), says="valid HTTP", **lost)
    cookie = b"Set-Cookie: a=b\x00c\r\nContent-Length: 2\r\n\r\n[]"
    yield Fault(row=7, name="control character in a header", script=(raw(OK, cookie),), may_pass=True, value={}, **lost)
    surplus = surplus_later(b'{"1": 5, "2": 3}', b"surplus")
    yield Fault(
        row=8, name="surplus", script=(surplus, answer()), call=distribution_twice, attempts=2, value=[GOOD, GOOD]
    )


def _bodies() -> Iterator[Fault]:
    """Rows 9 to 23: a whole answer that is not the JSON it should be."""
    undecodable = {"error": DecodeError, "attempts": 2, "facts": {"status": 200}}
    small = raw(head(200, len(CUT)), CUT, b": 3}")
    either = (DecodeError, ConnectionFailed)  # aiohttp finds what follows, and refuses the whole
    yield Fault(row=9, name="length too small", script=(small,), error=either, attempts=4)
    yield Fault(row=10, name="truncated", script=(body_answer(CUT),), says="not valid JSON", **undecodable)
    yield Fault(row=10, name="truncated once", script=(body_answer(CUT), answer()), attempts=2, value=GOOD)
    yield Fault(row=11, name="empty", script=(body_answer(b""),), says="empty", **undecodable)
    yield Fault(row=11, name="blank", script=(body_answer(b" \r\n"),), says="empty", **undecodable)
    no_content = {"error": DecodeError, "attempts": 2, "facts": {"status": 204}}
    yield Fault(row=12, name="no content", script=(raw(head(204, None)),), **no_content)
    yield Fault(row=13, name="null for an object", script=(body_answer(b"null"),), call=game, error=NotFound)
    yield Fault(row=13, name="null for a map", script=(body_answer(b"null"),), error=ValidationError)
    yield Fault(row=14, name="list for an empty map", script=(body_answer(b"[]"),), value={})
    warning = b'<br />\n<b>Warning</b>: Undefined index in /x.php\n{"1": 5}'
    yield Fault(row=17, name="warning before the JSON", script=(body_answer(warning),), says="HTML", **undecodable)
    notice = b'PHP Notice: Undefined index\n{"1": 5}'
    yield Fault(row=17, name="notice before the JSON", script=(body_answer(notice),), **undecodable)
    marked = body_answer(b'\xef\xbb\xbf{"1": 5, "2": 3}')
    yield Fault(row=18, name="byte order mark", script=(marked,), value=GOOD)
    yield Fault(row=19, name="invalid UTF-8", script=(body_answer(b'{"1": "\xff"}'),), **undecodable)
    yield Fault(row=19, name="half a surrogate pair", script=(body_answer(rb'{"1": "\ud83d"}'),), **undecodable)
    for text in ("NaN", "Infinity", "-Infinity", "1e999"):
        yield Fault(row=20, name=text, script=(body_answer(b'{"1": %b}' % text.encode()),), **undecodable)
    either = (ValidationError, DecodeError)
    huge = body_answer(b'{"1": %b}' % (b"9" * 5000))
    yield Fault(row=21, name="thousands of digits", script=(huge,), error=either, attempts=2)
    twice = body_answer(b'{"1": 4, "2": 3, "1": 5}')
    yield Fault(row=22, name="a key twice", script=(twice,), value=GOOD)
    yield Fault(row=23, name="deep nesting", script=(body_answer(b"[" * 100_000),), **undecodable)
    deep = body_answer(b"[" * 100_000 + b"]" * 100_000)
    yield Fault(row=23, name="deep nesting that ends", script=(deep,), **undecodable)


def _sizes() -> Iterator[Fault]:
    """Rows 28 and 29: compression."""
    bomb = body_answer(gzip.compress(bytes(50 * 2**20)), Content_Encoding="gzip")
    yield Fault(row=28, name="gzip bomb", script=(bomb,), error=DecodeError, says="larger than 1048576 bytes")
    long = body_answer(b"[" + b" " * 2**21 + b"]")
    yield Fault(row=28, name="long body", script=(long,), error=DecodeError, says="larger than 1048576 bytes")
    good = body_answer(gzip.compress(b'{"1": 5, "2": 3}'), Content_Encoding="gzip")
    yield Fault(row=29, name="gzip", script=(good,), value=GOOD)
    corrupt = body_answer(b"this is not gzip", Content_Encoding="gzip")
    yield Fault(row=29, name="corrupt gzip", script=(corrupt,), error=ConnectionFailed, attempts=4)


def _statuses() -> Iterator[Fault]:
    """Rows 30 to 34: answers that are failures."""
    challenge = page_answer("<title>Just a moment...</title>", 403, **CLOUDFLARE)
    blocked = {"error": Blocked, "facts": {"status": 403}}
    yield Fault(row=30, name="challenge", script=(challenge,), **blocked)
    mitigated = answer(403, {"message": "no"}, CF_Mitigated="challenge")
    yield Fault(row=30, name="challenge by its header", script=(mitigated,), **blocked)
    yield Fault(row=30, name="challenge of v2", script=(challenge,), call=game_of_v2, **blocked)
    for status in (503, 520, 521, 522, 523, 524):
        page = page_answer("<h1>Origin is down</h1>", status, **CLOUDFLARE)
        facts = {"status": status, "is_cloudflare": True}
        yield Fault(row=31, name=f"shield {status}", script=(page,), error=ServerError, attempts=4, facts=facts)
    yield Fault(row=31, name="shield once", script=(page, answer()), attempts=2, value=GOOD)
    page = page_answer("<!DOCTYPE html><title>Login</title>")
    facts = {"status": 200}
    yield Fault(row=32, name="page", script=(page,), error=DecodeError, attempts=2, says="HTML", facts=facts)
    told = answer(401, {"message": "Unauthenticated."})
    facts = {"status": 401}
    yield Fault(row=33, name="unknown key", script=(told,), error=AuthenticationFailed, facts=facts)
    yield Fault(row=33, name="unknown key of v2", script=(told,), call=game_of_v2, error=AuthenticationFailed)
    silent = answer(401, {})
    says = "RETROACHIEVEMENTS_API_KEY"
    yield Fault(row=33, name="unknown key without a word", script=(silent,), error=AuthenticationFailed, says=says)
    yield Fault(row=33, name="forbidden", script=(answer(403, {"message": "no"}),), error=Forbidden)
    gone = answer(404, {"message": "No query results"})
    yield Fault(row=34, name="not found", script=(gone,), error=NotFound, says="No query results")
    document = {"errors": [{"status": "404", "title": "Not Found", "detail": "no game 1"}]}
    none = answer(404, document)
    yield Fault(row=34, name="not found in v2", script=(none,), call=game_of_v2, error=NotFound, says="no game 1")
    bad = answer(422, {"message": "The i field is required.", "errors": {"i": ["required"]}})
    yield Fault(row=34, name="bad request", script=(bad,), error=InvalidRequest, says="required")
    yield Fault(row=34, name="removed", script=(answer(410, {}),), error=NotFound, facts={"status": 410})
    for status in (500, 502, 503, 504):
        failing = answer(status, {"message": "Server Error"})
        facts = {"status": status, "is_cloudflare": False}
        yield Fault(row=41, name=f"storm of {status}", script=(failing,), error=ServerError, attempts=4, facts=facts)


def _refusals() -> Iterator[Fault]:
    """Rows 35 to 39: too many requests."""
    dated = {"Retry_After": "Sat, 01 Jun 2024 12:00:05 GMT", "Date": "Sat, 01 Jun 2024 12:00:00 GMT"}
    for row, name, headers, least in (
        (35, "seconds", {"Retry_After": "2"}, 2.0),
        (36, "date", dated, 5.0),
        (36, "past date", {"Retry_After": "Sat, 01 Jun 2013 12:00:00 GMT"}, 0.0),
        (37, "no number", {}, 1.0),
        (39, "negative number", {"Retry_After": "-5"}, 1.0),
        (39, "fraction", {"Retry_After": "3.5"}, 3.5),
        (39, "word", {"Retry_After": "soon"}, 1.0),
        (39, "nothing", {"Retry_After": ""}, 1.0),
        (39, "other digits", {"Retry_After": "\u0663"}, 1.0),
    ):
        script = (answer(429, {"message": "Too Many Attempts."}, **headers), answer())
        waits = (least, least + 0.6)
        yield Fault(row=row, name=f"refused with {name}", script=script, attempts=2, value=GOOD, waits=waits)
    refusing = answer(429, {"message": "Too Many Attempts."})
    yield Fault(row=37, name="refused for ever", script=(refusing,), error=RateLimited, attempts=8, waits=(91, 95))
    for text, seconds in (("86400", 86400.0), ("1e20", 1e20)):
        script = (answer(429, {}, Retry_After=text),)
        facts = {"status": 429, "retry_after": seconds}
        yield Fault(row=38, name=f"refused for {text}", script=script, error=RateLimited, facts=facts, waits=(0.0, 0.0))


def _silences() -> Iterator[Fault]:
    """Rows 42 to 44: the server takes its time."""
    silent = {"error": TimedOut, "attempts": 4, "is_silent": True, "waits": (240, 250)}
    yield Fault(row=42, name="silence", script=(raw_then_silence(),), **silent)
    yield Fault(row=42, name="slow head", script=(dripping(OK, b"X-Drip: 1\r\n", 0.01),), **silent)
    slow = dripping(head(200, 10**6), b" ", 0.01)
    yield Fault(row=43, name="slow body", script=(slow,), **silent)
    yield Fault(row=43, name="silence in the body", script=(raw_then_silence(head(200, 500), CUT),), **silent)
    once = (raw_then_silence(), answer())
    yield Fault(row=43, name="silence once", script=once, attempts=2, value=GOOD, is_silent=True, waits=(60, 62))
    late = {"timeouts": Timeouts(total=50, attempt=60), "waits": (50, 51)}
    yield Fault(row=43, name="slow body beyond the deadline", script=(slow,), **silent | late | {"attempts": 1})
    full = {"timeouts": Timeouts(total=10, connect=0.05), "in_real_time": True}
    yield Fault(row=44, name="blackhole", place=Place.BLACKHOLE, error=TimedOut, attempts=2, **full)


def _redirects() -> Iterator[Fault]:
    """Rows 46 and 47: the server wants us elsewhere."""
    for row, name, location in (
        (46, "same server", "/elsewhere.php"),
        (47, "other host", "https://example.org/"),
        (47, "less safe", "http://example.org/"),
        (47, "ftp", "ftp://example.org/"),
        (47, "malformed", "http://[::1"),
        (47, "itself", "API_GetAchievementDistribution.php?i=1"),
        (47, "nothing", ""),
    ):
        script = (answer(302, {}, Location=location),)
        yield Fault(row=row, name=f"redirect to {name}", script=script, error=UnexpectedRedirect, facts={"status": 302})
    yield Fault(row=47, name="redirect nowhere", script=(answer(301, {}),), error=UnexpectedRedirect)


def _places() -> Iterator[Fault]:
    """Rows 48 to 50: names, certificates and proxies."""
    yield Fault(row=48, name="unknown name", place=Place.NAMELESS, error=ConnectionFailed, attempts=4, says="name")
    yield Fault(row=49, name="good certificate", place=Place.BEHIND_TLS, value=GOOD)
    for name, place in (
        ("unknown authority", Place.UNTRUSTED),
        ("certificate of another", Place.MISNAMED),
        ("certificate of the past", Place.EXPIRED),
    ):
        yield Fault(row=49, name=name, place=place, error=TlsFailed, says="certificate")
    yield Fault(row=49, name="no TLS", place=Place.WITHOUT_TLS, error=TlsFailed)
    proxy = {"error": ConnectionFailed, "attempts": 4, "says": "proxy"}
    yield Fault(row=50, name="no proxy", place=Place.BEHIND_NO_PROXY, **proxy | {"says": ""})
    for status in (407, 500):
        refusing = raw(head(status, 0))
        yield Fault(row=50, name=f"proxy {status}", place=Place.BEHIND_PROXY, script=(refusing,), **proxy)


FAULTS: tuple[Fault, ...] = (
    *_connections(),
    *_bodies(),
    *_sizes(),
    *_statuses(),
    *_refusals(),
    *_silences(),
    *_redirects(),
    *_places(),
)
"""All of them."""

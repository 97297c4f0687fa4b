"""The key in every spelling in which a server may repeat it."""

from __future__ import annotations

import json
import string
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroach_async import CachePolicy, Client, Credentials, Query, SqliteStore
from retroach_async.secret import Secret
from tests.faults.leaks import error_of, everything_shown_by
from tests.faults.server import FaultServer, body_answer

Spelling = Callable[[str], str]


def _json_escape(character: str, form: str) -> str:
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{form.format(units[at : at + 4])}" for at in range(0, len(units), 4))


SPELLINGS: dict[str, Spelling] = {
    "plain": lambda text: text,
    "JSON of ASCII": lambda text: json.dumps(text)[1:-1],
    "JSON": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON of PHP": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON, every character": lambda text: "".join(_json_escape(each, "{}") for each in text),
    "JSON, upper case": lambda text: "".join(_json_escape(each, "{}").upper().replace("\\U", "\\u") for each in text),
    "HTML": escape,
    "HTML of PHP": lambda text: escape(text).replace("&#x27;", "&#039;"),
    "HTML, apostrophe by name": lambda text: escape(text).replace("&#x27;", "&apos;"),
    "HTML by number": lambda text: "".join(f"&#{ord(each)};" for each in text),
    "HTML by number with zeros": lambda text: "".join(f"&#{ord(each):05};" for each in text),
    "HTML by hexadecimal": lambda text: "".join(f"&#x{ord(each):X};" for each in text),
    "HTML by hexadecimal, large X": lambda text: "".join(f"&#X{ord(each):06x};" for each in text),
    "URL": quote,
    "URL, slash as well": lambda text: quote(text, safe=""),
    "form": quote_plus,
    "URL, every byte": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "URL, lower case": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
}

KEYS = {"of the site": "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bD1fG", "awkward": "a&b#c+d%e f=g/ü€'\"\\😀<>"}


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_spelling_is_taken_out_of_a_body(key: str, spell: Spelling) -> None:
    """A body with the key in any one spelling has three stars in its place, and its surroundings as they were."""
    body = f"before [{spell(key)}] after"
    assert Secret(key).scrub(body.encode()) == b"before [***] after"
    assert Secret(key).scrub_text(body) == "before [***] after"
    assert Secret(key).is_in(body.encode())


characters = st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc"])
keys = st.text(characters, min_size=4, max_size=40)


@given(key=keys, data=st.data())
def test_every_character_may_have_a_spelling_of_its_own(key: str, data: st.DataObject) -> None:
    """A key in which each character is spelled in another way is found as well."""
    spelled = "".join(data.draw(st.sampled_from(list(SPELLINGS.values())))(each) for each in key)
    assert Secret(key).scrub_text(f"\n{spelled}\n") == "\n***\n"


@given(key=st.text(string.ascii_letters + string.digits, min_size=32, max_size=32), text=st.text(max_size=31))
def test_text_without_the_key_is_left_as_it_is(key: str, text: str) -> None:
    """A text that does not hold the key is the same afterwards, whatever else it holds."""
    assert Secret(key).scrub_text(text) == text
    assert not Secret(key).is_in(text.encode(errors="surrogatepass"))


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_parsed_answer_is_cleaned_in_its_texts_and_keys(spell: Spelling) -> None:
    """Texts at any depth and the keys of objects lose the key; numbers, flags and nulls stay."""
    key = KEYS["of the site"]
    payload: Any = {spell(key): [{"a": f"y={spell(key)}", "b": 1}, None, True, 2.5]}
    assert Secret(key).scrub_payload(payload) == {"***": [{"a": "y=***", "b": 1}, None, True, 2.5]}


@pytest.mark.parametrize("key", ["a", "ab", "abc"])
def test_key_of_a_few_characters_is_left_alone(key: str) -> None:
    """A key that every text holds is not looked for, because nothing would be left of the text."""
    assert Secret(key).scrub_text(f"{key} {key}") == f"{key} {key}"


BODIES: dict[str, Callable[[str, str], str]] = {
    "in a message": lambda spelled, _: f'{{"message": "no such key: {spelled}"}}',
    "in a list": lambda spelled, _: f'["{spelled}"]',
    "on a page": lambda spelled, _: f"<html><p>{spelled}</p></html>",
    "as a key": lambda spelled, _: f'{{"{spelled}": 1}}',
}
IN_JSON = [
    "plain",
    "JSON of ASCII",
    "JSON of PHP",
    "JSON, every character",
    "JSON, upper case",
    "HTML by number",
    "URL",
]


@pytest.mark.parametrize("status", [200, 401, 404, 422, 500])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("spelling", IN_JSON)
async def test_error_shows_the_key_in_no_spelling(spelling: str, body: Callable[[str, str], str], status: int) -> None:
    """No error quotes a server that repeats the key, however the server wrote it."""
    key = KEYS["of the site"]
    there = body_answer(body(SPELLINGS[spelling](key), key).encode(), status)
    async with FaultServer(there) as server, Client(Credentials("Me", key), base_url=server.url, retry=None) as ra:
        error = await error_of(ra.get_game(1))
    assert error is not None
    for text in everything_shown_by(error):
        assert not any(spell(key) in text for spell in SPELLINGS.values())


def _written(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


@pytest.mark.parametrize("spelling", IN_JSON)
async def test_cache_file_holds_the_key_in_no_spelling(spelling: str, tmp_path: Path) -> None:
    """A good answer in which the server repeats the key is not written down."""
    key = KEYS["of the site"]
    name = SPELLINGS[spelling](key)
    system = f'[{{"ID": 1, "Name": "{name}", "IconURL": "", "Active": true, "IsGameSystem": true}}]'
    policy = CachePolicy(store=SqliteStore(tmp_path / "answers.db"))
    async with (
        FaultServer(body_answer(system.encode())) as server,
        Client(Credentials("Me", key), base_url=server.url, cache=policy) as ra,
    ):
        await ra.get_console_ids()
        files = _written(tmp_path)
        assert files
        assert not any(spell(key).encode() in files for spell in SPELLINGS.values())


async def test_missing_thing_in_a_cache_file_is_named_without_the_key(tmp_path: Path) -> None:
    """The words of a 404 that are kept do not hold the key either."""
    key = KEYS["of the site"]
    body = f'{{"message": "nothing for {SPELLINGS["JSON, every character"](key)}"}}'.encode()
    policy = CachePolicy(store=SqliteStore(tmp_path / "answers.db"))
    async with (
        FaultServer(body_answer(body, 404)) as server,
        Client(Credentials("Me", key), base_url=server.url, cache=policy) as ra,
    ):
        error = await error_of(ra.get_game(1))
        files = _written(tmp_path)
    assert "***" in str(error)
    assert b"nothing for ***" in files
    assert not any(spell(key).encode() in files for spell in SPELLINGS.values())


async def test_headers_of_a_fetched_reply_are_cleaned() -> None:
    """A header in which the server repeats the key, escaped for a URL, has three stars in its place."""
    key = KEYS["awkward"]
    there = body_answer(b"{}", 200, X_Asked=f"y={quote_plus(key)}")
    async with FaultServer(there) as server, Client(Credentials("Me", key), base_url=server.url) as ra:
        reply = await ra.fetch(Query("v1", "API_GetGame.php"))
    assert reply.headers["x-asked"] == "y=***"

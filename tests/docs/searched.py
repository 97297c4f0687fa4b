"""The search of the built site finds the right page: `pytest tests/docs/searched.py`.

The theme's own program answers, as it does in a browser. It needs MkDocs and V8, so it is no part of the usual run.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from tests.docs.search import Search

pytest_plugins = ("tests.docs.site",)

_SHOWN = 5
"""A reader looks at so many pages of the answer."""


@frozen
class Question:
    """Words that somebody types, and the page that helps."""

    words: str
    page: str


QUESTIONS = (
    # The server's words
    Question("ConsoleID", "reference/v1-games"),
    Question("DateAwarded", "glossary"),
    Question("API_GetGame.php", "reference/v1-games"),
    Question("TrueRatio", "glossary"),
    Question("timesBeaten", "reference/v2-games"),
    Question("NumDistinctPlayers", "reference/v1-users"),
    Question("filter[systemId]", "v2"),
    Question("dateawarded", "glossary"),
    Question("consoleid", "reference/v1-games"),
    # Methods
    Question("get_user_summary", "reference/v1-users"),
    Question("recent achievements", "reference/v1-users"),
    Question("achievement of the week", "reference/v1-feed"),
    Question("want to play", "reference/v1-users"),
    Question("leaderboard entries", "reference/v1-leaderboards"),
    Question("mastery rate", "api/models"),
    # Things to do
    Question("install", "getting-started"),
    Question("csv", "command-line"),
    Question("exit code", "command-line"),
    Question("environment variables", "environment"),
    Question("rate limit", "limits-and-retries"),
    Question("too many requests 429", "limits-and-retries"),
    Question("cache", "limits-and-retries"),
    Question("redis", "limits-and-retries"),
    Question("cloudflare", "reliability"),
    Question("oauth token", "secrets"),
    Question("sentry", "secrets"),
    Question("include related objects", "v2"),
    Question("ulid", "getting-started"),
    Question("progress bar", "batch-and-pages"),
    Question("feed after a restart", "watch"),
    Question("discord", "bots"),
    Question("home assistant", "bots"),
    Question("hikari", "bots"),
    Question("png", "charts"),
    Question("pytest fixture", "testing"),
    Question("emulator", "testing"),
    Question("softcore", "glossary"),
    Question("changelog", "changelog"),
    Question("examples", "examples"),
    Question("sqlite", "watch"),
    Question("cloudflare blocked", "errors"),
    # Ways to work
    Question("resume", "jobs"),
    Question("parquet", "jobs"),
    Question("fastapi", "web-service"),
    Question("pandas", "notebooks"),
    Question("jupyter", "notebooks"),
    Question("proxy", "proxies"),
    Question("javascript", "migrating"),
    Question("romm", "adopting"),
    Question("find game by title", "lookup"),
    Question("mcp", "assistants"),
    Question("login", "command-line"),
    Question("api key", "getting-started"),
    Question("synchronous", "getting-started"),
    Question("typescript", "migrating"),
    Question("webhook", "charts"),
    Question("uvicorn", "web-service"),
)


@pytest.fixture(scope="session")
def search(site: Path) -> Iterator[Search]:
    """The search field of the built site."""
    field = Search(site)
    yield field
    field.close()


def test_thirty_questions_are_asked() -> None:
    """The list is long enough."""
    assert len(QUESTIONS) >= 30


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.words)
def test_right_page_is_among_the_first(question: Question, search: Search) -> None:
    """A reader who types these words sees the page that helps among the first five."""
    assert f"{question.page}/" in search.pages(question.words)[:_SHOWN]


def test_samples_are_no_part_of_the_search(search: Search) -> None:
    """The samples of the reference are left out: their titles and names are invented."""
    assert not [page for page in search.pages("CursedCavern") if page.startswith("reference/")]

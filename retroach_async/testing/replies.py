"""Replies for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from retroach_async.query import Reply


def json_reply(payload: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply with JSON: `json_reply({"1": 141, "2": 51})`."""
    return _reply(json.dumps(payload), "application/json", status, headers)


def html_reply(text: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A reply with an HTML page, as proxies and shields send it."""
    return _reply(text, "text/html; charset=UTF-8", status, headers)


def _reply(text: str, content_type: str, status: int, headers: Mapping[str, str] | None) -> Reply:
    named = {name.lower(): value for name, value in (headers or {}).items()}
    return Reply(status, {"content-type": content_type} | named, text.encode())

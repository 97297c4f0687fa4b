"""The contract of V2, from the folder beside the samples."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = os.environ.get("RETROACH_SAMPLES")


def _read(name: str) -> Any:
    return json.loads(Path(_FOLDER, "..", "contract", name).read_text()) if _FOLDER else []


@cache
def contract() -> dict[str, dict[str, Any]]:
    """The routes of the contract by the names of their endpoints; empty without the folder."""
    return {f"v2.{each['method_name']}": each for each in _read("v2-endpoints.json")}


@cache
def openapi() -> dict[str, Any]:
    """The site's OpenAPI document, with `null` spelt as JSON Schema spells it; empty without the folder."""
    return dict(_without_nullable(_read("v2-openapi.json")))


def _without_nullable(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_nullable(each) for each in part]
    if not isinstance(part, dict):
        return part
    made = {key: _without_nullable(value) for key, value in part.items() if key != "nullable"}
    return {"anyOf": [made, {"type": "null"}]} if part.get("nullable") is True else made

"""Records as lines of NDJSON."""

from __future__ import annotations

import json
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def json_text(value: Any) -> str:
    """The value as JSON on one line. Lone surrogates become question marks: engines refuse them."""
    text = _encode(value)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def members(fields: dict[str, Any]) -> str:
    """The members of a JSON object, each with a comma before it, to be set into an object. There must be one."""
    return "," + json_text(fields)[1:-1]


def line(fields: dict[str, Any]) -> bytes:
    """One line: a record of these fields."""
    return f"{_encode(fields)}\n".encode("utf-8", "replace")

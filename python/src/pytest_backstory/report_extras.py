"""Extras of pytest-html: pictures, texts and files that a test added to its row of the report."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pytest_backstory.marks import link
from pytest_backstory.notes import Notes


def note_extras(notes: Notes, nodeid: str, reports: Iterable[pytest.TestReport], directory: Path) -> None:
    """Notes the extras of all phases, each once. Addresses become links; paths count from `directory`."""
    seen: set[str] = set()
    for report in reports:
        for extra in getattr(report, "extras", None) or ():
            key = repr(extra)
            if isinstance(extra, dict) and key not in seen:
                seen.add(key)
                _note(notes, nodeid, extra, directory)


def _note(notes: Notes, nodeid: str, extra: dict[str, Any], directory: Path) -> None:
    kind, content = extra.get("format_type"), extra.get("content")
    name = str(extra.get("name") or kind or "extra")
    if isinstance(content, str) and (kind == "url" or re.match(r"https?://", content)):
        notes.of(nodeid).setdefault("links", []).append(link(content, kind, name))
        return
    suffix = str(extra.get("extension") or "").lstrip(".")
    if suffix and not name.endswith(f".{suffix}"):
        name = f"{name}.{suffix}"
    if kind in ("image", "video") and isinstance(content, str):
        source = _binary(content, directory)
    else:
        text = content if isinstance(content, str) else json.dumps(content, default=str, indent=2)
        source = text.encode("utf-8", "replace")
    if source is not None:
        notes.attach(nodeid, source, name, extra.get("mime_type"))


def _binary(content: str, directory: Path) -> bytes | Path | None:
    """The bytes of a picture or a film, given as base64, as a data address or as a path."""
    if len(content) < 4096:
        path = directory / content
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):
            pass
    encoded = content.partition(",")[2] if content.startswith("data:") else content
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None

"""The ids of tests, which the server derives in `packages/model/src/testId.ts`; a test shows that they are equal."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pytest_backstory.clickhouse.javascript import SPACE, canonical_json, well_formed

RECIPES = {
    "pytest": ("suite", "name", "params"),
    "vitest": ("suite", "name"),
    "playwright": ("suite", "name"),
    "jest": ("suite", "name"),
}
DEFAULT_RECIPE = ("suite", "name", "params")
_ascii = re.ASCII
_MASKS = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", _ascii | re.I), "<uuid>"),
    (re.compile(r"\b0x[0-9a-f]{4,}\b", _ascii | re.I), "<address>"),
    (
        re.compile(
            r"\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?",
            _ascii,
        ),
        "<time>",
    ),
    (
        re.compile(r"(?:/private)?(?:/var/folders|/var/tmp|/tmp|/dev/shm)/[^" + SPACE + r"'\",:;)\]}>]*", _ascii),
        "<tmp>",
    ),
    (
        re.compile(
            r"[A-Z]:\\Users\\[^\\" + SPACE + r"]+\\AppData\\Local\\Temp\\[^" + SPACE + r"'\",;)\]}>]*", _ascii | re.I
        ),
        "<tmp>",
    ),
)


def test_id(project: str, runner: str, result: Mapping[str, Any]) -> str:
    """128 bits, written like a UUID, that name a test in its project."""
    return digest(_parts(project, RECIPES.get(runner, DEFAULT_RECIPE), result))


def family_id(project: str, runner: str, result: Mapping[str, Any]) -> str:
    """The id of the test without its params."""
    recipe = [field for field in RECIPES.get(runner, DEFAULT_RECIPE) if field != "params"]
    return digest(["family", *_parts(project, recipe, result)])


def _parts(project: str, recipe: Iterable[str], result: Mapping[str, Any]) -> list[str]:
    parts = ["test-1", project]
    if result.get("declaredId") is not None:
        parts += ["declared", result["declaredId"]]
    else:
        parts += [part for field in ("suite", "name") if field in recipe for part in (field, result[field])]
    if "params" in recipe and result.get("params"):
        parts += ["params", mask_volatile(canonical_json(result["params"]))]
    return parts


def digest(parts: Iterable[str]) -> str:
    """128 bits of SHA-256 over the parts, each preceded by its length in bytes and a colon; written like a UUID."""
    hashed = hashlib.sha256()
    for part in parts:
        content = well_formed(part).encode("utf-8")
        hashed.update(b"%d:" % len(content) + content)
    text = hashed.hexdigest()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:32]}"


def mask_volatile(text: str) -> str:
    """The text with what changes from run to run replaced by a placeholder."""
    for pattern, placeholder in _MASKS:
        text = pattern.sub(placeholder, text)
    return text

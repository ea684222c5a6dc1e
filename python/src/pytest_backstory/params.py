"""The inputs of a parametrised test as values that JSON can carry, equal in every run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from itertools import islice
from math import isfinite
from typing import Any

from pytest_backstory.bounds import ENTRIES

LONGEST_TEXT = 2_000
MOST_VALUES = 200
DEEPEST = 6
# JavaScript and JSON columns hold whole numbers exactly up to here.
LARGEST_WHOLE = 2**53 - 1
_address = re.compile(r" at 0x[0-9a-fA-F]+")


def params_of(callspec: Any) -> dict[str, Any]:
    """The params of one parametrised test by name. What JSON cannot carry is there by its `repr`."""
    indices: Mapping[str, int] = getattr(callspec, "indices", {})
    return {
        str(name)[:LONGEST_TEXT]: param(value, indices.get(name, 0))
        for name, value in islice(callspec.params.items(), ENTRIES)
    }


def param(value: object, index: int) -> Any:
    """The value as it is where JSON can carry it, else a text. `index` replaces addresses: they differ in every run."""
    try:
        return _Plain().of(value, DEEPEST)
    except _NotPlainError:
        return _text(value, index)


class _NotPlainError(Exception):
    pass


class _Plain:
    """Copies a value of plain types; it gives up on any other, and on very many."""

    def __init__(self) -> None:
        self._left = MOST_VALUES

    def of(self, value: object, depth: int) -> Any:
        self._left -= 1
        if self._left < 0 or depth < 0:
            raise _NotPlainError
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is str:
            return _bounded(str(value))
        if isinstance(value, int) and kind is int and abs(value) <= LARGEST_WHOLE:
            return value
        if isinstance(value, float) and kind is float and isfinite(value):
            return value
        if isinstance(value, (list, tuple)) and kind in (list, tuple):
            return [self.of(each, depth - 1) for each in value]
        if isinstance(value, dict) and kind is dict and all(type(key) is str for key in value):
            return {_bounded(key): self.of(each, depth - 1) for key, each in value.items()}
        raise _NotPlainError


def _text(value: object, index: int) -> str:
    try:
        if isinstance(value, type):
            return _bounded(f"{value.__module__}.{value.__qualname__}")
        if type(value) in (set, frozenset):
            # The order of a set differs in every run.
            return _bounded(f"{type(value).__name__}({sorted(map(repr, value))})")  # type: ignore[call-overload]
        return _bounded(_address.sub(f" #{index}", repr(value)))
    except Exception:  # a repr may raise anything, and a param must not stop the recording
        return f"<{type(value).__name__} #{index}>"


def _bounded(text: str) -> str:
    if len(text) <= LONGEST_TEXT:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{text[:LONGEST_TEXT]}… ({len(text):,} characters, sha256 {digest})"

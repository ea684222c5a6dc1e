"""Tells tests apart that would bear one identity, which would pass for attempts of one test."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pytest

from pytest_backstory.encode import json_text
from pytest_backstory.params import param


def numbers_of(items: Sequence[pytest.Item], named_suite: Callable[[pytest.Item], str | None]) -> dict[str, int]:
    """By node id the number, from 2, of each test but the first of one identity, in the order of collection.

    `named_suite` gives the suite where it is not the test's own place. Elsewhere only equal params make tests equal.
    """
    numbers: dict[str, int] = {}
    seen: dict[Hashable, int] = {}
    for item in items:
        callspec = getattr(item, "callspec", None)
        suite = named_suite(item)
        if callspec is None and suite is None:
            continue
        place = suite if suite is not None else getattr(item.parent, "nodeid", "")
        key = (suite is None, place, getattr(item, "originalname", None) or item.name, _params_key(callspec))
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            numbers[item.nodeid] = seen[key]
    return numbers


def _params_key(callspec: Any) -> Hashable:
    """Equal for params that are equal on the wire, where 1 and 1.0 are one number and true is none."""
    if callspec is None:
        return ()
    return tuple(
        (name, value)
        if type(value) in (int, str, float) or value is None
        else (name, json_text(param(value, getattr(callspec, "indices", {}).get(name, 0))), type(value) is bool)
        for name, value in callspec.params.items()
    )

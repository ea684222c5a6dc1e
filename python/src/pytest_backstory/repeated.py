"""Tells tests apart that would bear one identity, which would pass for attempts of one test."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pytest

from pytest_backstory.encode import json_text
from pytest_backstory.params import param

#: What has none of these has nothing that an identity leaves out.
_may_be_volatile = re.compile(r"0x|\d-\d|[0-9a-f]-|/tmp|/var/|/dev/shm|\\Temp\\", re.IGNORECASE)


def numbers_of(items: Sequence[pytest.Item], named: Callable[[pytest.Item], Hashable]) -> dict[str, int]:
    """By node id the number, from 2, of each test but the first of one identity, in the order of collection.

    `named` gives what markers make of the identity, None where it is the test's own place: there no other test is, so
    that only equal params make two tests equal.
    """
    numbers: dict[str, int] = {}
    seen: dict[Hashable, int] = {}
    for item in items:
        callspec = getattr(item, "callspec", None)
        identity = named(item)
        if callspec is None and identity is None:
            continue
        if identity is None:
            identity = (getattr(item.parent, "nodeid", ""), getattr(item, "originalname", None) or item.name)
        key = (identity, _params_key(callspec))
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            numbers[item.nodeid] = seen[key]
    return numbers


def _params_key(callspec: Any) -> Hashable:
    """Equal for params that are equal in an identity: 1 and 1.0 are one number, true is none, times are masked."""
    if callspec is None:
        return ()
    return tuple([_param_key(name, value, callspec) for name, value in callspec.params.items()])


def _param_key(name: str, value: object, callspec: Any) -> Hashable:
    kind = type(value)
    if kind in (int, float) or value is None:
        return name, value
    if kind is bool:
        return name, kind, value
    text = value if isinstance(value, str) else json_text(param(value, getattr(callspec, "indices", {}).get(name, 0)))
    if _may_be_volatile.search(text):
        # Only such params pay for loading the patterns.
        from pytest_backstory.clickhouse.ids import mask_volatile

        text = mask_volatile(text)
    return name, kind is str, text

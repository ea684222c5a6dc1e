"""What tests recorded with `record_property`: numbers and truths become metrics, other values properties."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from pytest_backstory.bounds import ENTRIES, MESSAGE, WORD, cut


def properties_of(user_properties: Iterable[tuple[str, object]]) -> dict[str, dict[str, Any]]:
    """`metrics` and `properties`, each only when there are any. Of one name recorded twice the later value stands."""
    metrics: dict[str, float] = {}
    properties: dict[str, str] = {}
    for name, value in list(user_properties)[:ENTRIES]:
        key = cut(str(name), WORD)
        if isinstance(value, (int, float)) and _is_number(value):
            # Whether something is so has a history like any number: 1 and 0.
            metrics[key] = int(value) if value is True or value is False else value
            properties.pop(key, None)
        else:
            properties[key] = cut(str(value), MESSAGE)
            metrics.pop(key, None)
    fields: dict[str, dict[str, Any]] = {}
    if metrics:
        fields["metrics"] = metrics
    if properties:
        fields["properties"] = properties
    return fields


def _is_number(value: float) -> bool:
    return type(value) in (int, float, bool) and abs(value) < 2**53 and isfinite(value)

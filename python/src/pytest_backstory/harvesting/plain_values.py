"""What tests found out as JSON can carry it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Set
from math import isfinite
from typing import Any

from pytest_backstory.bounds import MESSAGE, cut
from pytest_backstory.encode import json_text
from pytest_backstory.params import param

#: More members than this are told as a text, which is bounded.
_MOST_MEMBERS = 10_000


def recorded(value: Any) -> float | str:
    """The value as results carry it: a number, a truth as 1 or 0, a text, or JSON of a bounded size."""
    value = plain_number(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, (int, float)):
        return value if abs(value) < 2**53 and isfinite(value) else str(value)
    if isinstance(value, str):
        return cut(value, MESSAGE)
    plain = plain_value(value)
    return cut(plain if isinstance(plain, str) else json_text(plain), MESSAGE)


def plain_value(value: Any) -> Any:
    """Dictionaries, lists, texts, numbers, truths and None; what is none of these is there by its `repr`."""
    try:
        if hasattr(value, "__len__") and len(value) <= _MOST_MEMBERS:
            return json.loads(json.dumps(value, default=_plainer, allow_nan=False))
    except (TypeError, ValueError, RecursionError):  # keys that are no texts, NaN, circles
        pass
    return param(value, 0)


def plain_number(value: Any) -> Any:
    """The number that a scalar of numpy stands for, or one of a class of its own; any other value as it is."""
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == () and hasattr(value, "item"):
        value = value.item()
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    return float(value) if isinstance(value, float) else value


def _plainer(value: Any) -> Any:
    number = plain_number(value)
    if isinstance(number, (bool, int, float)):
        return number
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Set):
        return sorted(value, key=repr)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if hasattr(value, "tolist") and getattr(value, "size", _MOST_MEMBERS + 1) <= _MOST_MEMBERS:
        return value.tolist()
    return param(value, 0)

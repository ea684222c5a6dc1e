"""Puts a value into a store, once an attempt of a test."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any, Callable

from pytest_backstory.harvesting.names import HARVEST_PREFIX, STORED


def store_value(store: Any, key: str, request: Any, value: Any, view: Callable[[Any], Any] | None = None) -> None:
    """Stores the value, or a view of it, under the test that is being set up. KeyError when it is stored already."""
    item = request._pyfuncitem
    by_test = store.setdefault(key, OrderedDict())
    if item.nodeid in by_test:
        if not _is_rerun(item):
            raise KeyError(f"{key!r} of {item.nodeid} is stored already: two fixtures have the same key")
        # It belongs to the attempt that is over.
        item.__dict__.setdefault(STORED, {})[key] = by_test.pop(item.nodeid)
    plain = _without_proxy(value)
    by_test[item.nodeid] = plain if view is None else view(plain)


def keep_value(store: Any, key: str, item: Any, value: Any) -> None:
    """The same for a fixture that nobody decorated. One that is decorated, too, is stored by then."""
    by_test = store.setdefault(key, OrderedDict())
    if _is_rerun(item) and item.nodeid in by_test and key not in item.__dict__.get(STORED, {}):
        item.__dict__.setdefault(STORED, {})[key] = by_test.pop(item.nodeid)
    by_test.setdefault(item.nodeid, _without_proxy(value))


def _is_rerun(item: Any) -> bool:
    """Whether the item had a whole attempt before the one in hand, as pytest-rerunfailures does it."""
    return hasattr(item, f"{HARVEST_PREFIX}teardown")


def _without_proxy(value: Any) -> Any:
    """What pytest-steps hands to the steps of a test stands for another object."""
    return value.__wrapped__ if type(value).__name__ == "_OnePerStepFixtureProxy" else value

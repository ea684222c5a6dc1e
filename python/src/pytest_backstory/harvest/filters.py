"""Which tests of a session are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pytest_backstory.harvest.sessions import items_of


def filter_session_items(session: Any, filter: Any = None) -> Any:  # noqa: A002 - a public name
    """The session's own list of items without a filter, else the tuple of those that match."""
    items = items_of(session)
    if filter is None:
        return items
    wanted = _get_filterset(filter)
    return tuple(item for item in items if _matches(item, wanted))


def pytest_item_matches_filter(item: Any, filter: Any) -> bool:  # noqa: A002 - a public name
    """Whether the item's object, its function before it was bound to a class, or its module's name is in the filter."""
    return filter is None or _matches(item, _get_filterset(filter))


def _get_filterset(filter: Any) -> set[Any]:  # noqa: A002 - the name in pytest-harvest
    if isinstance(filter, str) or not isinstance(filter, Iterable) or isinstance(filter, type):
        return {filter}
    return set(filter)


def _matches(item: Any, wanted: set[Any]) -> bool:
    tested = getattr(item, "obj", None)
    if tested is None:
        return False
    candidates = (tested, getattr(tested, "__func__", None), module_name_of(item))
    return any(_is_in(candidate, wanted) for candidate in candidates if candidate is not None)


def _is_in(candidate: Any, wanted: set[Any]) -> bool:
    try:
        return candidate in wanted
    except TypeError:  # an object without a hash
        return False


def module_name_of(item: Any) -> str | None:
    """The dotted name of the module that holds the test."""
    module = getattr(item, "module", None)
    name = getattr(module, "__name__", None) or getattr(getattr(item, "obj", None), "__module__", None)
    return str(name) if name else None

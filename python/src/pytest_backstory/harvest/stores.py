"""Where values of fixtures and results bags are stored: `{key: {node id: value}}`."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import Any

from pytest_backstory.harvest.sessions import gathered_of, items_of, request_of, session_of

#: The store behind the fixture `fixture_store`, that of pytest-harvest when it is installed.
FIXTURE_STORE: Any = OrderedDict()
DEFAULT_STORE = "fixture_store"


def get_fixture_store(session_or_request: Any) -> Any:
    """The default store. On the controller of xdist it holds what the workers stored."""
    gathered = gathered_of(session_of(session_or_request))
    if gathered is not None:
        gathered.load(session_of(session_or_request))
        return gathered.store
    return default_store(session_of(session_or_request))


def default_store(session: Any) -> Any:
    """The default store of this process."""
    if session.config.pluginmanager.has_plugin("harvest"):
        theirs: Any = sys.modules["pytest_harvest"]
        return theirs.get_fixture_store(session)
    return FIXTURE_STORE


def stores_of(fixture_store: Any, session_or_request: Any) -> list[Mapping[Any, Any]]:
    """The stores that are meant by a store, the name of a fixture that gives one, or several of them."""
    if fixture_store is FIXTURE_STORE:
        return [get_fixture_store(session_or_request)]
    if isinstance(fixture_store, str):
        return [_store_named(fixture_store, session_or_request)]
    if isinstance(fixture_store, Mapping):
        return [fixture_store]
    if isinstance(fixture_store, Iterable):
        return [store for each in fixture_store for store in stores_of(each, session_or_request)]
    raise TypeError(f"a store is a mapping, the name of a fixture or several of them, not {fixture_store!r}")


def stored_for(stores: Iterable[Mapping[Any, Any]], nodeid: str) -> OrderedDict[Any, Any]:
    """What the stores hold for one test, by key and in the order of the keys."""
    return OrderedDict(
        (key, by_test[nodeid])
        for store in stores
        for key, by_test in store.items()
        if isinstance(by_test, Mapping) and nodeid in by_test
    )


def _store_named(name: str, session_or_request: Any) -> Mapping[Any, Any]:
    request = request_of(session_or_request)
    if name == DEFAULT_STORE:
        return get_fixture_store(session_or_request)  # type: ignore[no-any-return]
    if request is not None:
        return request.getfixturevalue(name)  # type: ignore[no-any-return]
    # Without a request: the value that the fixture has in this session, whatever its scope.
    for item in items_of(session_of(session_or_request)):
        definitions = getattr(getattr(item, "_fixtureinfo", None), "name2fixturedefs", {}).get(name, ())
        for definition in reversed(definitions):
            if definition.cached_result is not None and definition.cached_result[2] is None:
                return definition.cached_result[0]  # type: ignore[no-any-return]
    raise ValueError(f"there is no fixture {name!r} that has a value now; hand over the store itself, or a request")

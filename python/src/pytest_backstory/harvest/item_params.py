"""The params and the fixtures of tests."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest

from pytest_backstory.harvest.filters import filter_session_items
from pytest_backstory.harvest.sessions import session_of
from pytest_backstory.harvest.statuses import is_pytest_incomplete


def get_pytest_params(item: Any) -> OrderedDict[str, Any]:
    """The params of a test with their real values; that of a parametrised fixture is named `<fixture>_param`."""
    harvested = getattr(item, "harvest_params", None)
    if harvested is not None:
        return OrderedDict(harvested)
    params = getattr(getattr(item, "callspec", None), "params", {})
    return OrderedDict(
        (f"{name}_param" if _is_fixture(item, name) else name, params[name])
        for name in _closure(item)
        if name in params
    )


def get_pytest_param_names(item: Any) -> list[str]:
    """The names of the params of a test."""
    return list(get_pytest_params(item))


def get_pytest_fixture_names(item: Any) -> list[str]:
    """The names of the fixtures that a test uses, also through other fixtures."""
    harvested = getattr(item, "harvest_fixture_names", None)
    if harvested is not None:
        return list(harvested)
    return [name for name in _closure(item) if _is_fixture(item, name)]


def get_all_pytest_param_names(
    session: Any,
    filter: Any = None,  # noqa: A002 - a public name
    filter_incomplete: bool = False,
) -> list[str]:
    """The names of the params of all tests, each once, in the order of their first appearance."""
    return _each_once(get_pytest_param_names, session, filter, filter_incomplete)


def get_all_pytest_fixture_names(
    session: Any,
    filter: Any = None,  # noqa: A002 - a public name
    filter_incomplete: bool = False,
) -> list[str]:
    """The names of the fixtures of all tests, each once, in the order of their first appearance."""
    return _each_once(get_pytest_fixture_names, session, filter, filter_incomplete)


def get_fixture_value(request: Any, name: str) -> Any:
    """The value of a fixture in this request."""
    return request.getfixturevalue(name)


def _each_once(names_of: Any, session: Any, wanted: Any, filter_incomplete: bool) -> list[str]:
    names: dict[str, None] = {}
    for item in filter_session_items(session_of(session), wanted):
        if not (filter_incomplete and is_pytest_incomplete(item)):
            names.update(dict.fromkeys(names_of(item)))
    return list(names)


def _closure(item: Any) -> list[str]:
    # Items of other kinds have none, or mean something else by the word.
    names = getattr(item, "fixturenames", None)
    return list(names) if isinstance(names, (list, tuple)) else []


def _is_fixture(item: Any, name: str) -> bool:
    """Whether a fixture of this name is in reach, not only a param of the test."""
    manager = item.session._fixturemanager
    place = item if pytest.version_tuple >= (8,) else item.nodeid
    return bool(manager.getfixturedefs(name, place))

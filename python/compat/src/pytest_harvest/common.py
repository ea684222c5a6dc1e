"""Small things that code imports from `pytest_harvest.common`."""

from typing import Any

import pytest

from pytest_backstory.harvest import HARVEST_PREFIX, get_fixture_value

__all__ = ["HARVEST_PREFIX", "get_fixture_value", "get_scope", "yield_fixture"]

#: Fixtures that yield need no decorator of their own any more.
yield_fixture = pytest.fixture


def get_scope(request: Any) -> str:
    """The scope of the fixture that the request is for."""
    return str(request.scope)

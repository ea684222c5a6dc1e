"""Saves fixtures that are named in a setting, as if each were decorated: those of other plugins, too."""

from __future__ import annotations

from collections.abc import Generator
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

import pytest


class Saving:
    """Registered only when the setting names a fixture."""

    def __init__(self, patterns: tuple[str, ...]) -> None:
        self._matches = lru_cache(maxsize=None)(lambda name: any(fnmatchcase(name, each) for each in patterns))

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Generator[None, Any, None]:
        """Stores the value, which by now is that of a coroutine, too."""
        outcome = yield
        if outcome.exception is not None if hasattr(outcome, "exception") else outcome.excinfo is not None:
            return
        name = fixturedef.argname
        if not self._matches(name) or not hasattr(request, "_pyfuncitem"):
            return
        from pytest_backstory.harvest.stores import default_store
        from pytest_backstory.harvest.storing import keep_value

        keep_value(default_store(request.session), name, request._pyfuncitem, outcome.get_result())

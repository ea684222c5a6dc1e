"""Tests that run in children of their own (`--forked`): what they tell leaves the child on the report."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from pytest_backstory.notes import NOTE, Notes


class Forked:
    """Adds the note of a test to the last report that its child makes. Registered only where tests are forked."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, None]:
        """Runs in the child."""
        outcome = yield
        if call.when == "teardown" and self._notes.by_test:
            note = self._notes.take(item.nodeid)
            if note:
                setattr(outcome.get_result(), NOTE, note)

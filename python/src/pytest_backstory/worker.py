"""What records inside an xdist worker: nothing. It tells the controller what only the worker knows of each test."""

from __future__ import annotations

import pytest

from pytest_backstory.items import FACTS, Items


class Worker:
    """Puts the facts of each item on the report of its setup. xdist carries attributes; no other report holds them."""

    def __init__(self) -> None:
        self._items = Items()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remembers the items."""
        self._items.remember(session.items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Goes before xdist's own hook, which sends the report."""
        if report.when == "setup":
            try:
                setattr(report, FACTS, self._items.facts_of(report))
            except Exception:  # the controller then makes do with the node id
                return

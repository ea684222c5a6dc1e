"""What records inside an xdist worker: nothing. It tells the controller what only the worker knows of each test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pytest_backstory.allure import listen
from pytest_backstory.browser_files import note_browser_files
from pytest_backstory.items import FACTS, Items
from pytest_backstory.notes import BUILD, NOTE, Notes
from pytest_backstory.run_fixtures import RunFixtures
from pytest_backstory.unreported import UNREPORTED, Unreported, is_retried


class Worker:
    """Puts what the controller needs on the reports. xdist carries attributes; no other report holds them."""

    def __init__(self, config: pytest.Config, told: dict[str, Any]) -> None:
        self._config = config
        self._items = Items(suites=told["suites"])
        self._unreported = Unreported(config)
        self._has_browser = config.pluginmanager.has_plugin("playwright")
        self.notes = Notes(Path(told["files"]), told["events"])
        config.pluginmanager.register(RunFixtures(self.notes), "backstory-fixtures")

    def pytest_sessionstart(self) -> None:
        """Begins to listen to what tests tell."""
        Notes.active = self.notes
        listen(self._config, self.notes)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remembers the items."""
        self._items.remember(session.items)

    def pytest_exception_interact(self, report: object) -> None:
        """Sees the attempts that plugins which retry do not report."""
        if self._unreported.is_needed:
            self._unreported.raised(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Goes before xdist's own hook, which sends the report."""
        try:
            if self._unreported.is_needed:
                self._unreported.reported(report)
            if report.when == "setup" or hasattr(report, UNREPORTED):
                setattr(report, FACTS, self._items.facts_of(report.nodeid, report))
            if report.when == "teardown" or is_retried(report.outcome):
                self._add_note(report)
        except Exception:  # the controller then makes do with the node id
            return

    def _add_note(self, report: pytest.TestReport) -> None:
        if self._has_browser:
            note_browser_files(self.notes, report.nodeid, self._items.get(report.nodeid))
        if self.notes.by_test and not hasattr(report, NOTE):
            note = self.notes.take(report.nodeid) or {}
            build = self.notes.take(BUILD)
            if build:
                note["build"] = build
            if note:
                setattr(report, NOTE, note)

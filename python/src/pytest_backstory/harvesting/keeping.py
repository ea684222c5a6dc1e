"""Keeps the reports of each test on its item. Registered only when harvesting is used."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest

from pytest_backstory.harvesting.names import ATTEMPTS, HARVEST_PREFIX, PHASES, STORED
from pytest_backstory.harvesting.recording import Recording
from pytest_backstory.harvesting.sending import Sending

if TYPE_CHECKING:
    from pytest_backstory.harvesting.session import Harvesting


class Keeping:
    """The hook around each report, and what is due when a test is over."""

    def __init__(self, config: pytest.Config, harvesting: Harvesting) -> None:
        self._is_theirs = harvesting.is_theirs
        self._recording = Recording(config, harvesting.is_theirs)
        #: How values go to the controller; None in a process that is no worker of xdist.
        self.sending = Sending() if hasattr(config, "workerinput") and not harvesting.is_theirs else None

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: Any) -> Generator[None, Any, None]:
        """Keeps the report under its phase."""
        when = call.when
        if when == "teardown":
            # Now, as others send the notes of the test with the report.
            self._recording.record(item)
        outcome = yield
        report = outcome.get_result()
        if not self._is_theirs:
            if when == "setup" and hasattr(item, f"{HARVEST_PREFIX}setup"):
                _set_attempt_aside(item)
            setattr(item, HARVEST_PREFIX + when, report)
        if self.sending is not None:
            # An item of an unusual kind may lack what is asked of it; its test is none the worse for that.
            with suppress(Exception):
                self.sending.add_to(report, item)


def _set_attempt_aside(item: pytest.Item) -> None:
    """What is known of the attempt before this one. Nothing of it may be taken for the new one's."""
    names = ((phase, HARVEST_PREFIX + phase) for phase in PHASES)
    reports = {phase: item.__dict__.pop(name) for phase, name in names if name in item.__dict__}
    stored = item.__dict__.pop(STORED, {})
    item.__dict__.setdefault(ATTEMPTS, []).append({"reports": reports, "stored": stored})

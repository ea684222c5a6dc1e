"""The reports of the phases of each test, kept on its item."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

import pytest

from pytest_backstory.harvesting.names import HARVEST_PREFIX, PHASES
from pytest_backstory.harvesting.session import harvesting_of


def kept_reports(item: Any) -> OrderedDict[str, Any]:
    """The reports that there are of the last attempt, by phase and in the order of the phases."""
    ensure_kept(getattr(item, "session", None))
    kept = ((phase, getattr(item, HARVEST_PREFIX + phase, None)) for phase in PHASES)
    return OrderedDict((phase, report) for phase, report in kept if report is not None)


def ensure_kept(session: pytest.Session | None) -> None:
    """Begins to keep reports if nobody did: the earlier ones are those that pytest's terminal reporter remembers."""
    if session is None or not isinstance(session, pytest.Session):
        return
    harvesting = harvesting_of(session.config)
    if harvesting is None or not harvesting.begin_keeping(session.config):
        return
    items = {item.nodeid: item for item in getattr(session, "items", ())}
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    for reports in list(reporter.stats.values()) if reporter is not None else ():
        for report in reports:
            item = items.get(getattr(report, "nodeid", ""))
            if item is not None and isinstance(report, pytest.TestReport) and report.when in PHASES:
                _keep(item, report)


def _keep(item: Any, report: pytest.TestReport) -> None:
    name = f"{HARVEST_PREFIX}{report.when}"
    kept = getattr(item, name, None)
    # Of a test that was rerun there is one such report an attempt. The categories hold them out of order.
    if kept is None or getattr(report, "start", 0.0) >= getattr(kept, "start", 0.0):
        setattr(item, name, report)

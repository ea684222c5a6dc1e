"""Failed attempts of which pytest's reports do not tell: plugins that retry hide them.

pytest-retry reports the first failure and the last outcome, `flaky` the last attempt only. Both tell pytest of every
exception, for debuggers; that is where the attempts between are seen.
"""

from __future__ import annotations

from typing import Any

import pytest

from pytest_backstory.failure import failure_of

#: The attribute of a report that carries what was seen before it.
UNREPORTED = "_backstory_unreported"


class Unreported:
    """Watches exceptions for those that no report tells of."""

    def __init__(self, config: pytest.Config) -> None:
        plugins = config.pluginmanager
        self._retries = plugins.has_plugin("pytest-retry") or plugins.has_plugin("pytest_retry")
        self._hides = plugins.has_plugin("flaky") and not plugins.has_plugin("rerunfailures")
        self._seen: dict[str, list[dict[str, Any]]] = {}
        self._retrying: set[str] = set()
        self._last: object = None
        #: Whether there is a plugin that hides attempts.
        self.is_needed = self._retries or self._hides

    def reported(self, report: pytest.TestReport) -> None:
        """Takes every report that pytest tells of, before it is recorded, and puts on it what was hidden before it."""
        self._last = report
        if is_retried(report.outcome):
            self._retrying.add(report.nodeid)
        hidden = self._seen.pop(report.nodeid, None)
        if hidden is not None and report.when == "call" and report.outcome == "failed":
            hidden.pop()  # the last attempt is the report itself
        if hidden:
            setattr(report, UNREPORTED, hidden)
        if report.when == "teardown":
            self._retrying.discard(report.nodeid)

    def raised(self, report: object) -> None:
        """Takes the report of an exception."""
        if not isinstance(report, pytest.TestReport) or report is self._last:
            return
        if self._hides or report.nodeid in self._retrying:
            fields = {"when": report.when or "call", "duration": report.duration, **failure_of(report)}
            self._seen.setdefault(report.nodeid, []).append(fields)


class HiddenReport:
    """Stands for a report that was never made."""

    outcome = "rerun"
    longrepr = None
    sections: tuple[()] = ()
    user_properties: tuple[()] = ()

    def __init__(self, nodeid: str, fields: dict[str, Any]) -> None:
        self.nodeid = nodeid
        self.when: str = fields["when"]
        self.duration: float = fields["duration"]
        self.told_failure: dict[str, str] = fields.get("failure", {})


def is_retried(outcome: str) -> bool:
    """Whether another attempt follows: the outcome is `rerun` of pytest-rerunfailures, or `retried` of pytest-retry."""
    return outcome not in ("passed", "failed", "skipped")

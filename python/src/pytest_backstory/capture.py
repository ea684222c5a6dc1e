"""What pytest tells of a session, turned into records: in the process that reports, never in an xdist worker."""

from __future__ import annotations

import os
from typing import Any

import pytest

from pytest_backstory.attempt import Attempt
from pytest_backstory.bounds import MESSAGE, TEXT, WORD, cut
from pytest_backstory.git import Git
from pytest_backstory.items import FACTS, Items
from pytest_backstory.options import Settings
from pytest_backstory.recorder import Recorder
from pytest_backstory.submission import submission_record
from pytest_backstory.subtests import is_subtest
from pytest_backstory.trouble import Trouble

_TestReport = pytest.TestReport


class Capture:
    """The hooks. Each hands on at once; whatever goes wrong inside stays inside."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._trouble = Trouble()
        self._recorder = Recorder(settings, self._trouble)
        self._items = Items()
        self._git: Git | None = None
        self._session: pytest.Session | None = None
        self._expected: int | None = None
        self._errors: list[dict[str, Any]] = []
        self._open: dict[str, Attempt] = {}
        self._attempts: dict[str, int] = {}
        self._left_output: dict[str, list[tuple[str, str]]] = {}
        self._results = 0
        self._process = os.getpid()

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Asks git while pytest collects."""
        self._session = session
        with self._trouble:
            self._git = Git(self._config.rootpath)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Remembers the items. Under xdist the workers have them."""
        with self._trouble:
            self._items.remember(session.items)
            if session.items:
                self._expected = len(session.items)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self) -> None:
        """Begins the submission, as soon as it is known how many tests to expect."""
        if not self._config.pluginmanager.has_plugin("dsession"):
            with self._trouble:
                self._expected = self._expected or 0
                self._begin()

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tells an xdist worker that this process records."""
        node.workerinput["backstory"] = True

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: Any) -> None:
        """Begins the submission when the first worker has collected."""
        with self._trouble:
            if self._expected is None:
                self._expected = len(ids)
                self._begin()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Records a file that cannot be collected."""
        if report.outcome == "failed":
            with self._trouble:
                self._error(report.nodeid or "collection", _message_of(report.longrepr), report.longreprtext)

    def pytest_internalerror(self, excrepr: Any) -> None:
        """Records an error of pytest itself or of a plugin."""
        with self._trouble:
            self._error("pytest", _message_of(excrepr), str(excrepr))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: Any) -> None:
        """Records a worker that died. Its test in hand comes as a report of its own."""
        if error:
            with self._trouble:
                self._error(node.gateway.id, f"the worker died: {error}", None)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Takes the report of one phase; with that of the teardown the attempt is over and is written."""
        # This runs three times a test: no context manager, no calls that can be saved.
        try:
            nodeid, when = report.nodeid, report.when
            attempt = self._open.get(nodeid)
            if attempt is None or when == "setup":
                attempt = self._new_attempt(report)
            if type(report) is not _TestReport and is_subtest(report):
                attempt.subtests.append(report)
                return
            attempt.reports.append(report)
            # Some reruns have no teardown: the setup of the next attempt, or the end of the session, writes those.
            if when != "setup" and when != "call":
                self._write(nodeid)
        except Exception as error:
            self._trouble.note(error)

    def pytest_unconfigure(self) -> None:
        """Writes what is still open and the end. Only here is the exit status settled."""
        if os.getpid() != self._process:
            return
        with self._trouble:
            if self._git is not None and not self._recorder.has_begun and not self._errors:
                self._git.discard()
        with self._trouble:
            if self._errors:
                self._begin()
            for nodeid in [nodeid for nodeid, attempt in self._open.items() if attempt.is_decided]:
                self._write(nodeid)
        with self._trouble:
            if self._recorder.has_begun:
                self._recorder.end(int(self._session.exitstatus) if self._session is not None else 0)

    def _new_attempt(self, report: pytest.TestReport) -> Attempt:
        nodeid = report.nodeid
        if nodeid in self._open:
            self._write(nodeid)
        facts = report.__dict__.pop(FACTS, None) or self._items.facts_of(report)
        number = self._attempts[nodeid] = self._attempts.get(nodeid, 0) + 1
        before = self._left_output.pop(nodeid, ()) if self._left_output else ()
        attempt = self._open[nodeid] = Attempt(facts, min(number, 255), report, before)
        return attempt

    def _write(self, nodeid: str) -> None:
        attempt = self._open.pop(nodeid)
        if not self._recorder.has_begun:
            self._begin()
        self._results += 1
        status, record = attempt.result(self._results)
        self._recorder.result(status, record)
        if status != "passed" and attempt.is_rerun:
            self._left_output[nodeid] = list(attempt.reports[-1].sections)

    def _error(self, where: str, message: str, trace: str | None) -> None:
        fields = {"kind": "error", "where": cut(where, WORD), "message": cut(message, MESSAGE)}
        if trace:
            fields["trace"] = cut(trace, TEXT)
        if self._recorder.has_begun:
            self._recorder.error(fields)
        else:
            self._errors.append(fields)

    def _begin(self) -> None:
        if self._recorder.has_begun:
            return
        git = self._git.answers() if self._git is not None else {}
        self._recorder.begin(
            lambda submission_id, started_at: submission_record(
                submission_id, self._settings, started_at=started_at, expected=self._expected, git=git
            )
        )
        errors, self._errors = self._errors, []
        for fields in errors:
            self._recorder.error(fields)


def _message_of(longrepr: Any) -> str:
    crash = getattr(longrepr, "reprcrash", None)
    return str(crash.message) if crash is not None else str(longrepr)

"""What pytest tells of a session, turned into records: in the process that reports, never in an xdist worker."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import pytest

from pytest_backstory.allure import listen
from pytest_backstory.attempt import Attempt
from pytest_backstory.bounds import MESSAGE, TEXT, WORD, cut
from pytest_backstory.ci import ci_of
from pytest_backstory.git import Git
from pytest_backstory.items import FACTS, Items
from pytest_backstory.notes import Notes
from pytest_backstory.options import Settings
from pytest_backstory.recorder import Recorder
from pytest_backstory.run_fixtures import RunFixtures
from pytest_backstory.run_notes import RUN_NOTES, RunNotes
from pytest_backstory.selection import rerun_of, selection_of
from pytest_backstory.submission import submission_record
from pytest_backstory.subtests import is_subtest
from pytest_backstory.told import Told
from pytest_backstory.trouble import Trouble
from pytest_backstory.unreported import UNREPORTED, HiddenReport, Unreported

_TestReport = pytest.TestReport
_FINAL = frozenset({"passed", "failed", "skipped"})


class Capture:
    """The hooks. Each hands on at once; whatever goes wrong inside stays inside."""

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._trouble = Trouble()
        self._run_notes: RunNotes | None = config.pluginmanager.get_plugin(RUN_NOTES)
        self._recorder = Recorder(settings, self._trouble, self._run_notes)
        self._items = Items(suites=not settings.no_suites)
        self._git: Git | None = None
        self._session: pytest.Session | None = None
        self._expected: int | None = None
        self._deselected = 0
        self._errors: list[dict[str, Any]] = []
        self._open: dict[str, Attempt] = {}
        self._attempts: dict[str, int] = {}
        #: What the attempts before left: their facts and their output.
        self._left: dict[str, tuple[str, list[tuple[str, str]]]] = {}
        self._results = 0
        self._process = os.getpid()
        self._unreported = Unreported(config)
        #: Whether every xdist worker runs every test, so that reports of one test come mixed.
        self._is_each = config.getoption("dist", default="no") == "each"
        self._is_unusual = self._is_each or self._unreported.is_needed
        self.notes = Notes(self._recorder.files_folder, settings.events)
        self._told = Told(config, settings, self.notes, self._items)
        config.pluginmanager.register(RunFixtures(self.notes), "backstory-fixtures")

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Asks git while pytest collects, and begins to listen to what tests tell."""
        self._session = session
        with self._trouble:
            self._git = Git(self._config.rootpath, ci_of(os.environ)[1].get("baseBranch"))
        with self._trouble:
            Notes.active = self.notes
            listen(self._config, self.notes)

    def pytest_deselected(self, items: Sequence[pytest.Item]) -> None:
        """Counts the tests that were collected and left out."""
        self._deselected += len(items)

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
        """Tells an xdist worker that this process records, and what it has to know for that."""
        node.workerinput["backstory"] = {
            "files": str(self._recorder.files_folder),
            "events": self._settings.events,
            "suites": not self._settings.no_suites,
        }

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

    def pytest_exception_interact(self, report: object) -> None:
        """Sees the attempts that plugins which retry do not report."""
        if self._unreported.is_needed:
            with self._trouble:
                self._unreported.raised(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Takes the report of one phase; with that of the teardown the attempt is over and is written."""
        # This runs three times a test: no context manager, no calls that can be saved.
        try:
            key, when, outcome = report.nodeid, report.when, report.outcome
            if self._is_unusual:
                key = self._looked_at(report)
            attempt = self._open.get(key)
            if attempt is None or when == "setup":
                attempt = self._new_attempt(key, report)
            if type(report) is not _TestReport and is_subtest(report):
                attempt.subtests.append(report)
                return
            attempt.reports.append(report)
            if outcome != "passed" and outcome not in _FINAL:
                self._is_tried_again(key, attempt, report)
            # Some reruns have no teardown: the setup of the next attempt, or the end of the session, writes those.
            elif when != "setup" and when != "call":
                self._write(key)
        except Exception as error:
            self._trouble.note(error)

    def pytest_unconfigure(self) -> None:
        """Writes what is still open and the end. Only here is the exit status settled."""
        if os.getpid() != self._process:
            return
        if Notes.active is self.notes:
            Notes.active = None
        with self._trouble:
            if self._git is not None and not self._recorder.has_begun and not self._errors:
                self._git.discard()
        with self._trouble:
            if self._errors:
                self._begin()
            for key in [key for key, attempt in self._open.items() if attempt.is_decided]:
                self._write(key)
        with self._trouble:
            if self._recorder.has_begun:
                more: dict[str, Any] = {}
                with self._trouble:
                    attachments, more = self._told.of_build()
                    for fields in attachments:
                        self._recorder.attachment(fields)
                self._say_what_was_left_out()
                exit_status = int(self._session.exitstatus) if self._session is not None else 0
                if self._run_notes is not None:
                    self._run_notes.write(self._recorder.submission_id, exit_status, self._is_cut())
                self._recorder.end(exit_status, more)

    def _new_attempt(self, key: str, report: pytest.TestReport) -> Attempt:
        if key in self._open:
            self._write(key)
        # A property since pytest 9.2.
        nodeid = report.nodeid if self._is_each else key
        facts = report.__dict__.pop(FACTS, None)
        left = self._left.pop(key, None) if self._left else None
        if facts is None:
            facts = left[0] if left is not None and report.when != "setup" else self._items.facts_of(nodeid, report)
        number = self._attempts[nodeid] = self._attempts.get(nodeid, 0) + 1
        before = left[1] if left is not None else ()
        attempt = self._open[key] = Attempt(facts, min(number, 255), report, before)
        return attempt

    def _write(self, key: str) -> None:
        attempt = self._open.pop(key)
        if not self._recorder.has_begun:
            self._begin()
        self._results += 1
        note = self._told.of_attempt(attempt) if self._told.has_something(attempt) else None
        status, record = attempt.result(self._results, note)
        self._recorder.result(status, record)
        if self._run_notes is not None:
            self._run_notes.result(attempt.reports[0].nodeid, status, attempt.facts)
        if status != "passed" and attempt.is_rerun:
            self._left[key] = attempt.facts, list(attempt.reports[-1].sections)
        if note is not None:
            for fields in self._told.records(note, str(self._results)):
                self._recorder.event(fields) if fields["kind"] == "event" else self._recorder.attachment(fields)
            self._say_what_was_left_out()

    def _is_tried_again(self, key: str, attempt: Attempt, report: pytest.TestReport) -> None:
        # By the time that the next attempt is reported it may have told something too.
        attempt.early = self._told.so_far(report)
        # Only pytest-rerunfailures may tell of the teardown, and says "rerun".
        if report.outcome != "rerun" or report.when == "teardown":  # type: ignore[comparison-overlap]
            self._write(key)

    def _looked_at(self, report: pytest.TestReport) -> str:
        """The key of the report's attempt, after a look for what was hidden before it."""
        key = f"{report.nodeid} {getattr(report, 'worker_id', '')}" if self._is_each else report.nodeid
        self._unreported.reported(report)
        if UNREPORTED in report.__dict__:
            self._write_hidden(key, report)
        return key

    def _write_hidden(self, key: str, report: pytest.TestReport) -> None:
        """Writes the failed attempts before this report of which pytest was not told."""
        for fields in report.__dict__.pop(UNREPORTED):
            hidden: Any = HiddenReport(report.nodeid, fields)
            attempt = self._open.get(key) or self._new_attempt(key, report)
            attempt.reports.append(hidden)
            if report.when == "call":
                self._write(key)

    def _say_what_was_left_out(self) -> None:
        if self._told.lost:
            self._trouble.tell(self._told.lost[0])

    def _error(self, where: str, message: str, trace: str | None) -> None:
        fields = {"kind": "error", "where": cut(where, WORD), "message": cut(message, MESSAGE)}
        if trace:
            fields["trace"] = cut(trace, TEXT)
        if self._run_notes is not None:
            self._run_notes.error()
        if self._recorder.has_begun:
            self._recorder.error(fields)
        else:
            self._errors.append(fields)

    def _is_cut(self) -> bool:
        """Whether pytest stopped before all tests had run, as at the first failure with `-x`."""
        session: Any = self._session
        stopped = session is not None and bool(session.shouldstop or session.shouldfail)
        return stopped and len(self._attempts) < (self._expected or 0)

    def _rerun_of(self) -> str | None:
        plan = self._run_notes.plan if self._run_notes is not None else None
        return plan.of if plan is not None else self._settings.rerun_of

    def _begin(self) -> None:
        if self._recorder.has_begun:
            return
        git = self._git.answers() if self._git is not None else {}
        more = {
            "expectedTests": self._expected,
            "selection": selection_of(self._config, self._deselected),
            "rerun": rerun_of(self._config, self._rerun_of()),
            "renames": self._git.renames if self._git is not None else None,
        }
        self._recorder.begin(
            lambda submission_id, started_at: submission_record(
                submission_id, self._settings, started_at=started_at, git=git, **more
            )
        )
        errors, self._errors = self._errors, []
        for fields in errors:
            self._recorder.error(fields)


def _message_of(longrepr: Any) -> str:
    crash = getattr(longrepr, "reprcrash", None)
    return str(crash.message) if crash is not None else str(longrepr)

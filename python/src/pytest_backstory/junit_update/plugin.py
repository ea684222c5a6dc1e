"""`--update-xml`: at the end of a session a JUnit XML file of an earlier one is brought up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from pytest_backstory.junit_update.outcomes import Outcomes
from pytest_backstory.junit_update.report_file import ReportFile, UnreadableReportError, read_report
from pytest_backstory.junit_update.update import Update, Updated
from pytest_backstory.junit_update.write_file import write_file

NAMED = 20


def register_update(config: pytest.Config) -> None:
    """Registers the update: in the process that reports, never in an xdist worker."""
    file = config.getoption("backstory_update_xml")
    if not hasattr(config, "workerinput") and not config.getoption("collectonly"):
        config.pluginmanager.register(JunitUpdate(config, Path(file)), "backstory-junit-update")


class JunitUpdate:
    """Listens to the session and updates the file at its end. It never fails the session."""

    def __init__(self, config: pytest.Config, path: Path) -> None:
        self._config = config
        self._path = path
        self._outcomes = Outcomes()
        self._sentences: list[str] = []
        #: With `--junit-xml` on the same file pytest writes over it: what counts is what was there before.
        self._before = _content_before(config, path)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Takes the report of a phase."""
        self._outcomes.add(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Takes the report of a file that cannot be collected."""
        if report.outcome == "failed":
            self._outcomes.add_uncollected(report)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        """Updates the file, after pytest has written its own."""
        try:
            self._sentences = self._update()
        except (OSError, UnreadableReportError) as error:
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            self._sentences = [f"{self._path} was not updated: {reason}"]
        except Exception as error:  # the session's outcome is that of its tests
            self._sentences = [f"{self._path} was not updated: {type(error).__name__}: {error}"]

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Says what became of which tests."""
        if self._sentences:
            terminalreporter.section("JUnit XML update")
            for sentence in self._sentences:
                terminalreporter.line(sentence)

    def _update(self) -> list[str]:
        if self._before is None and self._is_written_by_pytest():
            return [f"{self._path} is new: there is no earlier run in it"]
        report = ReportFile(self._before) if self._before is not None else read_report(self._path)
        merge = bool(self._config.getoption("backstory_update_merge"))
        mark = bool(self._config.getoption("backstory_update_mark"))
        updated = Update(report, merge=merge, mark=mark).with_tests(self._outcomes.cases())
        if self._before is not None or updated.content != report.content:
            write_file(self._path, updated.content)
        return _told(self._path, updated)

    def _is_written_by_pytest(self) -> bool:
        return _same_file(self._config.getoption("xmlpath", default=None), self._path)


def _content_before(config: pytest.Config, path: Path) -> bytes | None:
    if not _same_file(config.getoption("xmlpath", default=None), path):
        return None
    try:
        return path.read_bytes()
    except OSError:
        return None


def _same_file(xmlpath: str | None, path: Path) -> bool:
    return xmlpath is not None and Path(xmlpath).expanduser().resolve() == path.resolve()


def _told(path: Path, updated: Updated) -> list[str]:
    counts = {
        "healed": updated.healed,
        "still failing": updated.still_failing,
        "newly failing": updated.newly_failing,
        "new": updated.added,
        "not in the file": updated.unknown,
    }
    told = ", ".join(f"{len(tests)} {word}" for word, tests in counts.items() if tests)
    lines = [f"{path}: {told or 'nothing to change'}"]
    lines += [f"  healed: {nodeid}" for nodeid in updated.healed[:NAMED]]
    if len(updated.healed) > NAMED:
        lines.append(f"  and {len(updated.healed) - NAMED} more")
    return lines

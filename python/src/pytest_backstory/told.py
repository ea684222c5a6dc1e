"""What tests told while they ran, and what lies about them on disk, for the records of their attempts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Callable

import pytest

from pytest_backstory.attempt import Attempt
from pytest_backstory.browser_files import note_browser_files
from pytest_backstory.events import event_records
from pytest_backstory.files_of_tests import note_files_of_build, note_files_of_test
from pytest_backstory.items import Items
from pytest_backstory.notes import BUILD, NOTE, Note, Notes, merged
from pytest_backstory.options import Settings
from pytest_backstory.properties import properties_of
from pytest_backstory.report_extras import note_extras
from pytest_backstory.unreported import is_retried


class Told:
    """Brings together the notes of a test from the process that ran it and from here."""

    def __init__(self, config: pytest.Config, settings: Settings, notes: Notes, items: Items) -> None:
        #: What could not be kept, a sentence each.
        self.lost: list[str] = []
        self._notes = notes
        self._settings = settings
        self._files = Path(settings.files).expanduser() if settings.files else None
        if self._files is not None and not self._files.is_absolute():
            self._files = config.rootpath / self._files
        plugins = config.pluginmanager
        #: What to look at once an attempt is over, each only where there is something to see.
        self._looks: list[Callable[[str, Attempt], None]] = []
        if plugins.has_plugin("html"):
            self._looks.append(lambda nodeid, attempt: note_extras(notes, nodeid, attempt.reports, config.rootpath))
        if plugins.has_plugin("playwright"):
            self._looks.append(lambda nodeid, attempt: note_browser_files(notes, nodeid, items.get(nodeid)))
        if settings.save_stdout:
            self._looks.append(self._note_stdout)
        folder = self._files
        if folder is not None:
            self._looks.append(lambda nodeid, attempt: note_files_of_test(notes, nodeid, attempt.facts, folder))

    def has_something(self, attempt: Attempt) -> bool:
        """Whether there may be a note of an attempt that is over. It is asked of every test."""
        return bool(
            self._notes.by_test or self._looks or attempt.early is not None or NOTE in attempt.reports[-1].__dict__
        )

    def of_attempt(self, attempt: Attempt) -> Note | None:
        """The note of an attempt that is over; None when there is nothing to tell, as of most."""
        last = attempt.reports[-1]
        # What was told up to a rerun was taken with its report; what is there since belongs to the next attempt.
        later = self._notes.by_test.pop(last.nodeid, None) if is_retried(last.outcome) else None
        for look in self._looks:
            look(last.nodeid, attempt)
        note = merged(attempt.early, self.so_far(last))
        if later is not None:
            self._notes.by_test[last.nodeid] = later
        if note is not None:
            self.lost += note.get("lost", ())
            for part, told in note.pop("build", {}).items():
                self._notes.of(BUILD).setdefault(part, []).extend(told)
        return note

    def so_far(self, report: pytest.TestReport) -> Note | None:
        """What the test told up to this report and was not asked for yet."""
        own = self._notes.take(report.nodeid) if self._notes.by_test else None
        return merged(report.__dict__.pop(NOTE, None), own)

    def records(self, note: Note, result_id: str) -> Iterator[dict[str, Any]]:
        """The events and the attachments of a note, as records."""
        yield from event_records(note, result_id)
        for attachment in self._present(note):
            yield {"kind": "attachment", "resultId": result_id, **attachment}

    def of_build(self) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """The attachments of the build, and what the end of the submission tells besides."""
        if self._files is not None and self._settings.build_name:
            note_files_of_build(self._notes, self._settings.build_name, self._files)
        note = self._notes.take(BUILD) or {}
        self.lost += note.get("lost", ())
        attachments = [{"kind": "attachment", **attachment} for attachment in self._present(note)]
        return attachments, dict(properties_of(note.get("properties", ())))

    def _present(self, note: Note) -> Iterator[dict[str, Any]]:
        """The attachments whose bytes are here: a worker on another machine keeps them there."""
        for attachment in note.get("attachments", ()):
            if self._notes.has(attachment["sha256"]):
                yield attachment
            else:
                self.lost.append(f"the attachment {attachment['name']} stayed on the machine of its worker")

    def _note_stdout(self, nodeid: str, attempt: Attempt) -> None:
        texts = [text for title, text in attempt.reports[-1].sections if title == "Captured stdout call"]
        if texts:
            self._notes.attach(nodeid, "".join(texts).encode("utf-8", "replace"), "stdout.log", "text/plain")

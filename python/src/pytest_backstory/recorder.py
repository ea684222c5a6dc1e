"""Writes the records of one session: the submission first, results and errors as they come, the end last."""

from __future__ import annotations

import sys
from pathlib import Path
from time import time
from typing import Any, Callable

from pytest_backstory.destination import destination_of
from pytest_backstory.encode import line
from pytest_backstory.fork import watch_forks
from pytest_backstory.kept_files import files_folder
from pytest_backstory.metrics_file import Delivery, write_metrics
from pytest_backstory.options import Settings, say
from pytest_backstory.place import Place, is_usual, place_of
from pytest_backstory.run_notes import RunNotes
from pytest_backstory.send import Sender
from pytest_backstory.spool import Spool
from pytest_backstory.submission_id import new_submission_id
from pytest_backstory.tesults_file import keep_for_output, write_tesults_file
from pytest_backstory.times import iso
from pytest_backstory.trouble import Trouble


class Recorder:
    """The way of a record: one line of the spool, which the sender posts. Nothing is opened before the first record."""

    def __init__(self, settings: Settings, trouble: Trouble, run_notes: RunNotes | None = None) -> None:
        self.submission_id = new_submission_id()
        self.counts: dict[str, int] = {}
        self._settings = settings
        self._trouble = trouble
        self._run_notes = run_notes
        self._started_at = iso(time())
        self._place: Place | None = None
        self._spool: Spool | None = None
        self._sender: Sender | None = None
        self._lost = 0
        #: Whether the submission record is written, or could not be.
        self.has_begun = False

    @property
    def files_folder(self) -> Path:
        """Where the bytes of attachments wait."""
        return files_folder(self._at_place().directory / f"{self.submission_id}.ndjson")

    def begin(self, describe: Callable[[str, str], dict[str, Any]]) -> None:
        """Opens the spool and writes the submission, which `describe` makes from its id and its start."""
        self.has_begun = True
        submission_id = self.submission_id
        with self._trouble:
            record = line(describe(submission_id, self._started_at))
            place = self._at_place()
            spool = Spool(place.directory, submission_id, place.suffix)
            self._spool = spool
            watch_forks(self)
            spool.append(record)
            settings = self._settings
            destination = destination_of(settings.url, settings.token, settings.clickhouse, is_own=True)
            if destination is not None:
                self._sender = Sender(destination, spool.path, submission_id)
                self._sender.keep_running()

    def result(self, status: str, record: bytes) -> None:
        """Writes one result, given as a line."""
        self.counts[status] = self.counts.get(status, 0) + 1
        self._write(record)

    def attachment(self, fields: dict[str, Any]) -> None:
        """Writes one attachment, whose bytes lie in the folder of files."""
        if self._settings.output is not None:
            keep_for_output(self.files_folder / fields["sha256"], self._settings.output, fields["name"])
        if self._sender is not None:
            self._sender.has_files = True
        self._write(line(fields))

    def event(self, fields: dict[str, Any]) -> None:
        """Writes one event."""
        self._write(line(fields))

    def error(self, fields: dict[str, Any]) -> None:
        """Writes one error."""
        self._write(line(fields))

    def end(self, exit_status: int, more: dict[str, Any]) -> None:
        """Writes the end, waits as long as the settings allow, and says in one line what stays behind."""
        fields = {"kind": "end", "finishedAt": iso(time()), "exitStatus": exit_status, "counts": self.counts, **more}
        self._write(line(fields))
        self._close()

    def before_fork(self) -> bool:
        """Ends the thread; the next record begins it again. Whether there was one."""
        return self._sender is not None and self._sender.stop()

    def after_fork_in_child(self) -> None:
        """Records nothing any more: the submission is the parent's."""
        self._spool = None
        self._sender = None

    def _at_place(self) -> Place:
        if self._place is None:
            self._place = place_of(self._settings, self.submission_id)
        return self._place

    def _write(self, record: bytes) -> None:
        if self._spool is None:
            self._lost += 1
            return
        try:
            self._spool.append(record)
        except OSError as error:
            self._lost += 1
            self._trouble.note(error)
        if self._sender is not None and self._sender.is_resting:
            self._sender.keep_running()

    def _close(self) -> None:
        spool, sender = self._spool, self._sender
        delivered = False
        if spool is not None and self._settings.output is not None:
            self._copy(spool.path, self._settings.output)
        try:
            if spool is not None and sender is not None:
                delivered = sender.finish(spool.lines, self._settings.wait_seconds)
        except KeyboardInterrupt:
            # The user does not want to wait; the run is over, and its exit status is decided.
            if sender is not None:
                sender.stop()
        finally:
            if spool is not None:
                delivered = self._put_away(spool, delivered)
        sentence = self._sentence(delivered)
        if self._run_notes is not None:
            self._run_notes.write_delivery(self.submission_id, delivered, sentence)
        elif sentence is not None:
            say(sentence)
        self._show_statements()
        if self._settings.metrics_file is not None:
            self._measure(self._settings.metrics_file, delivered)

    def _show_statements(self) -> None:
        """What somebody has to know of a destination, and what has to be run there first, exactly."""
        destination = self._sender.destination if self._sender is not None else None
        for note in getattr(destination, "notes", ()):
            say(note)
        statements = getattr(destination, "statements", ())
        if statements and sys.stderr is not None:
            sys.stderr.write("".join(f"{statement};\n" for statement in statements))

    def _copy(self, records: Path, output: str) -> None:
        """The copy does not depend on the delivery, nor the delivery on it."""
        try:
            write_tesults_file(records, Path(output).expanduser())
        except (OSError, ValueError) as error:
            say(f"the results could not be written to {output}: {error}")

    def _put_away(self, spool: Spool, delivered: bool) -> bool:
        """Closes the file and, where files are the destination, gives it its name. Whether everything is delivered."""
        place = self._at_place()
        if self._sender is not None:
            spool.close(delivered)
            place.leave()
            return delivered
        spool.close(delivered=False)
        with self._trouble:
            delivered = place.finish(spool.path) and not self._lost
        place.leave()
        return delivered

    def _measure(self, path: str, delivered: bool) -> None:
        spool, sender = self._spool, self._sender
        lines = spool.lines if spool is not None else 0
        rows, seconds, destination = (
            (sender.delivered, sender.seconds, sender.destination) if sender is not None else (lines, 0.0, None)
        )
        try:
            write_metrics(path, Delivery(rows, delivered, seconds, destination))
        except OSError as error:
            say(f"the metrics could not be written: {error}")

    def _sentence(self, delivered: bool) -> str | None:
        spool, sender = self._spool, self._sender
        reason = self._trouble.first
        if spool is None:
            return f"nothing was recorded: {reason}"
        if self._lost:
            return f"{self._lost} of {spool.lines + self._lost} records could not be written to {spool.path}: {reason}"
        if not delivered:
            sent = sender.delivered if sender is not None else 0
            why = (sender.trouble if sender is not None else None) or reason or "no answer yet"
            where = sender.destination.name if sender is not None else str(self._settings.url)
            files = len(sender.files()) if sender is not None else 0
            left = f"{spool.lines - sent} of {spool.lines} records" if sent < spool.lines or not files else ""
            both = " and ".join([left] * bool(left) + [f"{files} attachment{'s' * (files > 1)}"] * bool(files))
            command = "python -m pytest_backstory.replay" if where.startswith("clickhouse") else "backstory flush"
            if not is_usual(spool.path.parent):
                command += f" --spool={spool.path.parent}"
            return f"{both} were not sent to {where} ({why}). They are kept in {spool.path}; '{command}' sends them."
        if sender is not None and sender.refused:
            first = sender.refused[0]
            return f"the server refused {len(sender.refused)} of {spool.lines} records, the first because of: {first}"
        return f"a part of the recording failed: {reason}" if reason is not None else None

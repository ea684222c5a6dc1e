"""What tests tell of themselves while they run, by node id, until their attempt is over."""

from __future__ import annotations

import os
from pathlib import Path
from time import time
from typing import Any

from pytest_backstory.bounds import ENTRIES, WORD, cut
from pytest_backstory.kept_files import TooLargeError, keep
from pytest_backstory.times import iso

#: The attribute of a report under which a note travels from an xdist worker or a forked child.
NOTE = "_backstory_note"
MOST_EVENTS = 10_000
#: The node id under which stands what belongs to no test.
BUILD = ""

#: What one attempt told. Plain types throughout, so that every way to another process carries it.
Note = dict[str, Any]


class Notes:
    """The notes of a session. `folder` is where attached bytes wait; None: they are not wanted."""

    #: Those of the session that records in this process; functions that know no fixture write here.
    active: Notes | None = None

    def __init__(self, folder: Path | None, events: bool = True) -> None:
        self.by_test: dict[str, Note] = {}
        self._folder = folder
        self._keeps_events = events

    def of(self, nodeid: str) -> Note:
        """The note of a test, to be written to."""
        return self.by_test.setdefault(nodeid, {})

    def take(self, nodeid: str) -> Note | None:
        """The note of an attempt that is over. Files that changed after they were attached are read anew."""
        note = self.by_test.pop(nodeid, None)
        for attachment in note.get("attachments", ()) if note is not None else ():
            path, stamp = attachment.pop("path", None), attachment.pop("stamp", None)
            if path is not None and _stamp(Path(path)) not in (None, tuple(stamp)):
                attachment.update(self._kept(Path(path), note or {}))
        return note

    def has(self, sha256: str) -> bool:
        """Whether these bytes are kept on this machine."""
        return self._folder is not None and (self._folder / sha256).exists()

    def event(self, nodeid: str, name: str, payload: dict[str, str]) -> None:
        """Notes that something happened, now."""
        if not self._keeps_events:
            return
        note = self.of(nodeid)
        events = note.setdefault("events", [])
        if len(events) < MOST_EVENTS:
            events.append([cut(name, WORD) or "?", payload, iso(time())])
        else:
            note["lost"] = [f"events of {nodeid} after the first {MOST_EVENTS:,} were left out"]

    def attach(self, nodeid: str, content: bytes | Path, name: str, media_type: str | None = None) -> bool:
        """Keeps bytes, or a copy of a file, for a test. False when they cannot be kept, which the run's end tells."""
        if self._folder is None:
            return False
        note = self.of(nodeid)
        attachment: dict[str, Any] = {"name": cut(name, WORD) or "attachment"}
        attachment.update(self._kept(content, note, attachment["name"]))
        if "sha256" not in attachment:
            return False
        if isinstance(content, Path):
            # A log may be attached first and written then.
            attachment["path"], attachment["stamp"] = str(content), list(_stamp(content) or ())
        attachment["mediaType"] = media_type or _media_type(name)
        note.setdefault("attachments", []).append(attachment)
        return True

    def add_labels(self, nodeid: str, kind: str, values: list[str]) -> None:
        """Notes labels that a test gave itself."""
        labels = self.of(nodeid).setdefault("labels", {})
        if kind in labels or len(labels) < ENTRIES:
            labels[kind] = [*labels.get(kind, []), *(cut(value, WORD) for value in values)][:ENTRIES]

    def _kept(self, content: bytes | Path, note: Note, name: str = "") -> dict[str, Any]:
        try:
            assert self._folder is not None
            sha256, size = keep(self._folder, content)
        except (OSError, TooLargeError) as error:
            if name:
                note.setdefault("lost", []).append(f"the attachment {name} was left out: {error}")
            return {}
        return {"sha256": sha256, "sizeBytes": size}


def merged(first: Note | None, second: Note | None) -> Note | None:
    """Both notes as one; where only one can stand it is what the second says."""
    if first is None or second is None:
        return second if first is None else first
    both = dict(first)
    for part, told in second.items():
        held = both.get(part)
        if isinstance(told, list) and isinstance(held, list):
            both[part] = [*held, *told]
        elif part == "labels" and isinstance(held, dict):
            both[part] = {kind: [*held.get(kind, ()), *told.get(kind, ())] for kind in [*held, *told]}
        else:
            both[part] = told
    return both


def running_test() -> str:
    """The node id of the test that runs in this process, as pytest tells it; empty between tests."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" (")[0]


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _media_type(name: str) -> str:
    # Only who attaches something pays for reading the tables of types.
    from mimetypes import guess_type

    return guess_type(name)[0] or "application/octet-stream"

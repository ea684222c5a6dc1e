"""Reads buffer files of pytest-test-observer, results and events of one run together."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Callable

from pytest_backstory.encode import line
from pytest_backstory.replay.found_files import EVENTS
from pytest_backstory.replay.observer_rows import records_of


@dataclass
class Buffered:
    """The rows of a buffer and of its events, and how many lines could not be read."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    skipped: int = 0
    files: list[Path] = field(default_factory=list)

    def submissions(self, project: str | None, target: str | None) -> list[tuple[str, bytes]]:
        """The submissions in it, one a run, each with its id and its lines."""
        runs = list(dict.fromkeys(str(row.get("run_id") or "") for row in [*self.rows, *self.events]))
        made = []
        for run in runs:
            rows = [row for row in self.rows if str(row.get("run_id") or "") == run]
            events = [row for row in self.events if str(row.get("run_id") or "") == run]
            records = records_of(run, rows, events, project=project, target=target)
            made.append((str(records[0]["submissionId"]), b"".join(map(line, records))))
        return made


def is_buffer(file: Path) -> bool:
    """Whether a file holds rows of pytest-test-observer: its first line that can be read names a run and a test."""
    with file.open("rb") as lines:
        for each in lines:
            row = _object(each)
            if row is not None:
                return "kind" not in row and "nodeid" in row
    return file.suffix == ".jsonl"


def read_buffer(file: Path, warn: Callable[[str], None]) -> Buffered:
    """The file with the other one of its run, when that lies beside it. Lines that cannot be read are warned of."""
    stem = file.stem[: -len(EVENTS)] if file.stem.endswith(EVENTS) else file.stem
    buffered = Buffered()
    for name, rows in ((f"{stem}.jsonl", buffered.rows), (f"{stem}{EVENTS}.jsonl", buffered.events)):
        path = file.with_name(name)
        if path.is_file():
            buffered.files.append(path)
            buffered.skipped += _read(path, rows, warn)
    return buffered


def _read(path: Path, rows: list[dict[str, Any]], warn: Callable[[str], None]) -> int:
    skipped = 0
    for number, each in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not each.strip():
            continue
        row = _object(each)
        if row is None:
            skipped += 1
            warn(f"{path}: line {number} cannot be read")
        else:
            rows.append(row)
    return skipped


def _object(text: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None

"""A copy of the results in the JSON that Tesults and the tools around it read."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from pytest_backstory import __version__
from pytest_backstory.kept_files import files_folder
from pytest_backstory.tesults_case import build_case, error_case, result_case

Record = dict[str, Any]


def write_tesults_file(records: Path, output: Path) -> None:
    """Writes the copy in place of an older one, whole or not at all; OSError when it cannot.

    It is made from the file of records, so that a long session takes no memory. The attempts of a test are one case.
    """
    output = output.absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    part = output.with_name(f"{output.name}.{os.getpid()}.part")
    try:
        with records.open("rb") as lines, part.open("w", encoding="utf-8") as copy:
            _Copy(lines, copy, files_folder(output)).write()
        part.replace(output)
    finally:
        with suppress(OSError):
            part.unlink()


def keep_for_output(file: Path, output: str, name: str) -> None:
    """Keeps the bytes of an attachment beside the copy, since they are deleted once they are delivered."""
    kept = _kept(files_folder(Path(output).expanduser().absolute()), {"sha256": file.name, "name": name})
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not kept.exists():
            shutil.copyfile(file, kept)


def _kept(folder: Path, attachment: Record) -> Path:
    name = Path(str(attachment["name"]).replace("\\", "/")).name or "attachment"
    return folder / str(attachment["sha256"])[:16] / name


class _Copy:
    def __init__(self, lines: IO[bytes], copy: IO[str], folder: Path) -> None:
        self._lines = lines
        self._copy = copy
        self._folder = folder
        self._submission: Record = {}
        #: Where the attempts of each test stand, tests in the order of their first.
        self._places: dict[str, list[int]] = {}
        self._errors: list[Record] = []
        self._files: dict[str | None, list[str]] = {}

    def write(self) -> None:
        self._index()
        metadata = {
            "integration_name": "pytest-backstory",
            "integration_version": __version__,
            "test_framework": "pytest",
        }
        self._copy.write(f'{{"target":"","metadata":{json.dumps(metadata)},"results":{{"cases":[')
        separator = "\n"
        for places in self._places.values():
            self._copy.write(separator + _text(self._case([self._record(place) for place in places])))
            separator = ",\n"
        build = build_case(self._submission.get("build") or {}, self._files.get(None, []))
        for case in [*map(error_case, self._errors), *([build] if build else [])]:
            self._copy.write(separator + _text(case))
            separator = ",\n"
        self._copy.write("\n]}}\n")

    def _index(self) -> None:
        place = 0
        for line in self._lines:
            record = json.loads(line)
            kind = record["kind"]
            if kind == "submission":
                self._submission = record
            elif kind == "result":
                key = _text([record["suite"], record["name"], record.get("params"), record.get("nodeId")])
                self._places.setdefault(key, []).append(place)
            elif kind == "error":
                self._errors.append(record)
            elif kind == "attachment":
                kept = _kept(self._folder, record)
                self._files.setdefault(record.get("resultId"), []).append(str(kept))
            place += len(line)

    def _record(self, place: int) -> Record:
        self._lines.seek(place)
        record: Record = json.loads(self._lines.readline())
        return record

    def _case(self, attempts: list[Record]) -> Record:
        *before, last = [result_case(each, self._files.get(each["resultId"], [])) for each in attempts]
        if before:
            last["_Retries"] = before
        return last


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

"""Turns the lines of a submission into rows of the table `ingest`, as the server does."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from time import time
from typing import Any, cast

from pytest_backstory.clickhouse.fingerprint import fingerprint
from pytest_backstory.clickhouse.ids import family_id, test_id
from pytest_backstory.clickhouse.javascript import number, well_formed
from pytest_backstory.clickhouse.record_check import fault_of, known_keys
from pytest_backstory.part import Part
from pytest_backstory.times import iso

KEPT_OF_REFUSED = 2_000
DEFAULTS: dict[str, dict[str, Any]] = {
    "result": {"attempt": 1},
    "event": {"payload": ""},
    "attachment": {"mediaType": "application/octet-stream"},
}
#: Kinds whose lines can be rows as they are, with what is derived set before them.
SPLICED = frozenset({"result", "event", "error", "end"})
OWNED = ("submissionId", "project", "target")
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


@dataclass(frozen=True)
class Owner:
    """To whom the rows of a submission belong."""

    project: str
    target: str
    runner: str
    submission_id: str


@dataclass(frozen=True)
class Rows:
    """The rows of a part as NDJSON, and the lines that cannot be read, each with its number and the reason."""

    content: bytes
    refused: list[dict[str, Any]]


class RowWriter:
    """Writes the rows of one submission. It has to be given the first part first.

    Lines that this very process wrote are trusted: most are taken as they are, with what is derived set before them.
    """

    def __init__(self, trusts: bool) -> None:
        self._trusts = trusts
        self._owner: Owner | None = None
        self._ids: dict[str, tuple[str, str]] = {}

    def rows_of(self, submission_id: str, part: Part) -> Rows:
        """The rows of a part; ValueError when its submission did not begin with a submission record."""
        lines = part.content.split(b"\n")[: part.lines]
        if self._owner is None or self._owner.submission_id != submission_id:
            self._owner = self._owner_of(submission_id, lines[0] if part.offset == 0 else b"")
        owner = self._owner
        envelope = {
            "project": owner.project,
            "target": owner.target,
            "runner": owner.runner,
            "submissionId": submission_id,
            "receivedAt": iso(time()),
        }
        head = _dumps(envelope)[:-1]
        rows: list[str] = []
        refused: list[dict[str, Any]] = []
        ended = False
        for index, line in enumerate(lines, start=part.offset):
            if not line.strip():
                continue
            record, reason = _read(line, index, self._trusts)
            if record is None:
                refused.append({"line": index + 1, "reason": reason})
                rows.append(_dumps({**_refused(line, reason, index), **envelope}))
                continue
            ended = ended or record["kind"] == "end"
            if self._trusts and record["kind"] in SPLICED:
                rows.append(self._spliced(head, record, line.decode("utf-8"), index))
            else:
                row = self._row(owner, record, index)
                rows.append(_dumps({**row, **envelope, **_own_runner(row)}))
        said = {"kind": "part", "offset": part.offset, "lines": part.lines, "ended": ended, **envelope}
        content = "".join(f"{row}\n" for row in [_dumps(said), *rows])
        return Rows(content.encode("utf-8", "replace"), refused)

    def _owner_of(self, submission_id: str, line: bytes) -> Owner:
        record, reason = _read(line, 0, False) if line else (None, "the first line is not there")
        if record is None or record["kind"] != "submission" or record["submissionId"] != submission_id:
            raise ValueError(f"line 1 does not begin the submission {submission_id}: {reason or 'it is of another'}")
        runner = str(record["runner"]["name"])
        return Owner(
            record.get("project") or "default",
            record.get("target") or _slug(runner),
            runner,
            submission_id,
        )

    def _row(self, owner: Owner, record: dict[str, Any], index: int) -> dict[str, Any]:
        kind = record["kind"]
        known = known_keys(kind)
        row = {**DEFAULTS.get(kind, {}), **{key: value for key, value in record.items() if key in known}}
        unknown = {key: value for key, value in record.items() if key not in known}
        if kind == "submission":
            row = {key: value for key, value in row.items() if key not in OWNED}
        if kind == "result":
            row["testId"], row["familyId"] = self._identity(owner, record)
            if "failure" in record:
                row["fingerprint"] = fingerprint(record["failure"])
        if unknown:
            row["extra"] = _dumps(unknown)
        row["recordIndex"] = index
        return row

    def _spliced(self, head: str, record: dict[str, Any], text: str, index: int) -> str:
        """The line itself as a row; keys that no column has are left out by the engine, and kept as `extra`."""
        derived = f',"recordIndex":{index}'
        if record["kind"] == "result":
            test, family = self._identity(cast(Owner, self._owner), record)
            derived += f',"testId":"{test}","familyId":"{family}"'
            if "failure" in record:
                derived += f',"fingerprint":"{fingerprint(record["failure"])}"'
        unknown = record.keys() - known_keys(record["kind"])
        if unknown:
            extra = {key: value for key, value in record.items() if key in unknown}
            derived += f',"extra":{_dumps(_dumps(extra))}'
        return f"{head}{derived},{text[1:]}"

    def _identity(self, owner: Owner, record: dict[str, Any]) -> tuple[str, str]:
        key = _dumps([record["suite"], record["name"], record.get("params"), record.get("declaredId")])
        ids = self._ids.get(key)
        if ids is None:
            if len(self._ids) > 50_000:
                self._ids.clear()
            ids = (test_id(owner.project, owner.runner, record), family_id(owner.project, owner.runner, record))
            self._ids[key] = ids
        return ids


def _own_runner(row: dict[str, Any]) -> dict[str, Any]:
    """A submission says itself what its runner is, with the version."""
    return {"runner": row["runner"]} if row["kind"] == "submission" else {}


def _refused(line: bytes, reason: str, index: int) -> dict[str, Any]:
    text = well_formed(line[: KEPT_OF_REFUSED * 4].decode("utf-8", "replace")[:KEPT_OF_REFUSED])
    return {"kind": "refused", "line": index + 1, "reason": reason, "text": text, "recordIndex": index}


def _read(line: bytes, index: int, is_trusted: bool) -> tuple[dict[str, Any] | None, str]:
    try:
        record = json.loads(line.decode("utf-8"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        return None, "it is not UTF-8"
    except (ValueError, RecursionError) as error:
        return None, f"it is not JSON: {error}"
    if is_trusted:
        return record, ""
    reason = fault_of(record)
    if reason is None and record["kind"] == "submission" and index > 0:
        reason = "a submission record stands on the first line only"
    if reason is None and not _is_finite(record):
        reason = "it holds a number that is too large"
    if reason is not None:
        return None, reason
    return (_well_formed(record) if b"\\u" in line else record), ""


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is not of JSON")


def _is_finite(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list):
        return all(map(_is_finite, value))
    try:
        return not isinstance(value, (int, float)) or number(value) not in ("inf", "nan")
    except (OverflowError, ValueError):
        return False


def _well_formed(value: Any) -> Any:
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, list):
        return [_well_formed(each) for each in value]
    if isinstance(value, dict):
        return {well_formed(key): _well_formed(each) for key, each in value.items()}
    return value


def _slug(name: str) -> str:
    slug = re.sub(r"[^a-z0-9._-]+", "-", name.lower())
    return re.sub(r"-+\Z", "", re.sub(r"\A[^a-z0-9]+", "", slug)[:100]) or "default"

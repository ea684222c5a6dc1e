"""Turns rows that pytest-test-observer buffered into records. The same rows always make the same records."""

from __future__ import annotations

import hashlib
from datetime import datetime, timezone
from typing import Any

from pytest_backstory.bounds import WORD, cut
from pytest_backstory.encode import json_text
from pytest_backstory.identity import suite_of
from pytest_backstory.status import RANKS
from pytest_backstory.submission_id import ALPHABET
from pytest_backstory.times import iso

Row = dict[str, Any]
PHASES = ("setup", "call", "teardown")


def records_of(run_id: str, rows: list[Row], events: list[Row], **where: str | None) -> list[Row]:
    """The records of one run: submission, results and their events, end. `where`: project and target."""
    rows = list({repr(row): row for row in rows}.values())
    events = list({repr(event): event for event in events}.values())
    results = [_result(index, attempt, number) for index, (number, attempt) in enumerate(_attempts(rows), start=1)]
    result_ids = {result["nodeId"]: result["resultId"] for result in results}
    begun = min([_started(row) for row in rows] + [_seconds(event) for event in events], default=0.0)
    ended = max([_started(row) + float(row.get("duration") or 0) for row in rows] or [begun])
    counts: dict[str, int] = {}
    for result in results:
        counts[result["status"]] = counts.get(result["status"], 0) + 1
    return [
        _submission(run_id, rows, begun, where),
        *results,
        *(_event(event, result_ids) for event in events),
        {"kind": "end", "finishedAt": _iso(ended), "counts": counts},
    ]


def _submission(run_id: str, rows: list[Row], begun: float, where: dict[str, str | None]) -> Row:
    first = rows[0] if rows else {}
    provider = str(first.get("ci_provider") or "local")
    ci = {"provider": provider, "runId": cut(str(first.get("ci_run_id") or ""), WORD)}
    git = {"commit": first.get("git_commit"), "branch": first.get("git_branch")}
    fields = {
        "kind": "submission",
        "recordVersion": 1,
        "submissionId": _submission_id(run_id, begun),
        "recorder": {"name": "pytest-test-observer"},
        "runner": {"name": "pytest"},
        "startedAt": _iso(begun),
        "ci": ci if provider != "local" else None,
        "git": {name: str(value) for name, value in git.items() if value} or None,
        "labels": {"runId": [cut(run_id, WORD)]},
        **where,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _submission_id(run_id: str, begun: float) -> str:
    """A ULID of the run's start and of its id, so that replaying it again is the same submission."""
    random = int.from_bytes(hashlib.sha256(run_id.encode("utf-8", "replace")).digest()[:10], "big")
    number = int(begun * 1000) << 80 | random
    return "".join(ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def _attempts(rows: list[Row]) -> list[tuple[int, list[Row]]]:
    """The rows of each attempt with its number, in their order. A phase that comes again begins the next one."""
    attempts: list[tuple[int, list[Row]]] = []
    last: dict[str, tuple[int, list[Row]]] = {}
    for row in rows:
        nodeid = str(row.get("nodeid") or "")
        known = last.get(nodeid)
        if known is None or _rank(row) <= _rank(known[1][-1]):
            known = ((known[0] if known else 0) + 1, [])
            last[nodeid] = known
            attempts.append(known)
        known[1].append(row)
    return attempts


def _rank(row: Row) -> int:
    phase = row.get("when_phase")
    return PHASES.index(phase) if phase in PHASES else 1


def _result(index: int, rows: list[Row], number: int) -> Row:
    first = rows[0]
    decisive = max(rows, key=lambda row: RANKS[_status(row)])
    status = _status(decisive)
    nodeid = str(first.get("nodeid") or "?")
    head, bracket, params = nodeid.partition("[")
    parent, _, name = head.rpartition("::")
    markers = [str(marker) for marker in first.get("markers") or []]
    labels = {
        str(kind): [str(value) for value in values] for kind, values in (first.get("allure_labels") or {}).items()
    }
    fields = {
        "kind": "result",
        "resultId": str(index),
        "suite": cut(suite_of(parent), WORD),
        "name": cut(name + bracket + params, WORD) or "?",
        "displayName": str(first["allure_title"]) if first.get("allure_title") else None,
        "attempt": min(number, 255),
        "status": status,
        "rawStatus": "error" if status == "broken" else str(decisive.get("status") or status),
        "startedAt": _iso(_started(first)),
        "durationMs": sum(_milliseconds(row) for row in rows),
        "phases": [_phase(row) for row in rows],
        "file": cut(head.partition("::")[0], WORD),
        "worker": first.get("worker_id") if first.get("worker_id") not in (None, "", "master") else None,
        "labels": {**labels, **({"marker": markers} if markers else {})} or None,
        "links": [_link(link) for link in first.get("allure_links") or []] or None,
        "nodeId": nodeid,
        "markers": markers,
        "allureTitle": first.get("allure_title") or None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _phase(row: Row) -> Row:
    phase = row.get("when_phase")
    return {
        "name": phase if phase in PHASES else "call",
        "status": _status(row),
        "startedAt": _iso(_started(row)),
        "durationMs": _milliseconds(row),
    }


def _link(link: Any) -> Row:
    kind, url, name = [*(str(part) for part in link), "", "", ""][:3]
    return {"type": kind, "url": url, "name": name}


def _event(event: Row, result_ids: dict[str, str]) -> Row:
    nodeid = str(event.get("nodeid") or "?")
    return {
        "kind": "event",
        "resultId": result_ids.get(nodeid, cut(nodeid, WORD)),
        "seq": int(event.get("seq") or 0),
        "name": str(event.get("event_name") or "?"),
        "payload": json_text(event.get("payload") or {}),
        "at": _iso(_seconds(event)),
    }


def _status(row: Row) -> str:
    status = str(row.get("status") or "")
    return status if status in RANKS else "skipped"


def _milliseconds(row: Row) -> float:
    return round(max(float(row.get("duration") or 0), 0.0) * 1000, 3)


def _started(row: Row) -> float:
    """When the phase began; what was buffered without it began when it was told."""
    started = float(row.get("started_at") or 0) / 1000
    return started or _seconds(row)


def _seconds(row: Row) -> float:
    try:
        moment = datetime.fromisoformat(str(row.get("timestamp") or "").replace("Z", "+00:00"))
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)
    return moment.timestamp()


def _iso(seconds: float) -> str:
    """The time to the nearest millisecond: rows hold whole ones."""
    return iso(seconds + 0.0001)

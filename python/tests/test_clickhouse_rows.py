"""Rows for ClickHouse, of records that are trusted and of those that are checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from suite import Suite

from pytest_backstory.clickhouse.record_check import fault_of
from pytest_backstory.clickhouse.rows import RowWriter
from pytest_backstory.part import Part

SUBMISSION_ID = "01M805VR2F0SKMVS9KW7J4WFSF"
TIME = "2026-11-21T19:46:57.123Z"
SUBMISSION = {
    "kind": "submission",
    "recordVersion": 1,
    "submissionId": SUBMISSION_ID,
    "startedAt": TIME,
    "recorder": {"name": "r"},
    "runner": {"name": "Node.js test", "version": "1"},
}
RESULT = {
    "kind": "result",
    "resultId": "1",
    "suite": "s",
    "name": "n",
    "attempt": 1,
    "status": "passed",
    "startedAt": TIME,
    "durationMs": 1,
}
SOURCE = """
import pytest
@pytest.mark.suite("named")
@pytest.mark.parametrize("n", [1, "ü\\\\ud83d"])
def test_it(n, record_property, record_event, backstory_attach):
    record_property("text", "später")
    record_event("said", {"a": "b"})
    backstory_attach(b"x", name="x")
def test_fails(): assert 0
def test_broken(absent): pass
"""


def rows_of(content: bytes, trusts: bool = False, submission_id: str = SUBMISSION_ID) -> list[dict[str, Any]]:
    """The rows, without the time of their making."""
    part = Part(0, content.count(b"\n"), content)
    made = RowWriter(trusts).rows_of(submission_id, part).content
    return [{**json.loads(line), "receivedAt": None} for line in made.splitlines()]


def lines(*records: object) -> bytes:
    return b"".join(each if isinstance(each, bytes) else json.dumps(each).encode() + b"\n" for each in records)


def test_trusted_records_have_the_rows_that_checked_ones_have(suite: Suite, tmp_path: Path) -> None:
    suite.write(test_it=SOURCE, test_error="import absent")
    file = tmp_path / "kept" / "records.ndjson"
    suite.run("--continue-on-collection-errors", BACKSTORY_URL=str(file), BACKSTORY_BUILD_NAME="1.2")
    content = file.read_bytes()
    submission_id = json.loads(content.split(b"\n")[0])["submissionId"]
    checked, trusted = (rows_of(content, trusts, submission_id) for trusts in (False, True))
    assert {row["kind"] for row in checked} == {"part", "submission", "result", "event", "attachment", "error", "end"}
    for one, other in zip(checked, trusted):
        unknown = json.loads(one.get("extra", "{}"))
        assert {key: value for key, value in other.items() if key not in unknown} == one
    assert len(checked) == len(trusted)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{\n", "it is not JSON"),
        (b"[1]\n", "it is not a JSON object"),
        (b'"\xff"\n', "it is not UTF-8"),
        (lines({"kind": "rezult"}), "kind must be one of submission, result"),
        (lines({**RESULT, "status": "ok"}), "status must be one of passed, failed"),
        (lines({**RESULT, "name": ""}), "name must not be empty"),
        (lines({**RESULT, "name": 7}), "name must be of type string"),
        (lines({**RESULT, "durationMs": -1}), "durationMs is out of its bounds"),
        (lines({**RESULT, "startedAt": "yesterday"}), "startedAt does not have the form"),
        (lines({**RESULT, "phases": [{"name": "call", "status": "x"}]}), "phases[0].status must be one of"),
        (lines({**RESULT, "params": 1}).replace(b'"params": 1', b'"params": {"a": 1e999}'), "number that is too large"),
        (lines({**RESULT, "params": 1}).replace(b'"params": 1', b'"params": {"a": NaN}'), "NaN is not of JSON"),
        (lines(SUBMISSION), "a submission record stands on the first line only"),
    ],
)
def test_a_line_that_will_not_do_is_kept_as_refused(line: bytes, reason: str) -> None:
    part, submission, refused, result = rows_of(lines(SUBMISSION, line, RESULT))
    assert (part["lines"], submission["kind"], result["kind"]) == (3, "submission", "result")
    assert (refused["kind"], refused["line"], refused["recordIndex"]) == ("refused", 2, 1)
    assert reason in refused["reason"]
    assert refused["text"] == line.decode("utf-8", "replace").rstrip("\n")


def test_a_submission_has_a_project_and_a_target_without_naming_them() -> None:
    _, submission = rows_of(lines(SUBMISSION))
    assert (submission["project"], submission["target"]) == ("default", "node.js-test")
    assert submission["runner"] == {"name": "Node.js test", "version": "1"}
    assert "submissionId" in submission


def test_what_does_not_begin_with_its_submission_is_refused_whole() -> None:
    with pytest.raises(ValueError, match="line 1 does not begin the submission"):
        rows_of(lines(RESULT))


def test_what_the_schema_allows_has_no_fault() -> None:
    assert fault_of({**RESULT, "params": {"a": [1, None, {"b": True}]}, "unknown": {"x": 1}}) is None
    assert fault_of({key: value for key, value in RESULT.items() if key != "attempt"}) is None

"""Records that go to a file and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from suite import Suite, checked, of_kind

SOURCE = "def test_it(): pass\ndef test_fails(): assert 0"


def records_of(file: Path) -> list[dict[str, object]]:
    return checked([json.loads(line) for line in file.read_bytes().splitlines()])


@pytest.mark.parametrize("form", ["file://{}/kept/here", "{}/kept/here"])
def test_a_directory_gets_a_file_for_each_submission(suite: Suite, form: str) -> None:
    suite.write(test_it=SOURCE)
    for _ in range(2):
        run = suite.run(f"--backstory-url={form.format(suite.directory)}")
        assert (run.exit_status, run.recorder_lines) == (1, [])
    files = sorted((suite.directory / "kept/here").iterdir())
    assert [file.suffix for file in files] == [".ndjson", ".ndjson"]
    for file in files:
        records = records_of(file)
        assert file.stem == records[0]["submissionId"]
        assert [record["kind"] for record in records] == ["submission", "result", "result", "end"]
    assert not suite.state.exists()


def test_a_relative_path_is_one_from_where_pytest_runs(suite: Suite) -> None:
    suite.write(test_it=SOURCE)
    suite.run(BACKSTORY_URL="./out")
    assert len(list((suite.directory / "out").glob("*.ndjson"))) == 1


def test_a_named_file_holds_the_last_submission_whole(suite: Suite) -> None:
    suite.write(test_it=SOURCE)
    file = suite.directory / "out" / "last.ndjson"
    first, second = [(suite.run(BACKSTORY_URL=str(file)), records_of(file))[1] for _ in range(2)]
    assert first[0]["submissionId"] != second[0]["submissionId"]
    assert len(of_kind(second, "result")) == 2
    assert [path.name for path in file.parent.iterdir()] == ["last.ndjson"]


def test_attachments_lie_beside_the_file(suite: Suite) -> None:
    suite.write(test_it="def test_it(backstory_attach): backstory_attach(b'bytes', name='a.bin')")
    file = suite.directory / "last.ndjson"
    suite.run(BACKSTORY_URL=str(file))
    (attachment,) = of_kind(records_of(file), "attachment")
    assert (suite.directory / "last.files" / str(attachment["sha256"])).read_bytes() == b"bytes"


def test_what_a_killed_run_finished_is_there_under_another_name(suite: Suite) -> None:
    suite.write(test_it="import os\ndef test_it(): pass\ndef test_dies(): os.kill(os.getpid(), 9)")
    suite.run(BACKSTORY_URL=str(suite.directory / "out"))
    (file,) = (suite.directory / "out").glob("*.part")
    assert [record["kind"] for record in records_of(file)] == ["submission", "result"]


def test_a_directory_that_cannot_be_made_costs_a_line_and_nothing_else(suite: Suite) -> None:
    suite.write(test_it="def test_it(): pass")
    (suite.directory / "taken").write_text("a file")
    run = suite.run(BACKSTORY_URL=str(suite.directory / "taken" / "out"))
    assert run.exit_status == 0
    assert len(run.recorder_lines) == 1

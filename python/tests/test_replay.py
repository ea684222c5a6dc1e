"""The command that sends what was kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import SOURCE, Suite, checked, of_kind

TESTS = "import pytest\n@pytest.mark.parametrize('n', range(20))\ndef test_it(n): assert n"
ROW = {
    "run_id": "f1e9e128",
    "timestamp": "2026-11-21T23:29:10.646+00:00",
    "started_at": 1795303750600,
    "finished_at": 1795303750646,
    "nodeid": "tests/test_it.py::TestC::test_a[x-1]",
    "status": "passed",
    "when_phase": "call",
    "duration": 0.046,
    "markers": ["parametrize", "slow"],
    "worker_id": "gw1",
    "ci_provider": "github",
    "ci_run_id": "7",
    "git_commit": "abc",
    "git_branch": "main",
    "allure_id": "A-1",
    "allure_title": "Adds",
    "allure_severity": "minor",
    "allure_labels": {"as_id": ["A-1"], "severity": ["minor"], "feature": ["cart"]},
    "allure_links": [["issue", "https://tracker/1", "one"]],
}
EVENT = {
    "run_id": "f1e9e128",
    "nodeid": ROW["nodeid"],
    "timestamp": "2026-11-21T23:29:10.640+00:00",
    "seq": 0,
    "event_name": "paid",
    "payload": {"by": "card"},
}
Replay = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def replay(suite: Suite) -> Replay:
    """Runs the command in a process of its own."""

    def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "pytest_backstory.replay", *arguments],
            cwd=suite.directory,
            env={**suite.variables(), "PYTHONPATH": str(SOURCE), **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run


@pytest.fixture
def kept(suite: Suite) -> Path:
    """The spool file of a run that could not be delivered."""
    suite.write(test_it=TESTS)
    suite.run(BACKSTORY_URL="http://127.0.0.1:9", BACKSTORY_WAIT_SECONDS="0")
    (file,) = suite.spool.glob("*.ndjson")
    return file


def write_lines(file: Path, *rows: object) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows), "utf-8")
    return file


def test_the_spool_is_delivered_and_deleted(replay: Replay, kept: Path, server: IngestServer) -> None:
    done = replay(f"--url={server.url}")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{kept}: 22 records, 0 skipped, ok\n1 of 1 files were delivered" in done.stdout
    assert len(checked(server.records())) == 22
    assert not kept.exists()


def test_a_file_goes_where_it_was_meant_to_go(replay: Replay, suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=TESTS)
    suite.run(BACKSTORY_URL=server.url, BACKSTORY_WAIT_SECONDS="0")
    replay("--keep")
    assert len(of_kind(server.records(), "result")) == 20


def test_twice_is_once(replay: Replay, kept: Path, server: IngestServer) -> None:
    for _ in range(2):
        assert replay("--keep", f"--url={server.url}", str(kept)).returncode == 0
    assert len(server.records()) == 22
    assert kept.exists()


def test_a_dry_run_needs_no_address_and_deletes_nothing(replay: Replay, kept: Path) -> None:
    done = replay("--dry-run", str(kept.parent))
    assert (done.returncode, done.stdout) == (0, f"{kept}: 22 lines\n")
    assert kept.exists()


def test_nothing_to_do_is_fine(replay: Replay, tmp_path: Path) -> None:
    for arguments in ([], [str(tmp_path / "absent.jsonl")]):
        done = replay(*arguments, BACKSTORY_URL="http://127.0.0.1:9")
        assert done.returncode == 0
        assert "there is nothing to replay" in done.stderr
    assert f"{tmp_path / 'absent.jsonl'} is not there" in done.stderr


def test_a_buffer_without_an_address_is_a_mistake_of_use(replay: Replay, tmp_path: Path) -> None:
    file = write_lines(tmp_path / "b" / "run.jsonl", ROW)
    done = replay(str(file))
    assert done.returncode == 2
    assert "--url" in done.stderr
    assert file.exists()


def test_a_failure_keeps_the_file_and_the_others_go_on(replay: Replay, kept: Path, server: IngestServer) -> None:
    first = write_lines(kept.parent / "00.ndjson", {"kind": "result"})
    done = replay(f"--url={server.url}")
    assert done.returncode == 1
    assert f"{first}: 0 records, 0 skipped, FAILED (its first line does not say whose records these are)" in done.stdout
    assert first.exists()
    assert not kept.exists()


def test_a_server_that_is_not_there_keeps_the_file(replay: Replay, kept: Path) -> None:
    content = kept.read_bytes()
    done = replay("--url=http://127.0.0.1:9")
    assert done.returncode == 1
    assert "Connection refused" in done.stdout
    assert kept.read_bytes() == content


def test_lines_that_are_refused_are_told_by_number(replay: Replay, kept: Path) -> None:
    def take_but_refuse(server: IngestServer, body: bytes) -> Any:
        server.lines += body.splitlines(keepends=True)
        return 200, {"refused": [{"line": 3, "reason": "name is missing"}]}, {}

    server = IngestServer(take_but_refuse)
    done = replay(f"--url={server.url}")
    server.close()
    assert f"{kept}: line 3 was refused: name is missing" in done.stderr
    assert "22 records, 1 skipped, ok" in done.stdout


def test_a_file_that_is_still_written_is_left_alone(replay: Replay, kept: Path, server: IngestServer) -> None:
    kept.with_suffix(".lock").write_text(f"{os.getpid()}\n")
    done = replay(f"--url={server.url}")
    assert "skipped, the process that writes it still runs" in done.stdout
    assert server.lines == []
    assert kept.exists()


def test_what_a_killed_run_finished_is_delivered_once(replay: Replay, suite: Suite, server: IngestServer) -> None:
    suite.write(
        test_it="""
        import os, time
        def test_first(): time.sleep(1.6)
        def test_second(): pass
        def test_dies(): os.kill(os.getpid(), 9)
        """
    )
    assert suite.run(BACKSTORY_URL=server.url).exit_status == -9
    before = len(server.lines)
    assert replay(f"--url={server.url}").returncode == 0
    records = checked(server.records())
    assert [record["kind"] for record in records] == ["submission", "result", "result"]
    assert before < 3
    assert list(suite.spool.iterdir()) == []


def test_a_buffer_of_pytest_test_observer_becomes_a_submission(
    replay: Replay, tmp_path: Path, server: IngestServer
) -> None:
    teardown = {**ROW, "status": "broken", "when_phase": "teardown", "duration": 0.5}
    again = {**ROW, "status": "failed"}
    file = write_lines(tmp_path / "b" / "run.jsonl", ROW, teardown, "{not json\n", "\n", again, "[1]\n", ROW)
    events = write_lines(tmp_path / "b" / "run_events.jsonl", EVENT)
    done = replay(f"--url={server.url}", "--project=shop", "--target=nightly", str(file.parent))
    assert done.returncode == 0
    assert f"{file}: line 3 cannot be read" in done.stderr
    assert f"{file}: line 6 cannot be read" in done.stderr
    assert f"{events}: " in done.stdout
    assert not file.exists()
    assert not events.exists()
    submission, first, second, event, end = checked(server.records())
    assert (submission["project"], submission["target"], submission["labels"]) == (
        *("shop", "nightly"),
        {"runId": ["f1e9e128"]},
    )
    assert submission["ci"] == {"provider": "github", "runId": "7"}
    assert submission["git"] == {"commit": "abc", "branch": "main"}
    assert (first["suite"], first["name"], first["file"]) == (
        *("tests.test_it.TestC", "test_a[x-1]"),
        "tests/test_it.py",
    )
    assert (first["attempt"], first["status"], first["rawStatus"]) == (1, "broken", "error")
    assert [(phase["name"], phase["durationMs"]) for phase in first["phases"]] == [("call", 46), ("teardown", 500)]
    assert (second["attempt"], second["status"]) == (2, "failed")
    assert event["resultId"] == second["resultId"]
    assert json.loads(event["payload"]) == {"by": "card"}
    assert end["counts"] == {"broken": 1, "failed": 1}


def test_a_buffer_twice_is_the_same_submission(replay: Replay, tmp_path: Path, server: IngestServer) -> None:
    file = write_lines(tmp_path / "b" / "run.jsonl", ROW)
    for _ in range(2):
        replay("--keep", f"--url={server.url}", str(file))
    assert len(server.lines) == 3
    assert len({path.partition("?")[0] for path, _ in server.requests}) == 1


def test_an_old_buffer_gets_defaults_for_what_it_lacks(replay: Replay, tmp_path: Path, server: IngestServer) -> None:
    file = write_lines(tmp_path / "b" / "run.jsonl", {"run_id": "r", "nodeid": "test_it.py::test_a", "extra": 1})
    assert replay(f"--url={server.url}", str(file)).returncode == 0
    _, result, _ = checked(server.records())
    assert (result["suite"], result["name"], result["status"]) == ("test_it", "test_a", "skipped")
    assert result["startedAt"] == "1970-01-01T00:00:00.000Z"


def test_a_buffer_without_a_row_is_kept(replay: Replay, tmp_path: Path, server: IngestServer) -> None:
    file = write_lines(tmp_path / "b" / "run.jsonl", "nothing\n")
    done = replay(f"--url={server.url}", str(file))
    assert done.returncode == 0
    assert "0 records, 1 skipped, ok" in done.stdout
    assert server.lines == []
    assert file.exists()

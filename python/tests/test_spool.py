"""The spool on disks and in homes that do not cooperate."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ingest_server import IngestServer
from suite import Suite, checked, of_kind

from pytest_backstory.spool import Spool, spool_directory

MANY = "import pytest\n@pytest.mark.parametrize('n', range(200))\ndef test_it(n): pass"


def test_a_delivered_spool_is_gone(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=MANY)
    run = suite.run(BACKSTORY_URL=server.url)
    assert run.recorder_lines == []
    assert list(suite.spool.iterdir()) == []
    records = checked(server.records())
    assert records[-1]["counts"] == {"passed": 200}
    assert [result["resultId"] for result in of_kind(records, "result")] == [str(n) for n in range(1, 201)]


def test_a_home_that_cannot_be_written_is_done_without(suite: Suite, server: IngestServer, tmp_path: Path) -> None:
    suite.write(test_it=MANY)
    suite.state.write_text("a file where a directory should be")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    run = suite.run("--basetemp=base", BACKSTORY_URL=server.url, TMPDIR=str(temporary))
    assert (run.exit_status, run.recorder_lines) == (0, [])
    assert len(of_kind(checked(server.records()), "result")) == 200
    assert list(temporary.iterdir()) == []
    absent = suite.run("--basetemp=base", BACKSTORY_URL="http://127.0.0.1:9", TMPDIR=str(temporary))
    (file,) = temporary.rglob("*.ndjson")
    assert absent.exit_status == 0
    assert f"They are kept in {file}; 'backstory flush --spool={file.parent}' sends them." in absent.recorder_lines[0]


def test_a_spool_that_cannot_be_written_costs_a_line_and_nothing_else(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=MANY)
    suite.state.write_text("a file where a directory should be")
    run = suite.run(BACKSTORY_URL=server.url, BACKSTORY_SPOOL=str(suite.state / "spool"))
    assert run.exit_status == 0
    (line,) = run.recorder_lines
    assert line.startswith("backstory: nothing was recorded: ")
    assert str(suite.state) in line
    assert server.lines == []


def test_a_full_disk_costs_a_line_and_keeps_whole_lines(suite: Suite, server: IngestServer) -> None:
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))\n{MANY}"
    suite.write(test_it=limited)
    run = suite.run(BACKSTORY_URL="http://127.0.0.1:9", BACKSTORY_WAIT_SECONDS="0")
    assert run.exit_status == 0
    (line,) = run.recorder_lines
    assert re.search(r"\d+ of 202 records could not be written to .*\.ndjson: .*[Ff]ile too large", line)
    records = suite.spooled()
    assert 10 < len(records) < 200
    assert records[0]["kind"] == "submission"


def test_two_runs_at_once_do_not_meet(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=MANY)
    processes = [
        subprocess.Popen(
            suite.command("-q"),
            cwd=suite.directory,
            env={**suite.variables(), "BACKSTORY_URL": "http://127.0.0.1:9", "BACKSTORY_WAIT_SECONDS": "0"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(2)
    ]
    assert [process.wait(60) for process in processes] == [0, 0]
    files = list(suite.spool.iterdir())
    assert [file.suffix for file in files] == [".ndjson", ".ndjson"]
    assert [len(file.read_bytes().splitlines()) for file in files] == [202, 202]


def test_a_spool_in_use_has_a_lock_with_the_process(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "deep" / "spool", "01")
    assert (tmp_path / "deep/spool/01.lock").read_text().strip().isdigit()
    spool.append(b"{}\n")
    spool.close(delivered=False)
    assert [path.name for path in (tmp_path / "deep/spool").iterdir()] == ["01.ndjson"]
    if sys.platform != "win32":
        assert (tmp_path / "deep/spool/01.ndjson").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the places of other platforms")
def test_the_spool_lies_where_the_platform_keeps_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert spool_directory(None) == tmp_path / ".local/state/backstory/spool"
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert spool_directory(None) == Path("/state/backstory/spool")
    assert spool_directory("~/mine") == tmp_path / "mine"


def test_a_run_of_ten_thousand_tests_is_sent_while_it_runs(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=MANY.replace("200", "10_000"))
    start = time.monotonic()
    run = suite.run("-q", BACKSTORY_URL=server.url)
    assert run.recorder_lines == []
    assert len(of_kind(server.records(), "result")) == 10_000
    assert len(server.requests) >= min(time.monotonic() - start, 3) - 1

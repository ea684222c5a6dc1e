"""Runs that go to a ClickHouse server directly, under hard conditions."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest
from clickhouse_server import ClickHouseServer
from suite import Suite

from pytest_backstory.replay.main import main

MANY = "import pytest\n@pytest.mark.parametrize('n', range(200))\ndef test_it(n): pass"


@pytest.fixture(scope="module")
def clickhouse() -> Iterator[ClickHouseServer]:
    """A server without databases."""
    server = ClickHouseServer()
    yield server
    server.close()


def results_in(clickhouse: ClickHouseServer, database: str) -> tuple[int, int]:
    """How many rows and how many runs there are."""
    question = "SELECT toUInt32(count()) AS results, toUInt32(uniqExact(run_id)) AS runs FROM pytest_results"
    (row,) = clickhouse.engine(database).query(question)
    return row["results"], row["runs"]


def test_two_runs_at_once_make_the_tables_together(suite: Suite, clickhouse: ClickHouseServer) -> None:
    suite.write(test_it=MANY)
    variables = {**suite.variables(), "BACKSTORY_URL": clickhouse.url("both"), "BACKSTORY_WAIT_SECONDS": "60"}
    processes = [
        subprocess.Popen(suite.command("-q"), cwd=suite.directory, env=variables, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=90)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    if b"".join(said):
        # One met the other while both made tables: it said so, kept its records, and replay delivers them.
        assert main([f"--spool={suite.spool}", f"--url={clickhouse.url('both')}"]) == 0
    assert results_in(clickhouse, "both") == (400, 2)


def test_warnings_as_errors_do_not_hit_it(suite: Suite, clickhouse: ClickHouseServer) -> None:
    suite.write(test_it="def test_it(): import gc; gc.collect()")
    run = suite.run(
        *("-W", "error"),
        BACKSTORY_URL=clickhouse.url("warned"),
        BACKSTORY_WAIT_SECONDS="30",
        PYTHONWARNINGS="error",
        PYTHONDEVMODE="1",
    )
    assert (run.exit_status, run.recorder_lines) == (0, [])
    assert "Warning" not in run.output + run.errors
    assert results_in(clickhouse, "warned") == (1, 1)


def test_warnings_as_errors_keep_what_cannot_be_sent(suite: Suite) -> None:
    suite.write(test_it="def test_it(): pass")
    run = suite.run("-W", "error", BACKSTORY_URL="clickhouse://127.0.0.1:9", PYTHONWARNINGS="error")
    assert (run.exit_status, len(run.recorder_lines)) == (0, 1)
    assert [record["kind"] for record in suite.spooled()] == ["submission", "result", "end"]


def test_a_killed_run_is_there_with_what_it_finished(suite: Suite, clickhouse: ClickHouseServer) -> None:
    suite.write(
        test_it="""
        import os, time
        def test_first(): time.sleep(3)
        def test_second(): pass
        def test_dies(): os.kill(os.getpid(), 9)
        """
    )
    assert suite.run(BACKSTORY_URL=clickhouse.url("killed")).exit_status == -9
    for _ in range(2):
        assert main(["--keep", f"--spool={suite.spool}", f"--url={clickhouse.url('killed')}"]) == 0
    assert results_in(clickhouse, "killed") == (2, 1)


def test_large_sessions_are_inserted_in_bounded_batches(suite: Suite, clickhouse: ClickHouseServer) -> None:
    suite.write(test_it=MANY.replace("200", "6_000"))
    metrics = suite.directory / "metrics.json"
    run = suite.run(
        "-q",
        BACKSTORY_URL=clickhouse.url("large"),
        BACKSTORY_WAIT_SECONDS="60",
        BACKSTORY_METRICS_FILE=str(metrics),
    )
    assert run.recorder_lines == []
    assert results_in(clickhouse, "large") == (6_000, 1)
    assert json.loads(metrics.read_text())["rows"] == 6_002
    (parts,) = clickhouse.engine("large").query(
        "SELECT toUInt32(count()) AS parts, toUInt32(max(lines)) AS most FROM submissionParts"
    )
    assert parts["parts"] > 1
    assert parts["most"] < 6_000

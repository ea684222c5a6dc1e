"""Results that go to a ClickHouse server directly, and the old columns over them.

The server is the engine of the repository behind ClickHouse's HTTP protocol, since no other can be had everywhere.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from clickhouse_server import ClickHouseServer
from observed import PLUGIN, observed
from suite import Run, Suite, of_kind
from test_replay import EVENT, ROW, write_lines

from pytest_backstory.clickhouse import tables
from pytest_backstory.clickhouse.address import address_of
from pytest_backstory.clickhouse.engine import Engine
from pytest_backstory.clickhouse.own_files import migration_files
from pytest_backstory.options import ClickHouse
from pytest_backstory.replay.main import main

SOURCE = """
import pytest

pytestmark = pytest.mark.filterwarnings("default")

@pytest.fixture
def broken():
    raise RuntimeError("no setup")

@pytest.fixture
def leaves_broken():
    yield
    raise RuntimeError("no teardown")

@pytest.fixture
def skips():
    pytest.skip("not here")

def test_passes(): pass
def test_fails(): assert 0
def test_setup(broken): pass
def test_teardown(leaves_broken): pass
def test_both(leaves_broken): assert 0
@pytest.mark.skip
def test_skipped(): pass
def test_skipped_in_setup(skips): pass
def test_skipped_inside(): pytest.skip("now")
@pytest.mark.xfail
def test_expected(): assert 0
@pytest.mark.xfail
def test_unexpected(): pass
@pytest.mark.xfail(strict=True)
def test_strict(): pass

@pytest.mark.slow
class TestC:
    class TestInner:
        @pytest.mark.parametrize("a,b", [(1, 2), ("x-y", "[::]")])
        def test_in_class(self, a, b): pass

@pytest.mark.suite("named")
@pytest.mark.owner("ada")
def test_named(): pass
"""
NAMES = itertools.count(1)


@pytest.fixture(scope="module")
def clickhouse() -> Iterator[ClickHouseServer]:
    """A server with a database for each test."""
    server = ClickHouseServer()
    yield server
    server.close()


@pytest.fixture
def database() -> str:
    """A name that no other test uses."""
    return f"tests_{next(NAMES)}"


def record(suite: Suite, url: str, *arguments: str, **environment: str) -> Run:
    """A run that has time enough: making the tables takes a moment."""
    return suite.run(*arguments, BACKSTORY_URL=url, **{"BACKSTORY_WAIT_SECONDS": "30", **environment})


def comparable(rows: list[dict[str, Any]], *left_out: str) -> list[dict[str, Any]]:
    """The rows without what is compared in another way, in an order of their own."""
    times = {"start", "stop", "run_id", *left_out}
    kept = [{key: value for key, value in row.items() if key not in times} for row in rows]
    return sorted(kept, key=lambda row: json.dumps(row, sort_keys=True))


COLUMNS = "nodeid, status, when_phase, round(duration, 6) AS duration, markers, worker_id"


@pytest.mark.parametrize("arguments", [[], ["-n2"], ["--reruns=1"]], ids=["alone", "xdist", "reruns"])
def test_the_old_columns_have_a_row_for_each_recorded_phase(
    suite: Suite, clickhouse: ClickHouseServer, database: str, arguments: list[str], request: pytest.FixtureRequest
) -> None:
    for word, fixture in (("-n2", "xdist"), ("--reruns=1", "rerunfailures")):
        if word in arguments:
            request.getfixturevalue(fixture)
    (suite.directory / "sub").mkdir()
    suite.write(conftest=PLUGIN, test_it=SOURCE, **{"sub/test_below": "def test_below(): pass"})
    run = record(suite, clickhouse.url(database), *arguments)
    assert run.recorder_lines == []
    engine = clickhouse.engine(database)
    rows = engine.query(f"SELECT {COLUMNS} FROM pytest_results")
    expected = observed(suite.directory)
    assert len(rows) == len(expected) > 15
    # Under xdist this process collects nothing, and the other plugin knows no markers there.
    left_out = ["duration", *(["markers"] if "-n2" in arguments else [])]
    assert comparable(rows, *left_out) == comparable(expected, *left_out)
    for row, other in zip(comparable(rows), comparable(expected)):
        assert row["duration"] == pytest.approx(other["duration"], abs=2e-6)


def test_the_times_of_the_old_columns_are_those_of_the_phases(
    suite: Suite, clickhouse: ClickHouseServer, database: str
) -> None:
    suite.write(
        conftest=PLUGIN,
        test_it="""
        import time, pytest
        @pytest.fixture
        def slow(): time.sleep(0.12); yield; time.sleep(0.05); raise RuntimeError
        def test_it(slow): time.sleep(0.2)
        """,
    )
    record(suite, clickhouse.url(database))
    rows = clickhouse.engine(database).query(
        "SELECT when_phase, started_at, finished_at, toUnixTimestamp64Milli(timestamp) AS at FROM pytest_results"
    )
    by_phase = {row["when_phase"]: row for row in rows}
    assert set(by_phase) == {"call", "teardown"}
    for phase in observed(suite.directory):
        row = by_phase[phase["when_phase"]]
        assert int(row["finished_at"]) == int(row["at"])
        if phase["start"] is not None:
            assert abs(int(row["started_at"]) - phase["start"] * 1000) < 30
            assert abs(int(row["finished_at"]) - phase["stop"] * 1000) < 30


def test_context_and_events_have_their_old_columns(suite: Suite, clickhouse: ClickHouseServer, database: str) -> None:
    suite.write(
        test_it="""
        def test_it(record_event):
            record_event("first", {"a": "b"})
            record_event("second")
        """
    )
    ci = {"GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": "77", "GITHUB_SHA": "abc", "GITHUB_REF_NAME": "main"}
    record(suite, clickhouse.url(database), "--backstory-run-id=mine", **ci)
    engine = clickhouse.engine(database)
    (row,) = engine.query(
        "SELECT run_id, ci_provider, ci_run_id, git_commit, git_branch, allure_id FROM pytest_results"
    )
    assert row == {
        "run_id": "mine",
        "ci_provider": "github",
        "ci_run_id": "77",
        "git_commit": "abc",
        "git_branch": "main",
        "allure_id": "",
    }
    events = engine.query("SELECT run_id, nodeid, seq, event_name, payload FROM pytest_results_events ORDER BY seq")
    shared = {"run_id": "mine", "nodeid": "test_it.py::test_it"}
    assert events == [
        {**shared, "seq": 0, "event_name": "first", "payload": {"a": "b"}},
        {**shared, "seq": 1, "event_name": "second", "payload": {}},
    ]


def test_what_the_other_dashboards_ask_is_answered(suite: Suite, clickhouse: ClickHouseServer, database: str) -> None:
    suite.write(test_it=SOURCE)
    record(suite, clickhouse.url(database))
    record(suite, clickhouse.url(database))
    engine = clickhouse.engine(database)
    (counts,) = engine.query(
        """
        SELECT toUInt32(count()) AS outcomes, toUInt32(uniqExact(run_id)) AS runs,
          round(countIf(status IN ('passed', 'skipped')) / count(), 3) AS rate
        FROM pytest_results WHERE timestamp > now() - INTERVAL 7 DAY"""
    )
    assert counts == {"outcomes": 32, "runs": 2, "rate": round(20 / 32, 3)}
    tables = engine.query(
        """
        SELECT DISTINCT table FROM system.columns
        WHERE database = currentDatabase() AND name = 'nodeid' ORDER BY table"""
    )
    assert [row["table"] for row in tables] == ["pytest_results", "pytest_results_events"]
    (slowest,) = engine.query(
        """
        SELECT toUInt32(count()) AS tests FROM (
          SELECT nodeid, quantile(0.5)(duration) AS p50, quantile(0.95)(duration) AS p95
          FROM pytest_results WHERE status = 'passed' GROUP BY nodeid ORDER BY p95 DESC LIMIT 10)"""
    )
    assert slowest == {"tests": 6}
    (spans,) = engine.query(
        """
        SELECT toUInt32(countIf(seconds >= 0)) AS runs FROM (
          SELECT run_id, (max(finished_at) - minIf(started_at, started_at > 0)) / 1000 AS seconds
          FROM pytest_results GROUP BY run_id)"""
    )
    assert spans == {"runs": 2}


def test_the_same_records_twice_are_there_once(suite: Suite, clickhouse: ClickHouseServer, database: str) -> None:
    suite.write(test_it=SOURCE)
    kept = suite.directory / "kept.ndjson"
    suite.run(BACKSTORY_URL=str(kept))
    arguments = ["--keep", f"--url={clickhouse.url(database)}", str(kept)]
    assert main(arguments) == 0
    engine = clickhouse.engine(database)
    question = "SELECT * FROM pytest_results ORDER BY nodeid, when_phase"
    first = engine.query(question)
    assert main(arguments) == 0
    assert engine.query(question) == first
    assert len(first) == 16


@pytest.mark.parametrize("name", ["a b", "x;--", "db.t", "1x", "`x`", "x'", "ü"])
def test_names_that_are_no_identifiers_are_refused(name: str) -> None:
    settings = ClickHouse("default", "", "default", "pytest_results", auto_migrate=True)
    for setting, wrong in (("table", replace(settings, table=name)), ("database", replace(settings, database=name))):
        with pytest.raises(ValueError, match=f"clickhouse-{setting} is "):
            address_of("clickhouse://127.0.0.1", wrong)
    with pytest.raises(ValueError, match="clickhouse-database is "):
        address_of(f"clickhouse://127.0.0.1/{quote(name)}", settings)


def test_a_refused_name_costs_a_line_and_keeps_the_records(suite: Suite) -> None:
    suite.write(test_it="def test_it(): pass")
    run = suite.run("--backstory-clickhouse-table=x;--", BACKSTORY_URL="clickhouse://127.0.0.1:9")
    assert run.exit_status == 0
    assert "clickhouse-table is 'x;--': it must be a letter" in run.recorder_lines[0]
    assert len(suite.spooled()) == 3


def test_without_leave_to_migrate_the_statements_are_printed(
    suite: Suite, clickhouse: ClickHouseServer, database: str
) -> None:
    suite.write(test_it="def test_it(): pass")
    run = record(suite, clickhouse.url(database), "--backstory-auto-migrate=false")
    assert run.exit_status == 0
    (line,) = run.recorder_lines
    assert "--backstory-auto-migrate" in line
    assert len(of_kind(suite.spooled(), "result")) == 1
    statements = [part.strip() for part in run.errors.partition("\n")[2].split(";\n") if part.strip()]
    engine = clickhouse.engine(database)
    for statement in statements:
        engine.command(statement, in_database=not statement.startswith("CREATE DATABASE"))
    assert record(suite, clickhouse.url(database), "--backstory-auto-migrate=false").recorder_lines == []
    assert len(engine.query("SELECT nodeid FROM pytest_results")) == 1


def test_an_older_database_is_extended_and_keeps_its_rows(
    suite: Suite, clickhouse: ClickHouseServer, database: str
) -> None:
    suite.write(test_it="def test_it(): pass")
    metrics = suite.directory / "metrics.json"
    engine = clickhouse.engine(database)
    engine.command(f"CREATE DATABASE {database}", in_database=False)
    make(engine, [path for path in migration_files() if path.name < "0006"])
    engine.command("ALTER TABLE ingest ADD COLUMN ofTheirs String")
    old = {"kind": "result", "project": "default", "submissionId": "01M805VR2F0SKMVS9KW7J4WFSF", "name": "old"}
    engine.insert("INSERT INTO ingest FORMAT JSONEachRow", json.dumps(old).encode())
    run = record(suite, clickhouse.url(database), BACKSTORY_METRICS_FILE=str(metrics))
    assert run.recorder_lines == []
    applied = json.loads(metrics.read_text())["migrations_applied"]
    assert applied == ["migrations", *(path.stem for path in migration_files() if path.name >= "0006")]
    names = engine.query("SELECT name FROM tests FINAL ORDER BY name")
    assert [row["name"] for row in names] == ["old", "test_it"]


def test_columns_that_are_missing_are_told_exactly_and_others_refused(
    suite: Suite, clickhouse: ClickHouseServer, database: str
) -> None:
    suite.write(test_it="def test_it(): pass")
    engine = clickhouse.engine(database)
    engine.command(f"CREATE DATABASE {database}", in_database=False)
    make(engine, [])
    for path in migration_files():
        engine.command(f"INSERT INTO migrations (number, name) VALUES ({int(path.name[:4])}, 'told')")
    # Wrappers that change how a column is kept make no difference.
    engine.command("CREATE TABLE ingest (project String, runner LowCardinality( String )) ENGINE = Null")
    refusal = record(suite, clickhouse.url(database), "--backstory-auto-migrate=no")
    assert "--backstory-auto-migrate" in refusal.recorder_lines[0]
    assert "ALTER TABLE ingest ADD COLUMN IF NOT EXISTS `text` String;\n" in refusal.errors
    assert "`runner`" not in refusal.errors
    engine.command("ALTER TABLE ingest ADD COLUMN text UInt8")
    mismatch = record(suite, clickhouse.url(database))
    assert "the column text of the table ingest is UInt8, and has to be String" in mismatch.recorder_lines[0]
    assert len(list(suite.spool.glob("*.ndjson"))) == 2


def make(engine: Engine, files: list[Path]) -> None:
    """Applies migrations as an older recorder did."""
    engine.command(tables.TABLE)
    for path in files:
        for statement in path.read_text("utf-8").split(";\n"):
            if statement.strip():
                engine.command(statement)
        engine.command(f"INSERT INTO migrations (number, name) VALUES ({int(path.name[:4])}, '{path.stem}')")


def test_the_old_columns_can_have_another_name(suite: Suite, clickhouse: ClickHouseServer, database: str) -> None:
    suite.write(test_it="def test_it(record_event): record_event('e')")
    record(suite, clickhouse.url(database), "--backstory-clickhouse-table=mine")
    engine = clickhouse.engine(database)
    for table in ("mine", "mine_events"):
        assert [row["nodeid"] for row in engine.query(f"SELECT nodeid FROM {table}")] == ["test_it.py::test_it"]


def test_old_words_reach_the_server(suite: Suite, clickhouse: ClickHouseServer, database: str) -> None:
    suite.write(test_it="def test_it(): pass")
    run = suite.run(
        *(f"--ch-url=http://127.0.0.1:{clickhouse.port}", f"--ch-password={clickhouse.password}"),
        *(f"--ch-db={database}", "--ch-table=mine", "--custom-events=true"),
        BACKSTORY_WAIT_SECONDS="30",
    )
    assert "is now" in run.recorder_lines[0]
    assert len(run.recorder_lines) == 1
    assert len(clickhouse.engine(database).query("SELECT nodeid FROM mine")) == 1


def test_a_wrong_password_costs_a_line_and_nothing_else(
    suite: Suite, clickhouse: ClickHouseServer, database: str
) -> None:
    suite.write(test_it="def test_it(): pass")
    url = clickhouse.url(database).replace("a%20secret", "guess")
    run = record(suite, url)
    assert run.exit_status == 0
    (line,) = run.recorder_lines
    assert "clickhouse-516" in line
    assert "guess" not in line
    assert "python -m pytest_backstory.replay" in line


def test_replayed_buffers_have_the_rows_that_they_held(
    suite: Suite, clickhouse: ClickHouseServer, database: str
) -> None:
    buffer = suite.directory / "b" / "run.jsonl"
    retried = {**ROW, "status": "failed", "started_at": 1795303750000, "finished_at": 1795303750046}
    rows = [retried, ROW, {**ROW, "status": "broken", "when_phase": "teardown", "duration": 0.5, "finished_at": 0}]
    rows[2].update({"started_at": 1795303750700, "finished_at": 1795303751200})
    rows.append({**ROW, "nodeid": "test_b.py::test_b", "status": "skipped", "when_phase": "setup", "markers": ["skip"]})
    write_lines(buffer, *rows)
    write_lines(buffer.with_name("run_events.jsonl"), EVENT)
    for _ in range(2):
        assert main(["--keep", f"--url={clickhouse.url(database)}", str(buffer)]) == 0
    engine = clickhouse.engine(database)
    shown = [{**row, "timestamp": None} for row in engine.query("SELECT * FROM pytest_results")]
    for row in shown:
        row.update({"started_at": int(row["started_at"]), "finished_at": int(row["finished_at"])})
    assert comparable(shown) == comparable([{**row, "timestamp": None} for row in rows])
    (event,) = engine.query("SELECT * FROM pytest_results_events")
    assert event == {**EVENT, "timestamp": "2026-11-21 23:29:10.640"}


def test_a_table_of_the_other_tool_stays_and_is_told_of(
    suite: Suite, clickhouse: ClickHouseServer, database: str
) -> None:
    suite.write(test_it="def test_it(): pass")
    engine = clickhouse.engine(database)
    engine.command(f"CREATE DATABASE {database}", in_database=False)
    engine.command("CREATE TABLE pytest_results (nodeid String) ENGINE = MergeTree ORDER BY nodeid")
    run = record(suite, clickhouse.url(database))
    (line,) = run.recorder_lines
    assert f"pytest_results in {database} is a table of another tool" in line
    assert engine.query("SELECT nodeid FROM pytest_results") == []
    engine.command("RENAME TABLE pytest_results TO pytest_results_before")
    assert record(suite, clickhouse.url(database)).recorder_lines == []
    assert len(engine.query("SELECT nodeid FROM pytest_results")) == 2

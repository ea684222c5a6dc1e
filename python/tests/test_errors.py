"""What goes wrong outside tests, and how a session that is cut short is recorded."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import Suite, by_name, checked, of_kind

Recorded = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize("workers", [[], ["-n2"]], ids=["alone", "xdist"])
def test_a_file_that_cannot_be_collected_is_an_error(
    suite: Suite, server: IngestServer, workers: list[str], request: pytest.FixtureRequest
) -> None:
    if workers:
        request.getfixturevalue("xdist")
    suite.write(test_broken="import nothing_of_that_name", test_fine="def test_fine(): pass")
    run = suite.run(*workers, BACKSTORY_URL=server.url)
    records = checked(server.records())
    (error,) = of_kind(records, "error")
    assert error["where"] == "test_broken.py"
    assert "nothing_of_that_name" in error["message"] + error["trace"]
    assert of_kind(records, "end")[0]["exitStatus"] == run.exit_status != 0
    suite.run("--continue-on-collection-errors", *workers, BACKSTORY_URL="http://127.0.0.1:9")
    assert [record["kind"] for record in suite.spooled()] == ["submission", "error", "result", "end"]


def test_an_error_of_pytest_itself_is_recorded(suite: Suite, server: IngestServer) -> None:
    hook = "def pytest_runtest_logfinish(nodeid): raise ValueError('plugin')"
    suite.write(conftest=hook, test_it="def test_it(): pass")
    run = suite.run(BACKSTORY_URL=server.url)
    records = checked(server.records())
    assert run.exit_status == 3
    (error,) = of_kind(records, "error")
    assert (error["where"], error["message"]) == ("pytest", "ValueError: plugin")
    assert of_kind(records, "end")[0]["exitStatus"] == 3


@pytest.mark.usefixtures("xdist")
def test_a_worker_that_crashes_leaves_an_error_and_its_test(recorded: Recorded) -> None:
    source = """
        import os, pytest
        @pytest.mark.parametrize("n", range(6))
        def test_it(n):
            print("here", n)
            if n == 3: os._exit(7)
        @pytest.fixture
        def deadly(): os._exit(7)
        def test_setup(deadly): pass
    """
    records = recorded(source, "-n2")
    results = by_name(records)
    assert [results[f"test_it[{n}]"]["status"] for n in range(6)] == ["passed"] * 3 + ["broken"] + ["passed"] * 2
    assert results["test_it[3]"]["params"] == {"n": 3}
    assert results["test_it[3]"]["failure"]["message"].endswith("crashed while running 'test_it.py::test_it[3]'")
    assert (results["test_setup"]["suite"], results["test_setup"]["status"]) == ("test_it", "broken")
    assert len(of_kind(records, "error")) == 2
    assert all("died" in error["message"] for error in of_kind(records, "error"))
    assert of_kind(records, "end")[0]["counts"] == {"passed": 5, "broken": 2}


@pytest.mark.parametrize(
    ("arguments", "exit_status", "names"),
    [
        (["-x"], 1, ["test_1", "test_2"]),
        (["--maxfail=2"], 1, ["test_1", "test_2", "test_3"]),
        (["-k", "nothing"], 5, []),
        (["-k", "test_1"], 0, ["test_1"]),
    ],
)
def test_a_session_that_ends_early_has_its_end(
    recorded: Recorded, arguments: list[str], exit_status: int, names: list[str]
) -> None:
    source = "def test_1(): pass\ndef test_2(): assert 0\ndef test_3(): assert 0\ndef test_4(): pass"
    records = recorded(source, *arguments)
    assert [result["name"] for result in of_kind(records, "result")] == names
    assert records[-1]["exitStatus"] == exit_status
    assert records[0]["expectedTests"] == (len(names) if "-k" in arguments else 4)


def interruptible(suite: Suite, server: IngestServer) -> subprocess.Popen[str]:
    suite.write(test_it="import time\ndef test_1(): pass\ndef test_2(): time.sleep(60)")
    process = subprocess.Popen(
        suite.command(),
        cwd=suite.directory,
        env={**suite.variables(), "BACKSTORY_URL": server.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A shell that runs the tests in the background has them ignore interrupts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    deadline = time.monotonic() + 30
    while len(of_kind(server.records(), "result")) < 1 and time.monotonic() < deadline:
        time.sleep(0.05)
    return process


def test_results_arrive_while_the_session_runs_and_an_interrupt_ends_it(suite: Suite, server: IngestServer) -> None:
    process = interruptible(suite, server)
    assert [record["kind"] for record in server.records()] == ["submission", "result"]
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 2, output
    records = checked(server.records())
    assert [record["kind"] for record in records] == ["submission", "result", "end"]
    assert records[-1]["exitStatus"] == 2


def test_a_killed_session_leaves_what_was_finished(suite: Suite, server: IngestServer) -> None:
    process = interruptible(suite, server)
    process.kill()
    process.communicate(timeout=30)
    assert [record["kind"] for record in suite.spooled()] == ["submission", "result"]
    (lock,) = suite.spool.glob("*.lock")
    assert lock.read_text() == f"{process.pid}\n"

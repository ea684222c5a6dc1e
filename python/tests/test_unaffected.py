"""The recorder changes nothing that the user's tests, or other plugins, can see."""

from __future__ import annotations

import sys
from functools import partial

import pytest
from ingest_server import IngestServer
from suite import Suite, checked, of_kind, without_variation

FORKS = """
import multiprocessing, os, time, warnings

def child():
    pass

def test_forks_and_goes_on():
    for _ in range(20):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)

def test_multiprocessing():
    process = multiprocessing.get_context("fork").Process(target=child)
    process.start()
    process.join()

def test_slow():
    time.sleep(1.3)

def test_forks_again():
    pid = os.fork()
    if pid == 0:
        time.sleep(0.1)
        os._exit(0)
    os.waitpid(pid, 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_forks_do_not_warn_and_children_do_not_send(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=FORKS)
    # pytest-rerunfailures has a thread of its own, which would hide ours.
    arguments = ["-W", "always", "-p", "no:rerunfailures"]
    run = suite.run(*arguments, BACKSTORY_URL=server.url)
    assert run.exit_status == 0, run.output
    assert run.recorder_lines == []
    assert run.plain_output == suite.run_without(*arguments).plain_output
    records = checked(server.records())
    assert [record["kind"] for record in records] == ["submission", *["result"] * 4, "end"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fork on Windows")
def test_a_child_that_leaves_through_pytest_does_not_end_the_submission(suite: Suite, server: IngestServer) -> None:
    source = """
        import os, sys
        def test_it():
            pid = os.fork()
            if pid == 0:
                raise KeyboardInterrupt
            os.waitpid(pid, 0)
        def test_more(): pass
    """
    suite.write(test_it=source)
    run = suite.run(BACKSTORY_URL=server.url)
    assert run.exit_status == 0
    assert [record["kind"] for record in server.records()] == ["submission", "result", "result", "end"]


@pytest.mark.parametrize("url", ["server", "http://127.0.0.1:9"])
@pytest.mark.parametrize("development", ["", "1"])
def test_warnings_as_errors_do_not_hit_the_recorder(
    suite: Suite, server: IngestServer, url: str, development: str
) -> None:
    suite.write(test_it="def test_it(): pass\ndef test_other(): import gc; gc.collect()")
    run = suite.run(
        "-W",
        "error",
        BACKSTORY_URL=server.url if url == "server" else url,
        BACKSTORY_WAIT_SECONDS="30" if url == "server" else "0.5",
        PYTHONWARNINGS="error",
        PYTHONDEVMODE=development,
    )
    assert run.exit_status == 0, run.output + run.errors
    assert "Warning" not in run.output + run.errors
    assert len(run.recorder_lines) == (0 if url == "server" else 1)


@pytest.mark.usefixtures("xdist")
def test_under_xdist_nothing_of_ours_is_in_the_junit_report(suite: Suite, server: IngestServer) -> None:
    source = """
        import pytest
        @pytest.mark.parametrize("n", range(9))
        def test_it(n, record_property):
            record_property("mine", n)
            print("printed")
            assert n != 4
    """
    suite.write(test_it=source)
    reports = []
    for run in (suite.run_without, partial(suite.run, BACKSTORY_URL=server.url)):
        run("-n2", "--junit-xml=report.xml")
        text = without_variation((suite.directory / "report.xml").read_text("utf-8"))
        reports.append(
            sorted(
                text.replace("gw1", "gw0")
                .replace("<testcase", "\n<testcase")
                .replace("</testsuite>", "\n")
                .splitlines()
            )
        )
    assert reports[0] == reports[1]
    assert "backstory" not in "".join(reports[1])
    results = of_kind(checked(server.records()), "result")
    assert sorted(result["params"]["n"] for result in results) == list(range(9))
    assert {result["worker"] for result in results} == {"gw0", "gw1"}


def test_tests_that_replace_what_the_recorder_uses_do_not_disturb_it(suite: Suite, server: IngestServer) -> None:
    source = """
        import json, os, socket, time
        from time import sleep
        def refuse(*_, **__): raise RuntimeError("replaced")
        def test_it(monkeypatch):
            monkeypatch.setattr(socket, "create_connection", refuse)
            monkeypatch.setattr(os, "write", refuse)
            monkeypatch.setattr(json, "loads", refuse)
            monkeypatch.setattr(json, "dumps", refuse)
            monkeypatch.setattr(time, "time", lambda: 0)
            monkeypatch.setattr(time, "monotonic", lambda: 0)
            monkeypatch.chdir("/")
            monkeypatch.delenv("HOME")
            sleep(1.5)
        def test_closes_all(capfd):
            print("fine")
    """
    suite.write(test_it=source)
    run = suite.run(BACKSTORY_URL=server.url)
    assert run.exit_status == 0
    assert [record["kind"] for record in checked(server.records())] == ["submission", "result", "result", "end"]

"""The copy of the results in the JSON of Tesults."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import Suite

SOURCE = """
import pytest

@pytest.fixture
def broken():
    raise RuntimeError("no setup")

@pytest.fixture
def leaves_broken():
    yield
    raise RuntimeError("no teardown")

@pytest.mark.suite("checkout")
@pytest.mark.description("adds up")
@pytest.mark.owner("ada")
def test_passes():
    print("printed")

def test_fails():
    assert 1 == 2

def test_setup(broken): pass
def test_teardown(leaves_broken): pass

@pytest.mark.skip(reason="later")
def test_skipped(): pass

@pytest.mark.xfail
def test_expected(): assert 0

class TestC:
    @pytest.mark.parametrize("a,b", [(1, 2), ("x-y", 3)])
    def test_in_class(self, a, b, record_property):
        record_property("Build machine", "m1")
"""


def copy_of(file: Path) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    content = json.loads(file.read_text("utf-8"))
    return content, {f"{case['suite']}/{case['name']}": case for case in content["results"]["cases"]}


def test_it_holds_every_case_in_the_words_of_tesults(suite: Suite) -> None:
    suite.write(test_it=SOURCE)
    file = suite.directory / "deep" / "results.json"
    run = suite.run(f"--backstory-output={file}", "--backstory-build-name=1.2", "--backstory-build-result=maybe")
    assert (run.exit_status, run.recorder_lines) == (1, [])
    content, cases = copy_of(file)
    assert content["target"] == ""
    assert content["metadata"]["test_framework"] == "pytest"
    assert len(content["results"]["cases"]) == 9
    results = {name: (case["result"], case["rawResult"]) for name, case in cases.items()}
    assert results == {
        "checkout/test_passes": ("pass", "passed"),
        "test_it/test_fails": ("fail", "failed"),
        "test_it/test_setup": ("fail", "failed"),
        "test_it/test_teardown": ("fail", "failed"),
        "test_it/test_skipped": ("unknown", "skipped"),
        "test_it/test_expected": ("unknown", "skipped"),
        "test_it.TestC/test_in_class": ("pass", "passed"),
        "[build]/1.2": ("unknown", "maybe"),
    }
    outcomes = {name: case["_Outcome"] for name, case in cases.items() if "_Outcome" in case}
    assert outcomes == {
        "test_it/test_setup": "error",
        "test_it/test_teardown": "error",
        "test_it/test_expected": "xfailed",
    }
    passes = cases["checkout/test_passes"]
    assert (passes["desc"], passes["_owner"], passes["_Standard output"]) == ("adds up", "ada", "printed\n")
    assert passes["reason"] == ""
    assert 0 <= passes["end"] - passes["start"] - passes["duration"] + 1 < 2
    assert "no setup" in cases["test_it/test_setup"]["reason"]
    assert "no teardown" in cases["test_it/test_teardown"]["reason"]
    parametrised = [case for case in content["results"]["cases"] if case["name"] == "test_in_class"]
    assert [case["params"] for case in parametrised] == [{"a": 1, "b": 2}, {"a": "x-y", "b": 3}]
    assert parametrised[0]["_Build machine"] == "m1"
    assert [path.name for path in file.parent.iterdir()] == ["results.json"]


def test_attachments_are_files_that_are_still_there(suite: Suite, server: IngestServer) -> None:
    (suite.directory / "a.log").write_text("one")
    suite.write(
        test_it="""
        def test_it(backstory_attach):
            backstory_attach("a.log")
            backstory_attach(b"two", name="a.log")
        """
    )
    file = suite.directory / "results.json"
    suite.run(BACKSTORY_URL=server.url, BACKSTORY_OUTPUT=str(file))
    _, cases = copy_of(file)
    files = [Path(path) for path in cases["test_it/test_it"]["files"]]
    assert [path.name for path in files] == ["a.log", "a.log"]
    assert [path.read_text() for path in files] == ["one", "two"]


def test_it_does_not_depend_on_the_delivery(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=SOURCE)
    copies = []
    for url in (server.url, "http://127.0.0.1:9"):
        suite.run(BACKSTORY_URL=url, BACKSTORY_OUTPUT=str(suite.directory / "o.json"), BACKSTORY_WAIT_SECONDS="0.2")
        copies.append([(case["name"], case["result"]) for case in copy_of(suite.directory / "o.json")[1].values()])
    assert copies[0] == copies[1]
    assert len([line for line in server.lines if b'"kind":"result"' in line]) == 8


def test_a_path_that_cannot_be_written_costs_a_line_and_nothing_else(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it="def test_it(): pass")
    (suite.directory / "taken").write_text("a file")
    run = suite.run(BACKSTORY_URL=server.url, BACKSTORY_OUTPUT=str(suite.directory / "taken" / "o.json"))
    assert run.exit_status == 0
    assert len(run.recorder_lines) == 1
    assert "taken" in run.recorder_lines[0]
    assert len(server.records()) == 3


@pytest.mark.usefixtures("rerunfailures")
def test_attempts_are_one_case(suite: Suite) -> None:
    suite.write(test_it="seen = []\ndef test_it():\n    seen.append(1)\n    assert len(seen) == 2")
    file = suite.directory / "o.json"
    suite.run("--reruns=1", BACKSTORY_OUTPUT=str(file))
    content, _ = copy_of(file)
    (case,) = content["results"]["cases"]
    assert case["result"] == "pass"
    assert [retry["result"] for retry in case["_Retries"]] == ["fail"]


@pytest.mark.usefixtures("xdist")
def test_under_xdist_there_is_one_copy_of_all(suite: Suite) -> None:
    suite.write(test_it=SOURCE)
    file = suite.directory / "o.json"
    run = suite.run("-n2", BACKSTORY_OUTPUT=str(file), BACKSTORY_BUILD_NAME="1.2")
    assert run.exit_status == 1
    assert len(copy_of(file)[0]["results"]["cases"]) == 9

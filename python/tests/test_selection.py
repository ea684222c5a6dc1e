"""What a submission says of the tests that were asked for, of reruns, renamed files and the build."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ingest_server import IngestServer
from suite import Suite, checked, of_kind

SOURCE = """
import os, pytest
@pytest.mark.slow
def test_1(): pass
def test_2(): assert os.environ.get("MENDED")
def test_3(): pass
"""


def submission(suite: Suite, server: IngestServer, *arguments: str, **environment: str) -> dict[str, Any]:
    """The first record of one more run."""
    server.lines.clear()
    suite.run(*arguments, BACKSTORY_URL=server.url, **environment)
    return checked(server.records())[0]


@pytest.mark.parametrize(
    ("arguments", "selection"),
    [
        ([], None),
        (["-k", "test_1 or test_2"], {"arguments": ["-k", "test_1 or test_2"], "deselected": 1}),
        (["-m", "slow"], {"arguments": ["-m", "slow"], "deselected": 2}),
        (["test_it.py::test_1"], {"arguments": ["test_it.py::test_1"]}),
        (
            ["--deselect=test_it.py::test_3", "test_it.py"],
            {"arguments": ["--deselect=test_it.py::test_3", "test_it.py"], "deselected": 1},
        ),
        (["-x", "-q"], None),
    ],
)
def test_a_selection_is_told(suite: Suite, server: IngestServer, arguments: list[str], selection: object) -> None:
    suite.write(test_it=SOURCE)
    assert submission(suite, server, *arguments).get("selection") == selection


def test_a_session_of_the_last_failed_is_a_rerun(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=SOURCE)

    def run(*arguments: str) -> dict[str, Any]:
        return submission(suite, server, "-p", "cacheprovider", *arguments)

    assert "rerun" not in run("--lf"), "nothing failed before, everything runs"
    assert "rerun" not in run()
    assert "rerun" not in run("--ff"), "everything runs, only in another order"
    again = run("--lf")
    assert again["rerun"] == {}
    assert again["selection"]["arguments"] == ["--last-failed"]
    assert [result["name"] for result in of_kind(server.records(), "result")] == ["test_2"]


@pytest.mark.usefixtures("xdist")
def test_a_rerun_is_recognised_under_xdist(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=SOURCE)
    submission(suite, server, "-p", "cacheprovider", "-n2")
    assert submission(suite, server, "-p", "cacheprovider", "--lf", "-n2")["rerun"] == {}


@pytest.mark.parametrize(
    ("named", "rerun"), [("01m7zzzzzzzzzzzzzzzzzzzzzz", {"of": "01M7ZZZZZZZZZZZZZZZZZZZZZZ"}), ("yesterday", {})]
)
def test_a_rerun_may_name_the_submission(suite: Suite, server: IngestServer, named: str, rerun: dict[str, str]) -> None:
    suite.write(test_it=SOURCE)
    assert submission(suite, server, f"--backstory-rerun-of={named}")["rerun"] == rerun


def git(directory: Path, *command: str) -> None:
    """Runs one git command in a repository of its own."""
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", *who, *command], cwd=directory, check=True, capture_output=True)


def test_renamed_files_are_told(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=SOURCE)
    git(suite.directory, "init", "-q")
    git(suite.directory, "add", "test_it.py")
    git(suite.directory, "commit", "-qm", "one")
    assert "renames" not in submission(suite, server)
    # A push may bring several commits.
    git(suite.directory, "mv", "test_it.py", "test_moved é.py")
    git(suite.directory, "commit", "-qm", "two")
    git(suite.directory, "mv", "test_moved é.py", "test_again.py")
    git(suite.directory, "commit", "-qm", "three")
    git(suite.directory, "commit", "-qm", "four", "--allow-empty")
    assert submission(suite, server)["renames"] == [
        {"from": "test_moved é.py", "to": "test_again.py"},
        {"from": "test_it.py", "to": "test_moved é.py"},
    ]


def test_renames_are_counted_from_the_base_of_a_pull_request(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it=SOURCE)
    git(suite.directory, "init", "-q")
    git(suite.directory, "add", "test_it.py")
    git(suite.directory, "commit", "-qm", "one")
    git(suite.directory, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(suite.directory, "mv", "test_it.py", "test_new.py")
    git(suite.directory, "commit", "-qm", "two")
    git(suite.directory, "commit", "-qm", "three", "--allow-empty")
    base = subprocess.run(["git", "rev-parse", "HEAD~2"], cwd=suite.directory, capture_output=True, text=True)
    told = submission(suite, server, GITHUB_ACTIONS="true", GITHUB_BASE_REF="main")
    assert told["renames"] == [{"from": "test_it.py", "to": "test_new.py"}]
    assert told["git"]["baseCommit"] == base.stdout.strip()
    assert told["git"]["baseBranch"] == "main"


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("pass", {"result": "pass"}),
        ("fail", {"result": "fail"}),
        ("meh", {"result": "unknown", "rawResult": "meh"}),
    ],
)
def test_the_build_is_told(suite: Suite, server: IngestServer, result: str, expected: dict[str, str]) -> None:
    suite.write(test_it=SOURCE)
    told = submission(
        suite,
        server,
        "--backstory-build-name=1.2",
        f"--backstory-build-result={result}",
        "--backstory-build-description=The second",
        "--backstory-build-reason=Because",
        "--backstory-run-id=mine",
    )
    assert told["build"] == {"name": "1.2", "description": "The second", "reason": "Because", **expected}
    assert told["labels"] == {"runId": ["mine"]}
    assert len(of_kind(server.records(), "result")) == 3


def test_properties_of_the_suite_are_at_the_end(suite: Suite, server: IngestServer) -> None:
    source = """
        def test_it(record_testsuite_property, record_xml_attribute):
            record_testsuite_property("region", "north")
            record_testsuite_property("hosts", 3)
            record_xml_attribute("assertions", 5)
    """
    suite.write(test_it=source)
    for arguments in ([], ["--junit-xml=report.xml"], *([["-n1"]] if "xdist" in sys.modules else [])):
        submission(suite, server, *arguments)
        (end,) = of_kind(server.records(), "end")
        assert (end["properties"], end["metrics"]) == ({"region": "north"}, {"hosts": 3})
        (result,) = of_kind(server.records(), "result")
        assert result["metrics"] == {"assertions": 5}

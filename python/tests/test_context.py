"""What a submission says of CI, git and the machine."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from time import monotonic

import pytest
from ingest_server import IngestServer
from suite import Suite, checked

from pytest_backstory.ci import ci_of
from pytest_backstory.git import Git

#: Environments of jobs and what is to be said of them; the tests of the TypeScript recorders read the same file.
JOBS = json.loads((Path(__file__).parents[2] / "packages/client/src/ci/ciJobs.json").read_text())

GITHUB = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_RUN_ID": "77",
    "GITHUB_RUN_ATTEMPT": "2",
    "GITHUB_SERVER_URL": "https://github.com",
    "GITHUB_REPOSITORY": "shop/cart",
    "GITHUB_SHA": "abc",
    "GITHUB_HEAD_REF": "topic",
    "GITHUB_REF_NAME": "9/merge",
    "GITHUB_REF": "refs/pull/9/merge",
    "GITHUB_BASE_REF": "main",
    "GITHUB_JOB": "test",
    "GITHUB_ACTOR": "ada",
}


def test_github_is_told_in_full() -> None:
    assert ci_of(GITHUB) == (
        {
            "provider": "github",
            "runId": "77",
            "runUrl": "https://github.com/shop/cart/actions/runs/77",
            "job": "test",
            "attempt": 2,
            "pullRequest": "9",
            "actor": "ada",
        },
        {
            "commit": "abc",
            "branch": "topic",
            "baseBranch": "main",
            "repository": "https://github.com/shop/cart",
        },
    )


@pytest.mark.parametrize("job", JOBS)
def test_each_service_is_read_as_the_recorders_of_typescript_do(job: str) -> None:
    said = JOBS[job]
    assert ci_of(said["env"]) == (said["ci"], said["git"])


def test_what_backstory_run_knows_of_the_job_is_taken_where_its_variables_are_hidden() -> None:
    job = {"ci": {"provider": "github", "runId": "17"}, "git": {"branch": "main"}}
    assert ci_of({"BACKSTORY_CI": json.dumps(job)}) == (job["ci"], job["git"])
    assert ci_of({**GITHUB, "BACKSTORY_CI": json.dumps(job)})[0]["runId"] == "77"
    for other in ("", "{", "[]", "{}", '{"ci": "github", "git": 1}'):
        assert ci_of({"BACKSTORY_CI": other}) == ({}, {})


def test_the_pushed_commit_of_a_pull_request_is_in_the_event_that_github_left(tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    environment = {**GITHUB, "GITHUB_EVENT_PATH": str(event)}
    assert ci_of(environment)[1]["commit"] == "abc"
    for other in ("{", "[]", '{"pull_request": null}', '{"pull_request": {"head": {"sha": 1}}}'):
        event.write_text(other)
        assert ci_of(environment)[1]["commit"] == "abc"
    event.write_text('{"pull_request": {"head": {"sha": "pushed"}}}')
    assert ci_of(environment)[1]["commit"] == "pushed"


@pytest.mark.parametrize("environment", [{}, {"CI": "true"}, {"GITHUB_ACTIONS": ""}])
def test_elsewhere_nothing_is_said(environment: dict[str, str]) -> None:
    assert ci_of(environment) == ({}, {})


def repository(directory: Path) -> None:
    who = ["-c", "user.name=a", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    for command in (
        ["init", "-q"],
        ["remote", "add", "origin", "https://me:hidden@example.org/shop.git"],
        ["add", "."],
        ["commit", "-qm", "one"],
        ["commit", "-qm", "two", "--allow-empty"],
    ):
        subprocess.run(["git", *who, *command], cwd=directory, check=True)


def test_git_tells_commit_branch_position_and_changes(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    repository(tmp_path)
    git = Git(tmp_path).answers()
    assert len(git.pop("commit")) == 40
    assert git == {"branch": "main", "position": 2, "repository": "https://example.org/shop.git", "dirty": False}
    (tmp_path / "a").write_text("2")
    assert Git(tmp_path).answers()["dirty"] is True


def test_outside_a_repository_and_without_git_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Git(tmp_path).answers() == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert Git(tmp_path).answers() == {}


def test_a_git_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "git"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 30\n")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    asked = monotonic()
    assert Git(tmp_path).answers() == {}
    assert monotonic() - asked < 15, "it waited for git, which sleeps for 30 seconds"


def test_a_submission_says_who_recorded_what_where(suite: Suite, server: IngestServer) -> None:
    suite.write(test_it="def test_it(): pass")
    repository(suite.directory)
    suite.run(BACKSTORY_URL=server.url, BACKSTORY_BUILD_NAME="1.2", **GITHUB)
    submission = checked(server.records())[0]
    assert submission["runner"] == {"name": "pytest", "version": pytest.__version__}
    assert submission["recorder"]["name"] == "pytest-backstory"
    assert submission["build"] == {"name": "1.2"}
    assert submission["ci"]["runId"] == "77"
    assert submission["git"]["commit"] == "abc"
    assert submission["git"]["position"] == 2
    assert submission["host"]["runtime"].startswith(("CPython 3.", "PyPy 3."))

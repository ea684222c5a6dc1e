"""What a submission says of CI, git and the machine."""

from __future__ import annotations

import subprocess
from pathlib import Path
from time import monotonic

import pytest
from ingest_server import IngestServer
from suite import Suite, checked

from pytest_backstory.ci import ci_of
from pytest_backstory.git import Git

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
        {"commit": "abc", "branch": "topic", "baseBranch": "main"},
    )


@pytest.mark.parametrize(
    ("environment", "provider", "run_id", "branch"),
    [
        ({"GITHUB_ACTIONS": "true", "GITHUB_REF_NAME": "main"}, "github", None, "main"),
        ({"GITLAB_CI": "true", "CI_PIPELINE_ID": "5", "CI_COMMIT_REF_NAME": "b"}, "gitlab", "5", "b"),
        ({"CIRCLECI": "true", "CIRCLE_BUILD_NUM": "6", "CIRCLE_BRANCH": "b"}, "circle", "6", "b"),
        ({"JENKINS_URL": "http://j", "BUILD_NUMBER": "7", "GIT_BRANCH": "origin/b"}, "jenkins", "7", "b"),
        ({"TF_BUILD": "True", "BUILD_BUILDID": "8", "BUILD_SOURCEBRANCH": "refs/heads/b"}, "azure", "8", "b"),
        ({"BUILDKITE": "true", "BUILDKITE_BUILD_NUMBER": "9", "BUILDKITE_BRANCH": "b"}, "buildkite", "9", "b"),
        ({"BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_BRANCH": "b"}, "bitbucket", "1", "b"),
        ({"TEAMCITY_VERSION": "2026", "BUILD_NUMBER": "2", "BRANCH_NAME": "b"}, "teamcity", "2", "b"),
        ({"TRAVIS": "true", "TRAVIS_BUILD_ID": "3", "TRAVIS_BRANCH": "b", "CI": "true"}, "travis", "3", "b"),
        ({"DRONE": "true", "DRONE_BUILD_NUMBER": "4", "DRONE_COMMIT_BRANCH": "b"}, "drone", "4", "b"),
        ({"CI": "woodpecker", "CI_PIPELINE_NUMBER": "5", "CI_COMMIT_BRANCH": "b"}, "woodpecker", "5", "b"),
    ],
)
def test_each_service_is_known(environment: dict[str, str], provider: str, run_id: str | None, branch: str) -> None:
    ci, git = ci_of(environment)
    assert (ci["provider"], ci.get("runId"), git["branch"]) == (provider, run_id, branch)


@pytest.mark.parametrize(
    ("environment", "run_url", "attempt"),
    [
        (
            {
                "TF_BUILD": "True",
                "SYSTEM_COLLECTIONURI": "https://dev.azure.com/shop/",
                "SYSTEM_TEAMPROJECT": "till",
                "BUILD_BUILDID": "8",
                "SYSTEM_JOBATTEMPT": "3",
            },
            "https://dev.azure.com/shop/till/_build/results?buildId=8",
            3,
        ),
        (
            {"BITBUCKET_BUILD_NUMBER": "1", "BITBUCKET_GIT_HTTP_ORIGIN": "https://bitbucket.org/shop/till"},
            "https://bitbucket.org/shop/till/pipelines/results/1",
            None,
        ),
        ({"BUILDKITE": "true", "BUILDKITE_BUILD_URL": "https://b/9", "BUILDKITE_RETRY_COUNT": "1"}, "https://b/9", 2),
        ({"GITLAB_CI": "true", "CI_PIPELINE_URL": "https://g/5"}, "https://g/5", None),
        ({"GITHUB_ACTIONS": "true", "GITHUB_RUN_ID": "5"}, None, None),
    ],
)
def test_address_and_attempt_of_a_run(environment: dict[str, str], run_url: str | None, attempt: int | None) -> None:
    ci, _ = ci_of(environment)
    assert (ci.get("runUrl"), ci.get("attempt")) == (run_url, attempt)


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

"""Which CI service this runs on, by its environment variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Provider:
    """The variables of one service: for each word of the record those to look at, the first that is set counts."""

    name: str
    sentinel: str
    run_id: tuple[str, ...]
    commit: tuple[str, ...]
    branch: tuple[str, ...]
    run_url: tuple[str, ...] = ()
    job: tuple[str, ...] = ()
    attempt: tuple[str, ...] = ()
    pull_request: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    base_branch: tuple[str, ...] = ()


PROVIDERS = (
    Provider(
        "github",
        "GITHUB_ACTIONS",
        run_id=("GITHUB_RUN_ID",),
        commit=("GITHUB_SHA",),
        branch=("GITHUB_HEAD_REF", "GITHUB_REF_NAME"),
        job=("GITHUB_JOB",),
        attempt=("GITHUB_RUN_ATTEMPT",),
        pull_request=("GITHUB_REF",),
        actor=("GITHUB_ACTOR",),
        base_branch=("GITHUB_BASE_REF",),
    ),
    Provider(
        "gitlab",
        "GITLAB_CI",
        run_id=("CI_PIPELINE_ID",),
        commit=("CI_COMMIT_SHA",),
        branch=("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME"),
        run_url=("CI_PIPELINE_URL",),
        job=("CI_JOB_NAME",),
        pull_request=("CI_MERGE_REQUEST_IID",),
        actor=("GITLAB_USER_LOGIN",),
        base_branch=("CI_MERGE_REQUEST_TARGET_BRANCH_NAME",),
    ),
    Provider(
        "circle",
        "CIRCLECI",
        run_id=("CIRCLE_BUILD_NUM",),
        commit=("CIRCLE_SHA1",),
        branch=("CIRCLE_BRANCH",),
        run_url=("CIRCLE_BUILD_URL",),
        job=("CIRCLE_JOB",),
        pull_request=("CIRCLE_PULL_REQUEST",),
        actor=("CIRCLE_USERNAME",),
    ),
    Provider(
        "jenkins",
        "JENKINS_URL",
        run_id=("BUILD_ID", "BUILD_NUMBER"),
        commit=("GIT_COMMIT",),
        branch=("CHANGE_BRANCH", "BRANCH_NAME", "GIT_BRANCH"),
        run_url=("BUILD_URL",),
        job=("JOB_NAME",),
        pull_request=("CHANGE_ID",),
        actor=("CHANGE_AUTHOR",),
        base_branch=("CHANGE_TARGET",),
    ),
    Provider(
        "azure",
        "TF_BUILD",
        run_id=("BUILD_BUILDID",),
        commit=("BUILD_SOURCEVERSION",),
        branch=("SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"),
        job=("AGENT_JOBNAME",),
        attempt=("SYSTEM_JOBATTEMPT",),
        pull_request=("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"),
        actor=("BUILD_REQUESTEDFOR",),
        base_branch=("SYSTEM_PULLREQUEST_TARGETBRANCH",),
    ),
    Provider(
        "buildkite",
        "BUILDKITE",
        run_id=("BUILDKITE_BUILD_NUMBER",),
        commit=("BUILDKITE_COMMIT",),
        branch=("BUILDKITE_BRANCH",),
        run_url=("BUILDKITE_BUILD_URL",),
        job=("BUILDKITE_LABEL",),
        pull_request=("BUILDKITE_PULL_REQUEST",),
        actor=("BUILDKITE_BUILD_CREATOR",),
        base_branch=("BUILDKITE_PULL_REQUEST_BASE_BRANCH",),
    ),
)


def ci_of(environment: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the CI service says of the run and of what is checked out. Both are empty outside the known services."""
    provider = next((each for each in PROVIDERS if environment.get(each.sentinel)), None)
    if provider is None:
        return {}, {}

    def first(names: tuple[str, ...]) -> str:
        return next((environment[name] for name in names if environment.get(name)), "")

    attempt = first(provider.attempt)
    ci = {
        "provider": provider.name,
        "runId": first(provider.run_id),
        "runUrl": first(provider.run_url) or _github_url(environment),
        "job": first(provider.job),
        "attempt": int(attempt) if re.fullmatch(r"\d{1,9}", attempt) else None,
        "pullRequest": _number_of(first(provider.pull_request)),
        "actor": first(provider.actor),
    }
    git = {
        "commit": first(provider.commit),
        "branch": _branch(first(provider.branch)),
        "baseBranch": _branch(first(provider.base_branch)),
    }
    return _without_empty(ci), _without_empty(git)


def _github_url(environment: Mapping[str, str]) -> str:
    parts = [environment.get(f"GITHUB_{word}", "") for word in ("SERVER_URL", "REPOSITORY", "RUN_ID")]
    return "{}/{}/actions/runs/{}".format(*parts) if all(parts) else ""


def _number_of(pull_request: str) -> str:
    """The number, from a number, from `refs/pull/7/merge` or from the address of the pull request."""
    found = re.search(r"(?:^|/pull/|/pulls/|/merge_requests/|/pull-requests/)(\d+)(?:/|$)", pull_request)
    return found.group(1) if found else ""


def _branch(name: str) -> str:
    for prefix in ("refs/heads/", "origin/"):
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def _without_empty(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None)}

"""Which CI service this runs on, by its environment variables."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest_backstory.redact import redacted


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
    base_commit: tuple[str, ...] = ()
    repository: tuple[str, ...] = ()
    #: What the sentinel has to be; empty: anything.
    is_exactly: str = ""


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
        base_commit=("CI_MERGE_REQUEST_DIFF_BASE_SHA",),
        repository=("CI_PROJECT_URL",),
    ),
    Provider(
        "circle",
        "CIRCLECI",
        run_id=("CIRCLE_BUILD_NUM",),
        commit=("CIRCLE_SHA1",),
        branch=("CIRCLE_BRANCH",),
        run_url=("CIRCLE_BUILD_URL",),
        job=("CIRCLE_JOB",),
        pull_request=("CIRCLE_PULL_REQUEST", "CIRCLE_PR_NUMBER"),
        actor=("CIRCLE_USERNAME",),
        repository=("CIRCLE_REPOSITORY_URL",),
    ),
    Provider(
        "jenkins",
        "JENKINS_URL",
        run_id=("BUILD_ID", "BUILD_NUMBER"),
        commit=("GIT_COMMIT",),
        branch=("CHANGE_BRANCH", "GIT_BRANCH", "BRANCH_NAME"),
        run_url=("BUILD_URL",),
        job=("JOB_NAME",),
        pull_request=("CHANGE_ID",),
        actor=("CHANGE_AUTHOR", "BUILD_USER_ID"),
        base_branch=("CHANGE_TARGET",),
        repository=("GIT_URL",),
    ),
    Provider(
        "azure",
        "TF_BUILD",
        run_id=("BUILD_BUILDID",),
        commit=("SYSTEM_PULLREQUEST_SOURCECOMMITID", "BUILD_SOURCEVERSION"),
        branch=("SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"),
        job=("AGENT_JOBNAME",),
        attempt=("SYSTEM_JOBATTEMPT",),
        pull_request=("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", "SYSTEM_PULLREQUEST_PULLREQUESTID"),
        actor=("BUILD_REQUESTEDFOR",),
        base_branch=("SYSTEM_PULLREQUEST_TARGETBRANCH",),
        repository=("BUILD_REPOSITORY_URI",),
    ),
    Provider(
        "buildkite",
        "BUILDKITE",
        run_id=("BUILDKITE_BUILD_NUMBER",),
        commit=("BUILDKITE_COMMIT",),
        branch=("BUILDKITE_BRANCH",),
        attempt=("BUILDKITE_RETRY_COUNT",),
        run_url=("BUILDKITE_BUILD_URL",),
        job=("BUILDKITE_LABEL", "BUILDKITE_STEP_KEY"),
        pull_request=("BUILDKITE_PULL_REQUEST",),
        actor=("BUILDKITE_BUILD_CREATOR",),
        base_branch=("BUILDKITE_PULL_REQUEST_BASE_BRANCH",),
        repository=("BUILDKITE_REPO",),
    ),
    Provider(
        "bitbucket",
        "BITBUCKET_BUILD_NUMBER",
        run_id=("BITBUCKET_BUILD_NUMBER",),
        commit=("BITBUCKET_COMMIT",),
        branch=("BITBUCKET_BRANCH",),
        job=("BITBUCKET_STEP_UUID",),
        pull_request=("BITBUCKET_PR_ID",),
        actor=("BITBUCKET_STEP_TRIGGERER_UUID",),
        base_branch=("BITBUCKET_PR_DESTINATION_BRANCH",),
        base_commit=("BITBUCKET_PR_DESTINATION_COMMIT",),
        repository=("BITBUCKET_GIT_HTTP_ORIGIN",),
    ),
    Provider(
        "teamcity",
        "TEAMCITY_VERSION",
        run_id=("BUILD_NUMBER",),
        commit=("BUILD_VCS_NUMBER",),
        branch=("TEAMCITY_BUILD_BRANCH", "BRANCH_NAME"),
        run_url=("BUILD_URL",),
        job=("TEAMCITY_BUILDCONF_NAME",),
    ),
    Provider(
        "travis",
        "TRAVIS",
        run_id=("TRAVIS_BUILD_ID",),
        commit=("TRAVIS_PULL_REQUEST_SHA", "TRAVIS_COMMIT"),
        branch=("TRAVIS_PULL_REQUEST_BRANCH", "TRAVIS_BRANCH"),
        run_url=("TRAVIS_BUILD_WEB_URL",),
        job=("TRAVIS_JOB_NAME", "TRAVIS_JOB_NUMBER"),
        pull_request=("TRAVIS_PULL_REQUEST",),
        base_branch=("TRAVIS_BRANCH",),
    ),
    Provider(
        "drone",
        "DRONE",
        run_id=("DRONE_BUILD_NUMBER",),
        commit=("DRONE_COMMIT_SHA",),
        branch=("DRONE_SOURCE_BRANCH", "DRONE_COMMIT_BRANCH"),
        run_url=("DRONE_BUILD_LINK",),
        job=("DRONE_STAGE_NAME",),
        pull_request=("DRONE_PULL_REQUEST",),
        actor=("DRONE_BUILD_TRIGGER",),
        base_branch=("DRONE_TARGET_BRANCH",),
        repository=("DRONE_GIT_HTTP_URL",),
    ),
    Provider(
        "woodpecker",
        "CI",
        is_exactly="woodpecker",
        run_id=("CI_PIPELINE_NUMBER",),
        commit=("CI_COMMIT_SHA",),
        branch=("CI_COMMIT_SOURCE_BRANCH", "CI_COMMIT_BRANCH"),
        run_url=("CI_PIPELINE_URL",),
        job=("CI_WORKFLOW_NAME",),
        pull_request=("CI_COMMIT_PULL_REQUEST",),
        actor=("CI_COMMIT_AUTHOR",),
        base_branch=("CI_COMMIT_TARGET_BRANCH",),
        repository=("CI_REPO_CLONE_URL",),
    ),
)


def ci_of(environment: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the CI service says of the run and of what is checked out. Both are empty outside the known services."""
    provider = next((each for each in PROVIDERS if _is_here(each, environment)), None)
    if provider is None:
        return _handed_on(environment.get("BACKSTORY_CI", "{}"))

    def first(names: tuple[str, ...]) -> str:
        return next((environment[name] for name in names if environment.get(name)), "")

    attempt = first(provider.attempt)
    ci = {
        "provider": provider.name,
        "runId": first(provider.run_id),
        "runUrl": redacted(first(provider.run_url) or _address("run", provider.name, environment)),
        "job": first(provider.job),
        "attempt": int(attempt) + (provider.name == "buildkite") if re.fullmatch(r"\d{1,9}", attempt) else None,
        "pullRequest": _number_of(first(provider.pull_request)),
        "actor": first(provider.actor),
    }
    # These two name it for what is pushed, too.
    has_base = ci["pullRequest"] or provider.name not in ("travis", "drone")
    git = {
        "commit": (_pushed_commit(environment) if provider.name == "github" else "") or first(provider.commit),
        "branch": _branch(first(provider.branch)),
        "baseBranch": _branch(first(provider.base_branch)) if has_base else "",
        "baseCommit": first(provider.base_commit),
        "repository": redacted(first(provider.repository) or _address("repository", provider.name, environment)),
    }
    return _without_empty(ci), _without_empty(git)


def _handed_on(said: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What `backstory run` knew of the job, where tox hides the variables of the service."""
    try:
        job = json.loads(said)
        ci, git = dict(job["ci"]), dict(job["git"])
    except (ValueError, LookupError, TypeError):
        return {}, {}
    return ci, git


def _is_here(provider: Provider, environment: Mapping[str, str]) -> bool:
    said = environment.get(provider.sentinel, "")
    return said == provider.is_exactly if provider.is_exactly else bool(said)


#: Addresses of which a service tells the parts only.
ADDRESSES = {
    ("run", "github"): ("{}/{}/actions/runs/{}", ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID")),
    ("repository", "github"): ("{}/{}", ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY")),
    ("run", "azure"): (
        "{}{}/_build/results?buildId={}",
        ("SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT", "BUILD_BUILDID"),
    ),
    ("run", "bitbucket"): ("{}/pipelines/results/{}", ("BITBUCKET_GIT_HTTP_ORIGIN", "BITBUCKET_BUILD_NUMBER")),
}


def _address(of: str, provider: str, environment: Mapping[str, str]) -> str:
    pattern, words = ADDRESSES.get((of, provider), ("", ()))
    parts = [environment.get(word, "") for word in words]
    return pattern.format(*parts) if parts and all(parts) else ""


def _pushed_commit(environment: Mapping[str, str]) -> str:
    """In a pull request GITHUB_SHA is a merge made for the check; people know the commit that was pushed."""
    if not (environment.get("GITHUB_HEAD_REF") and environment.get("GITHUB_EVENT_PATH")):
        return ""
    try:
        event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_bytes())
        sha = event["pull_request"]["head"]["sha"]
    except (OSError, ValueError, LookupError, TypeError):
        return ""
    return sha if isinstance(sha, str) else ""


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

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ciSchema, gitSchema } from "@backstory/model";
import { describe, expect, test } from "vitest";
import { ci } from "./ci.ts";
import type { Environment } from "./ciService.ts";

interface Case {
  readonly env: Environment;
  readonly ci: object;
  readonly git: object;
}

const cases: Readonly<Record<string, Case>> = {
  "a push on GitHub": {
    env: {
      GITHUB_ACTIONS: "true",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "shop/cart",
      GITHUB_RUN_ID: "17",
      GITHUB_RUN_ATTEMPT: "2",
      GITHUB_JOB: "test",
      GITHUB_ACTOR: "ann",
      GITHUB_SHA: "abc",
      GITHUB_REF: "refs/heads/main",
      GITHUB_REF_NAME: "main",
      GITHUB_REF_TYPE: "branch",
    },
    ci: {
      provider: "github",
      runId: "17",
      runUrl: "https://github.com/shop/cart/actions/runs/17",
      job: "test",
      attempt: 2,
      actor: "ann",
    },
    git: { commit: "abc", branch: "main", repository: "https://github.com/shop/cart" },
  },
  "a merge request on GitLab": {
    env: {
      GITLAB_CI: "true",
      CI: "true",
      CI_PIPELINE_ID: "5",
      CI_PIPELINE_URL: "https://gitlab.example.com/shop/-/pipelines/5",
      CI_JOB_NAME: "test 1/2",
      CI_MERGE_REQUEST_IID: "9",
      CI_COMMIT_SHA: "abc",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "totals",
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
      CI_MERGE_REQUEST_DIFF_BASE_SHA: "def",
    },
    ci: {
      provider: "gitlab",
      runId: "5",
      runUrl: "https://gitlab.example.com/shop/-/pipelines/5",
      job: "test 1/2",
      pullRequest: "9",
    },
    git: { commit: "abc", branch: "totals", baseBranch: "main", baseCommit: "def" },
  },
  "a multibranch job of Jenkins": {
    env: {
      JENKINS_URL: "https://jenkins.example.com/",
      BUILD_ID: "3",
      BUILD_TAG: "jenkins-shop-3",
      BUILD_URL: "https://jenkins.example.com/job/shop/3/",
      JOB_NAME: "shop/PR-4",
      CHANGE_ID: "4",
      CHANGE_BRANCH: "totals",
      CHANGE_TARGET: "main",
      GIT_COMMIT: "abc",
      GIT_URL: "https://ann:secret@example.com/shop.git",
    },
    ci: {
      provider: "jenkins",
      runId: "jenkins-shop-3",
      runUrl: "https://jenkins.example.com/job/shop/3/",
      job: "shop/PR-4",
      pullRequest: "4",
    },
    git: { commit: "abc", branch: "totals", baseBranch: "main", repository: "https://example.com/shop.git" },
  },
  "a retried step of Buildkite without a pull request": {
    env: {
      BUILDKITE: "true",
      BUILDKITE_BUILD_ID: "uuid",
      BUILDKITE_LABEL: "tests",
      BUILDKITE_RETRY_COUNT: "1",
      BUILDKITE_PULL_REQUEST: "false",
      BUILDKITE_COMMIT: "abc",
      BUILDKITE_BRANCH: "main",
    },
    ci: { provider: "buildkite", runId: "uuid", job: "tests", attempt: 2 },
    git: { commit: "abc", branch: "main" },
  },
  "a job of CircleCI": {
    env: {
      CIRCLECI: "true",
      CIRCLE_WORKFLOW_ID: "wf",
      CIRCLE_JOB: "test",
      CIRCLE_PULL_REQUEST: "https://github.com/shop/cart/pull/12",
      CIRCLE_SHA1: "abc",
      CIRCLE_BRANCH: "totals",
    },
    ci: { provider: "circleci", runId: "wf", job: "test", pullRequest: "12" },
    git: { commit: "abc", branch: "totals" },
  },
  "a pull request on Azure": {
    env: {
      TF_BUILD: "True",
      BUILD_BUILDID: "8",
      SYSTEM_COLLECTIONURI: "https://dev.azure.com/shop/",
      SYSTEM_TEAMPROJECT: "cart",
      SYSTEM_JOBATTEMPT: "1",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "6",
      SYSTEM_PULLREQUEST_SOURCEBRANCH: "refs/heads/totals",
      SYSTEM_PULLREQUEST_TARGETBRANCH: "refs/heads/main",
      BUILD_SOURCEVERSION: "abc",
    },
    ci: {
      provider: "azure",
      runId: "8",
      runUrl: "https://dev.azure.com/shop/cart/_build/results?buildId=8",
      attempt: 1,
      pullRequest: "6",
    },
    git: { commit: "abc", branch: "totals", baseBranch: "main" },
  },
  "a step of Bitbucket": {
    env: {
      BITBUCKET_BUILD_NUMBER: "2",
      BITBUCKET_GIT_HTTP_ORIGIN: "https://bitbucket.org/shop/cart",
      BITBUCKET_COMMIT: "abc",
      BITBUCKET_BRANCH: "main",
    },
    ci: { provider: "bitbucket", runId: "2", runUrl: "https://bitbucket.org/shop/cart/pipelines/results/2" },
    git: { commit: "abc", branch: "main", repository: "https://bitbucket.org/shop/cart" },
  },
  "a build of TeamCity": {
    env: { TEAMCITY_VERSION: "2026.1", BUILD_NUMBER: "44", TEAMCITY_BUILDCONF_NAME: "Tests", BUILD_VCS_NUMBER: "abc" },
    ci: { provider: "teamcity", runId: "44", job: "Tests" },
    git: { commit: "abc" },
  },
  "a pull request on Travis": {
    env: {
      TRAVIS: "true",
      TRAVIS_BUILD_ID: "7",
      TRAVIS_PULL_REQUEST: "3",
      TRAVIS_PULL_REQUEST_SHA: "abc",
      TRAVIS_PULL_REQUEST_BRANCH: "totals",
      TRAVIS_BRANCH: "main",
      TRAVIS_COMMIT: "merge",
    },
    ci: { provider: "travis", runId: "7", pullRequest: "3" },
    git: { commit: "abc", branch: "totals", baseBranch: "main" },
  },
  "a workflow of Woodpecker": {
    env: { CI: "woodpecker", CI_PIPELINE_NUMBER: "1", CI_COMMIT_SHA: "abc", CI_COMMIT_BRANCH: "main" },
    ci: { provider: "woodpecker", runId: "1" },
    git: { commit: "abc", branch: "main" },
  },
  "a stage of Drone": {
    env: { CI: "true", DRONE: "true", DRONE_BUILD_NUMBER: "1", DRONE_COMMIT_SHA: "abc", DRONE_COMMIT_BRANCH: "main" },
    ci: { provider: "drone", runId: "1" },
    git: { commit: "abc", branch: "main" },
  },
  "a service that only says CI": {
    env: { CI: "true", BUILD_URL: "https://ci.example.com/1?token=abc" },
    ci: { provider: "other", runUrl: "https://ci.example.com/1?token=redacted" },
    git: {},
  },
};

describe("ci", () => {
  test.each(Object.entries(cases))("reads %s", (_, { env, ci: job, git }) => {
    const facts = ci(env);
    expect(facts).toEqual({ ci: job, git });
    expect(ciSchema.parse(facts?.ci)).toEqual(job);
    expect(gitSchema.parse(facts?.git)).toEqual(git);
  });

  test.each([{}, { CI: "" }, { CI: "false" }])("is nothing with the environment %j", (env) => {
    expect(ci(env)).toBeUndefined();
  });

  test("reads the pushed commit of a pull request from the event that GitHub left", () => {
    const folder = mkdtempSync(join(tmpdir(), "backstory-github-"));
    const event = join(folder, "event.json");
    writeFileSync(event, JSON.stringify({ pull_request: { head: { sha: "pushed" } } }));
    const env = {
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: "merged",
      GITHUB_REF: "refs/pull/12/merge",
      GITHUB_HEAD_REF: "totals",
      GITHUB_BASE_REF: "main",
    };
    expect(ci({ ...env, GITHUB_EVENT_PATH: event })).toMatchObject({
      ci: { pullRequest: "12" },
      git: { commit: "pushed", branch: "totals", baseBranch: "main" },
    });
    expect(ci({ ...env, GITHUB_EVENT_PATH: join(folder, "absent") })).toMatchObject({ git: { commit: "merged" } });
    rmSync(folder, { recursive: true });
  });
});

import type { CiService, Environment } from "./ciService.ts";

/** Woodpecker, and Drone from which it came. @see https://woodpecker-ci.org/docs/usage/environment */
export const woodpecker: CiService = {
  isHere: (env) => env["CI"] === "woodpecker" || env["DRONE"] === "true",
  read: (env) => (env["DRONE"] === "true" ? drone(env) : pipeline(env)),
};

function pipeline(env: Environment) {
  return {
    ci: {
      provider: "woodpecker",
      runId: env["CI_PIPELINE_NUMBER"],
      runUrl: env["CI_PIPELINE_URL"],
      job: env["CI_WORKFLOW_NAME"],
      pullRequest: env["CI_COMMIT_PULL_REQUEST"],
      actor: env["CI_COMMIT_AUTHOR"],
    },
    git: {
      commit: env["CI_COMMIT_SHA"],
      branch: env["CI_COMMIT_SOURCE_BRANCH"] || env["CI_COMMIT_BRANCH"],
      baseBranch: env["CI_COMMIT_TARGET_BRANCH"],
      repository: env["CI_REPO_CLONE_URL"],
    },
  };
}

function drone(env: Environment) {
  return {
    ci: {
      provider: "drone",
      runId: env["DRONE_BUILD_NUMBER"],
      runUrl: env["DRONE_BUILD_LINK"],
      job: env["DRONE_STAGE_NAME"],
      pullRequest: env["DRONE_PULL_REQUEST"],
      actor: env["DRONE_BUILD_TRIGGER"],
    },
    git: {
      commit: env["DRONE_COMMIT_SHA"],
      branch: env["DRONE_SOURCE_BRANCH"] || env["DRONE_COMMIT_BRANCH"],
      baseBranch: env["DRONE_PULL_REQUEST"] ? env["DRONE_TARGET_BRANCH"] : undefined,
      repository: env["DRONE_GIT_HTTP_URL"],
    },
  };
}

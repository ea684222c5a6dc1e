import { type CiService, countOf } from "./ciService.ts";

/** Buildkite. @see https://buildkite.com/docs/pipelines/configure/environment-variables */
export const buildkite: CiService = {
  isHere: (env) => env["BUILDKITE"] === "true",
  read: (env) => {
    const retries = countOf(env["BUILDKITE_RETRY_COUNT"]);
    return {
      ci: {
        provider: "buildkite",
        runId: env["BUILDKITE_BUILD_NUMBER"],
        runUrl: env["BUILDKITE_BUILD_URL"],
        job: env["BUILDKITE_LABEL"] || env["BUILDKITE_STEP_KEY"],
        attempt: retries === undefined ? undefined : retries + 1,
        pullRequest: env["BUILDKITE_PULL_REQUEST"],
        actor: env["BUILDKITE_BUILD_CREATOR"],
      },
      git: {
        commit: env["BUILDKITE_COMMIT"],
        branch: env["BUILDKITE_BRANCH"],
        baseBranch: env["BUILDKITE_PULL_REQUEST_BASE_BRANCH"],
        repository: env["BUILDKITE_REPO"],
      },
    };
  },
};

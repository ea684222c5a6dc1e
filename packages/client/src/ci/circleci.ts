import type { CiService } from "./ciService.ts";

/** CircleCI. @see https://circleci.com/docs/reference/variables/ */
export const circleci: CiService = {
  isHere: (env) => env["CIRCLECI"] === "true",
  read: (env) => ({
    ci: {
      provider: "circle",
      runId: env["CIRCLE_BUILD_NUM"],
      runUrl: env["CIRCLE_BUILD_URL"],
      job: env["CIRCLE_JOB"],
      pullRequest: env["CIRCLE_PULL_REQUEST"]?.match(/(\d+)$/)?.[1] ?? env["CIRCLE_PR_NUMBER"],
      actor: env["CIRCLE_USERNAME"],
    },
    git: {
      commit: env["CIRCLE_SHA1"],
      branch: env["CIRCLE_BRANCH"],
      repository: env["CIRCLE_REPOSITORY_URL"],
    },
  }),
};

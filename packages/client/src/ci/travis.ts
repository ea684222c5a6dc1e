import type { CiService } from "./ciService.ts";

/** Travis CI. @see https://docs.travis-ci.com/user/environment-variables/ */
export const travis: CiService = {
  isHere: (env) => env["TRAVIS"] === "true",
  read: (env) => ({
    ci: {
      provider: "travis",
      runId: env["TRAVIS_BUILD_ID"],
      runUrl: env["TRAVIS_BUILD_WEB_URL"],
      job: env["TRAVIS_JOB_NAME"] || env["TRAVIS_JOB_NUMBER"],
      pullRequest: env["TRAVIS_PULL_REQUEST"],
    },
    git: {
      commit: env["TRAVIS_PULL_REQUEST_SHA"] || env["TRAVIS_COMMIT"],
      branch: env["TRAVIS_PULL_REQUEST_BRANCH"] || env["TRAVIS_BRANCH"],
      baseBranch: env["TRAVIS_PULL_REQUEST_BRANCH"] ? env["TRAVIS_BRANCH"] : undefined,
    },
  }),
};

import { addressFrom, type CiService } from "./ciService.ts";

/** Bitbucket Pipelines. @see https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/ */
export const bitbucket: CiService = {
  isHere: (env) => Boolean(env["BITBUCKET_BUILD_NUMBER"]),
  read: (env) => ({
    ci: {
      provider: "bitbucket",
      runId: env["BITBUCKET_BUILD_NUMBER"],
      runUrl: addressFrom(env["BITBUCKET_GIT_HTTP_ORIGIN"], "/pipelines/results/", env["BITBUCKET_BUILD_NUMBER"]),
      job: env["BITBUCKET_STEP_UUID"],
      pullRequest: env["BITBUCKET_PR_ID"],
      actor: env["BITBUCKET_STEP_TRIGGERER_UUID"],
    },
    git: {
      commit: env["BITBUCKET_COMMIT"],
      branch: env["BITBUCKET_BRANCH"],
      baseBranch: env["BITBUCKET_PR_DESTINATION_BRANCH"],
      baseCommit: env["BITBUCKET_PR_DESTINATION_COMMIT"],
      repository: env["BITBUCKET_GIT_HTTP_ORIGIN"],
    },
  }),
};

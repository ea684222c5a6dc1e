import type { CiService } from "./ciService.ts";

/** GitLab CI. @see https://docs.gitlab.com/ci/variables/predefined_variables/ */
export const gitlab: CiService = {
  isHere: (env) => env["GITLAB_CI"] === "true",
  read: (env) => ({
    ci: {
      provider: "gitlab",
      runId: env["CI_PIPELINE_ID"],
      runUrl: env["CI_PIPELINE_URL"],
      job: env["CI_JOB_NAME"],
      pullRequest: env["CI_MERGE_REQUEST_IID"],
      actor: env["GITLAB_USER_LOGIN"],
    },
    git: {
      commit: env["CI_COMMIT_SHA"],
      branch: env["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] || env["CI_COMMIT_REF_NAME"],
      baseBranch: env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"],
      baseCommit: env["CI_MERGE_REQUEST_DIFF_BASE_SHA"],
      repository: env["CI_PROJECT_URL"],
    },
  }),
};

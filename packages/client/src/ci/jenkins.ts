import { branchOf, type CiService } from "./ciService.ts";

/** Jenkins, with the variables of its git and branch-source plugins. @see https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables */
export const jenkins: CiService = {
  isHere: (env) => Boolean(env["JENKINS_URL"]),
  read: (env) => ({
    ci: {
      provider: "jenkins",
      runId: env["BUILD_ID"] || env["BUILD_NUMBER"],
      runUrl: env["BUILD_URL"],
      job: env["JOB_NAME"],
      pullRequest: env["CHANGE_ID"],
      actor: env["CHANGE_AUTHOR"] || env["BUILD_USER_ID"],
    },
    git: {
      commit: env["GIT_COMMIT"],
      branch: env["CHANGE_BRANCH"] || branchOf(env["GIT_BRANCH"]) || env["BRANCH_NAME"],
      baseBranch: env["CHANGE_TARGET"],
      repository: env["GIT_URL"],
    },
  }),
};

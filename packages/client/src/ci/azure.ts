import { addressFrom, branchOf, type CiService, countOf } from "./ciService.ts";

/** Azure Pipelines. @see https://learn.microsoft.com/azure/devops/pipelines/build/variables */
export const azure: CiService = {
  isHere: (env) => env["TF_BUILD"]?.toLowerCase() === "true",
  read: (env) => ({
    ci: {
      provider: "azure",
      runId: env["BUILD_BUILDID"],
      runUrl: addressFrom(
        env["SYSTEM_COLLECTIONURI"],
        env["SYSTEM_TEAMPROJECT"],
        "/_build/results?buildId=",
        env["BUILD_BUILDID"],
      ),
      job: env["AGENT_JOBNAME"],
      attempt: countOf(env["SYSTEM_JOBATTEMPT"]),
      pullRequest: env["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] || env["SYSTEM_PULLREQUEST_PULLREQUESTID"],
      actor: env["BUILD_REQUESTEDFOR"],
    },
    git: {
      commit: env["SYSTEM_PULLREQUEST_SOURCECOMMITID"] || env["BUILD_SOURCEVERSION"],
      branch: branchOf(env["SYSTEM_PULLREQUEST_SOURCEBRANCH"] || env["BUILD_SOURCEBRANCH"]),
      baseBranch: branchOf(env["SYSTEM_PULLREQUEST_TARGETBRANCH"]),
      repository: env["BUILD_REPOSITORY_URI"],
    },
  }),
};

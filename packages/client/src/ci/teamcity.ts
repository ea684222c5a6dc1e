import { branchOf, type CiService } from "./ciService.ts";

/** TeamCity. Of its parameters few are variables. @see https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html */
export const teamcity: CiService = {
  isHere: (env) => Boolean(env["TEAMCITY_VERSION"]),
  read: (env) => ({
    ci: {
      provider: "teamcity",
      runId: env["BUILD_NUMBER"],
      runUrl: env["BUILD_URL"],
      job: env["TEAMCITY_BUILDCONF_NAME"],
    },
    git: { commit: env["BUILD_VCS_NUMBER"], branch: branchOf(env["TEAMCITY_BUILD_BRANCH"] || env["BRANCH_NAME"]) },
  }),
};

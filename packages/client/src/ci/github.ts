import { readFileSync } from "node:fs";
import { addressFrom, type CiService, countOf, type Environment } from "./ciService.ts";

/** GitHub Actions, and what imitates it. @see https://docs.github.com/actions/reference/workflows-and-actions/variables */
export const github: CiService = {
  isHere: (env) => env["GITHUB_ACTIONS"] === "true",
  read: (env) => {
    const repository = addressFrom(env["GITHUB_SERVER_URL"], "/", env["GITHUB_REPOSITORY"]);
    return {
      ci: {
        provider: "github",
        runId: env["GITHUB_RUN_ID"],
        runUrl: addressFrom(repository, "/actions/runs/", env["GITHUB_RUN_ID"]),
        job: env["GITHUB_JOB"],
        attempt: countOf(env["GITHUB_RUN_ATTEMPT"]),
        pullRequest: /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1],
        actor: env["GITHUB_ACTOR"],
      },
      git: {
        commit: headOfPullRequest(env) ?? env["GITHUB_SHA"],
        // Of a tag its name, so that a release does not stand in the history of the main branch.
        branch: env["GITHUB_HEAD_REF"] || env["GITHUB_REF_NAME"],
        baseBranch: env["GITHUB_BASE_REF"],
        repository,
      },
    };
  },
};

/** In a pull request GITHUB_SHA is a merge made for the check; people know the commit that was pushed. */
function headOfPullRequest(env: Environment): string | undefined {
  if (!env["GITHUB_HEAD_REF"] || !env["GITHUB_EVENT_PATH"]) return undefined;
  try {
    const event = JSON.parse(readFileSync(env["GITHUB_EVENT_PATH"], "utf8"));
    const sha: unknown = event?.pull_request?.head?.sha;
    return typeof sha === "string" ? sha : undefined;
  } catch {
    return undefined;
  }
}

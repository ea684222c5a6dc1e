import type { CiService } from "./ciService.ts";

/** A job of a CI service that has no file here: it says that it is one by setting CI. */
export const otherCi: CiService = {
  isHere: (env) => Boolean(env["CI"]) && env["CI"] !== "false" && env["CI"] !== "0",
  read: (env) => ({
    ci: {
      provider: "other",
      runId: env["BUILD_ID"] || env["BUILD_NUMBER"],
      runUrl: env["BUILD_URL"],
      job: env["JOB_NAME"],
    },
  }),
};

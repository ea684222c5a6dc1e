import type { SubmissionToWrite } from "@backstory/model";
import { fit } from "../fit.ts";
import { asText, type JsonObject } from "../json.ts";

type Build = NonNullable<SubmissionToWrite["build"]>;

/**
 * The build that the `[build]` cases of an upload describe: of several the later texts hold, and one failure is a
 * failure. A build called `-`, as some clients call one without a name, has no name: it would draw all such runs together.
 */
export function buildOf(cases: readonly JsonObject[]): Build | undefined {
  if (cases.length === 0) return undefined;
  const last = (key: string): string | undefined => cases.map((one) => asText(one[key])).findLast((text) => text);
  const results = cases.map((one) => one["result"]);
  const name = last("name");
  const description = last("desc");
  const reason = last("reason");
  const known = new Set(["name", "suite", "desc", "reason", "result"]);
  const more = cases.flatMap((one) => Object.entries(one).filter(([key]) => !known.has(key)));
  return {
    ...Object.fromEntries(more),
    ...(name === undefined || name === "-" ? {} : { name: fit(name, "word") }),
    ...(description === undefined ? {} : { description: fit(description, "message") }),
    ...(reason === undefined ? {} : { reason: fit(reason, "message") }),
    result: results.includes("fail") ? "fail" : results.includes("pass") ? "pass" : "unknown",
  };
}

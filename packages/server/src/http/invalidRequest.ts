import { BackstoryError } from "@backstory/model";
import type { z } from "zod";

const placeInWords: Readonly<Record<string, string>> = {
  query: "the query",
  param: "the address",
  json: "the body",
  header: "the headers",
};

/** Refuses what does not fit the schema of its route: the hook that every route is given. */
export function refuseInvalid(result: { target: string; success: boolean; error?: z.ZodError }): void {
  if (result.success || result.error === undefined) return;
  const faults = result.error.issues.slice(0, 3).map(({ path, message }) => `'${path.join(".")}': ${message}`);
  const place = placeInWords[result.target] ?? result.target;
  throw new BackstoryError("request-invalid", `In ${place}, ${faults.join("; ").slice(0, 500)}.`);
}

import { BackstoryError, type Outcome, outcomeSchema, outcomes } from "@backstory/model";

/** The outcomes that a query names, separated by commas; undefined when it names none. */
export function outcomesOf(status: string | undefined): Outcome[] | undefined {
  if (status === undefined || status === "") return undefined;
  return status.split(",").map((word) => {
    const outcome = outcomeSchema.safeParse(word.trim());
    if (outcome.success) return outcome.data;
    throw new BackstoryError("request-invalid", `In the query, 'status': must be of ${outcomes.join(", ")}.`);
  });
}

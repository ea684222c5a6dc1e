import type { Run } from "@backstory/model";
import type { Mark } from "./outcomeMark.tsx";

/** The one mark of a run: a failure is told at once, also while the run goes on; else its state, when it is not complete. */
export function runMark(run: Pick<Run, "status" | "state">): Mark {
  if (run.status === "failed") return "failed";
  return run.state === "complete" ? run.status : run.state;
}

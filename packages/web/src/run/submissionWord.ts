import type { RunSubmission } from "@backstory/model";

/** What a submission of a run is called: `Shard 2 of 3 on runner-4`, `Rerun`, `Whole suite`. */
export function submissionWord({ shard, rerun, host }: Pick<RunSubmission, "shard" | "rerun" | "host">): string {
  const part = shard === null ? "Whole suite" : `Shard ${shard.index} of ${shard.total}`;
  return [rerun ? "Rerun" : part, ...(host.name ? [`on ${host.name}`] : [])].join(" ");
}

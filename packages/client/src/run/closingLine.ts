import type { Notes } from "../rerun/readNotes.ts";

/** What the one line of `backstory run` depends on. */
export interface Closing {
  readonly rounds: readonly Notes[];
  /** Where the records were to go, without secrets. */
  readonly url: string;
  /** Whether nobody said where: then it is this machine. */
  readonly isLocal: boolean;
  /** Why nothing may have been recorded, and what to do. */
  readonly whyNothing: string;
}

/** What became of the records of a command, in one sentence. */
export function closingLine({ rounds, url, isLocal, whyNothing }: Closing): string {
  const runs = rounds.flatMap((round) => round.runs);
  const deliveries = rounds.flatMap((round) => round.deliveries);
  const results = runs.reduce((sum, run) => sum + run.results, 0);
  if (deliveries.length === 0) return `nothing was recorded: ${whyNothing}`;
  const left = deliveries.filter(({ isDelivered }) => !isDelivered);
  if (isLocal && left.length === deliveries.length) {
    return `${counted(results)} wait on this machine; to see them: backstory serve, and beside it backstory flush`;
  }
  const troubles = deliveries.flatMap(({ trouble }) => trouble ?? []);
  if (troubles.length > 0) return troubles.map((trouble) => trouble.replace(/\.$/, "")).join(". ");
  const address = `${url.replace(/\/$/, "")}/runs/${deliveries[0]?.submissionId}`;
  const others = deliveries.length - 1;
  const elsewhere = others > 0 && rounds.length === 1 ? `, and in ${others} more by other runners` : "";
  return `recorded ${counted(results)} at ${address}${elsewhere}`;
}

function counted(results: number): string {
  return results === 1 ? "1 result" : `${results} results`;
}

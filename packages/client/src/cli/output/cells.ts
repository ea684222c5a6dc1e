import type { Run } from "@backstory/model";
import { type Paint, paintOf } from "./paint.ts";

/** A time as people read it: to the second, in UTC. */
export function moment(time: string): string {
  return time.slice(0, 19).replace("T", " ");
}

/** The first digits of a commit, which is what people pass on. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 10);
}

/** A duration as people read it, in three digits or so: `850 ms`, `12.4 s`, `3 min 20 s`, `2 h 5 min`. */
export function duration(durationMs: number): string {
  if (durationMs < 10) return `${durationMs.toFixed(1)} ms`;
  if (durationMs < 1_000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 99_950) return `${(durationMs / 1_000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

/** A duration that may not be known. */
export function durationOrNothing(durationMs: number | null): string {
  return durationMs === null ? "" : duration(durationMs);
}

/** A share from 0 to 1 in percent. */
export function percent(share: number | null): string {
  return share === null ? "" : `${(share * 100).toFixed(1)} %`;
}

/** The first line of a text. */
export function firstLine(text: string): string {
  return text.trimStart().split(/\r?\n/, 1)[0] ?? "";
}

/** A count with its word: `1 test`, `2 tests`. */
export function counted(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`;
}

const reasons: Readonly<Record<Run["incompleteBecause"][number], string>> = {
  "no-end": "no end",
  "shard-lost": "shard lost",
  "fewer-results": "fewer results",
};

/** The status of a run, with its state where that is not complete, and why. */
export function runStatus({
  status,
  state,
  incompleteBecause,
}: Pick<Run, "status" | "state" | "incompleteBecause">): string {
  if (state === "complete") return status;
  const why = incompleteBecause.map((reason) => reasons[reason]).join(", ");
  return why === "" ? `${status}, ${state}` : `${status}, ${state}: ${why}`;
}

/** The colour of the status of a run. */
export function paintOfRun({ status, state }: Pick<Run, "status" | "state">): Paint | undefined {
  return status === "failed" || state === "complete" ? paintOf(status) : paintOf(state);
}

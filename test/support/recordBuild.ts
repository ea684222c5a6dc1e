import { postRecords, untilShown } from "../browser/postRecords.ts";
import { type ResultDraft, submission } from "../browser/submission.ts";
import type { ServerProcess } from "./serverProcess.ts";

/** What a test says of a submission, beyond its results. */
export interface BuildDraft {
  readonly build: string;
  readonly minutesAgo: number;
  readonly target?: string;
  readonly branch?: string;
  readonly commit?: string;
  readonly shard?: { readonly index: number; readonly total: number };
}

/** Records a complete submission of a build in the project `shop`, and answers its id once a run has it all. */
export async function recordBuild(server: ServerProcess, draft: BuildDraft, results: readonly ResultDraft[]) {
  const { build, minutesAgo, target = "unit", branch = "main", commit = "c0ffee00", shard } = draft;
  const first = { target, build: { name: build }, git: { branch, commit }, ...(shard && { shard }) };
  const { submissionId, lines } = submission(minutesAgo, first, results);
  await postRecords(server.address, submissionId, lines);
  await untilShown(server.address, submissionId, results.length);
  return submissionId;
}

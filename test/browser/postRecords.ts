import type { PartAnswer, RecordToWrite } from "@backstory/model";

/** One line of a submission: a record, or a text as it is, to see what becomes of it. */
export type Line = RecordToWrite | string;

/** Sends lines to a submission as a recorder would. `offset` is how many lines went before. */
export async function postRecords(address: string, submissionId: string, lines: readonly Line[], offset = 0) {
  const body = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
  const answer = await fetch(`${address}/api/v1/submissions/${submissionId}/records?offset=${offset}`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body,
  });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as PartAnswer;
}

/** Resolves when a run can be read with so many results: what is acknowledged is shown a moment later. */
export async function untilShown(address: string, runId: string, total: number): Promise<void> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    const answer = await fetch(`${address}/api/v1/runs/${runId}`);
    if (answer.ok && ((await answer.json()) as { counts: { total: number } }).counts.total === total) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`run ${runId} did not come to ${total} results`);
}

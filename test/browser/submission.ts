import { newSubmissionId, type RecordToWrite, type ResultToWrite, type SubmissionToWrite } from "@backstory/model";

type FirstLine = Partial<Omit<SubmissionToWrite, "kind" | "recordVersion" | "submissionId" | "startedAt">>;

/** A submission that tests put together: its id and its lines, the first one first. */
export interface Submission {
  readonly submissionId: string;
  readonly lines: RecordToWrite[];
}

/** A result as tests write it: what they do not care about is filled in. */
export type ResultDraft = Partial<ResultToWrite> & Pick<ResultToWrite, "name" | "status">;

/** A submission of `results` that began so many minutes ago; it has an end unless told otherwise. */
export function submission(
  minutesAgo: number,
  first: FirstLine,
  results: readonly ResultDraft[],
  hasEnd = true,
): Submission {
  const begin = Date.now() - minutesAgo * 60_000;
  const submissionId = newSubmissionId(begin);
  const lines: RecordToWrite[] = [
    {
      kind: "submission",
      recordVersion: 1,
      submissionId,
      startedAt: new Date(begin).toISOString(),
      recorder: { name: "pytest-backstory", version: "0.1.0" },
      runner: { name: "pytest", version: "9.2.0" },
      project: "shop",
      ...first,
    },
  ];
  let clock = begin;
  for (const [index, draft] of results.entries()) {
    const durationMs = draft.durationMs ?? 12;
    lines.push({
      kind: "result",
      resultId: String(index + 1),
      suite: "tests.test_shop",
      startedAt: new Date(clock).toISOString(),
      ...draft,
      durationMs,
    });
    clock += durationMs;
  }
  if (hasEnd) lines.push({ kind: "end", finishedAt: new Date(clock + 40).toISOString(), exitStatus: 0 });
  return { submissionId, lines };
}

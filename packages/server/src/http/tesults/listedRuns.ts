import { BackstoryError, type Run } from "@backstory/model";
import { listRuns } from "../../store/queries/listRuns.ts";
import type { Services } from "../environment.ts";
import { casesOfRun } from "./casesOfRun.ts";

/** Which runs of which target; `target` is `project/target`. */
export interface RunsQuestion {
  readonly target: string;
  readonly build?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Runs of a target, newest first, with all their cases and their counts, in the shape of Tesults. */
export async function listedRuns(
  { store: { connection } }: Services,
  question: RunsQuestion,
  origin: string,
): Promise<{ runs: object[]; nextCursor: string | null }> {
  const [project, target, ...rest] = question.target.split("/");
  if (!project || !target || rest.length > 0) {
    throw new BackstoryError("request-invalid", "'target' must be 'project/target', as /api/targets lists them.");
  }
  const { build, limit, cursor } = question;
  const page = await listRuns(connection, { project, target, build, limit, cursor });
  const runs: object[] = [];
  // One after another: the cases of many runs at once would be held in memory together.
  for (const run of page.items) {
    const cases = await casesOfRun(connection, run.runId);
    runs.push({ ...factsOf(run, origin), ...countsOf(cases), cases });
  }
  return { runs, nextCursor: page.nextCursor };
}

function factsOf({ runId, project, target, build, startedAt, finishedAt }: Run, origin: string): object {
  const { name, description, reason, result } = build;
  return {
    id: runId,
    target: `${project}/${target}`,
    run_url: `${origin}/runs/${runId}`,
    created: Date.parse(startedAt),
    ...(finishedAt === null ? {} : { finished: Date.parse(finishedAt) }),
    ...(Object.keys(build).length === 0
      ? {}
      : { build: { ...build, name: name ?? "-", result, desc: description, reason } }),
  };
}

function countsOf(cases: readonly Record<string, unknown>[]): Record<"pass" | "fail" | "unknown" | "total", number> {
  const count = (result: string): number => cases.filter((one) => one["result"] === result).length;
  return { pass: count("pass"), fail: count("fail"), unknown: count("unknown"), total: cases.length };
}

import { join } from "node:path";
import { openEmbedded } from "../../packages/server/src/store/embedded.ts";
import { generatedData } from "../generatedData.ts";
import { growthQuestions } from "./questions.ts";

/** How long one question took in one history, in milliseconds. */
export interface GrowthAnswer {
  readonly name: string;
  readonly medianMs: number;
  readonly p95Ms: number;
}

const rounds = Number(process.argv[3] ?? 9);

/** Asks every question of the history of so many results: once to warm up, then in rounds. */
async function measure(results: number): Promise<GrowthAnswer[]> {
  const { directory, now } = generatedData(results);
  const connection = await openEmbedded(join(directory, "engine"), {
    extraArguments: ["--use_query_condition_cache=0"],
  });
  const project = "web";
  const [run] = await connection.query<{ runId: string }>(
    "SELECT runId FROM currentRuns WHERE project = {project:String} AND complete AND mainline ORDER BY runId DESC LIMIT 1",
    { project },
  );
  const [test] = await connection.query<{ testId: string }>(
    "SELECT testId FROM tests FINAL WHERE project = {project:String} AND name LIKE '%login_%' ORDER BY testId LIMIT 1",
    { project },
  );
  const subject = { project, runId: run?.runId ?? "", testId: test?.testId ?? "", now };
  const times = growthQuestions.map((): number[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, question] of growthQuestions.entries()) {
      const begun = performance.now();
      await question.ask(connection, subject);
      if (round > 0) times[index]?.push(performance.now() - begun);
    }
  }
  await connection.close();
  return growthQuestions.map(({ name }, index) => {
    const sorted = (times[index] as number[]).toSorted((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { name, medianMs: at(0.5), p95Ms: at(0.95) };
  });
}

process.stdout.write(`ANSWERS\t${JSON.stringify(await measure(Number(process.argv[2])))}\n`);

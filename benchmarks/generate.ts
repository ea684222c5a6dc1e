import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { submissionTime } from "@backstory/model";
import { openEmbedded } from "../packages/server/src/store/embedded.ts";
import { migrate } from "../packages/server/src/store/migrate.ts";
import { summariseSubmissions } from "../packages/server/src/store/summarise.ts";
import { summariseDay } from "../packages/server/src/store/summariseDay.ts";
import { generatedProjects, generatedRows, generatedRuns, insertGenerated } from "./history.ts";
import { naiveRows, naiveTable } from "./naive.ts";

const partitionsOf = `
  SELECT DISTINCT table, partition_id AS partition FROM system.parts
  WHERE active AND database = currentDatabase() AND partition_id != 'all' ORDER BY table, partition`;

/** Fills a directory with a history of `results` results, in our tables and in the naive one, both merged. */
async function generate(directory: string, results: number, now: number): Promise<void> {
  const connection = await openEmbedded(join(directory, "engine"));
  await migrate(connection, { apply: true });
  await connection.command(naiveTable);
  const begun = performance.now();
  let made = 0;
  for (const project of generatedProjects(results, now)) {
    const step = Math.max(1, Math.floor(200_000 / project.tests));
    for (let from = 0; from < project.runIds.length; from += step) {
      const to = Math.min(project.runIds.length, from + step);
      const rows = generatedRows(project, from, to);
      await insertGenerated(connection, "ingest", rows);
      const naive = naiveRows(rows);
      await connection.command(`INSERT INTO naive ${naive.sql}`, naive.parameters);
      const path = join(directory, "runs.ndjson");
      await writeFile(path, generatedRuns(project, from, to));
      await connection.insertFile("ingest", path);
      const keys = project.runIds.slice(from, to).map((submissionId) => ({ project: project.project, submissionId }));
      await summariseSubmissions(connection, keys);
      made += (to - from) * project.tests;
      if (from % (step * 20) === 0) say(`${made} results after ${Math.round((performance.now() - begun) / 1_000)} s`);
    }
    const days = new Set(project.runIds.map((id) => new Date(submissionTime(id)).toISOString().slice(0, 10)));
    for (const day of days) await summariseDay(connection, { project: project.project, day });
  }
  say("merging");
  for (const { table, partition } of await connection.query<{ table: string; partition: string }>(partitionsOf)) {
    await connection.command(`OPTIMIZE TABLE ${table} PARTITION ID '${partition}' FINAL`);
  }
  for (const table of ["tests", "testArrivals", "submissionSummaries", "runs", "summarisedDays"]) {
    await connection.command(`OPTIMIZE TABLE ${table} FINAL`);
  }
  await connection.close();
}

function say(what: string): void {
  console.error(`generate: ${what}`);
}

const [directory = "", results, now] = process.argv.slice(2);
await generate(directory, Number(results), Number(now));

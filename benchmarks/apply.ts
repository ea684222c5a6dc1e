import { join } from "node:path";
import type { Connection } from "../packages/server/src/store/connection.ts";
import { openEmbedded } from "../packages/server/src/store/embedded.ts";
import { migrate } from "../packages/server/src/store/migrate.ts";
import { type GeneratedProject, generatedProjects, generatedRows } from "./history.ts";
import { naiveRows, naiveTable } from "./naive.ts";

/** Inserts 20,000 results from a file, into the naive table and into all of ours, alternately nine times. */
async function measureApply(directory: string): Promise<object> {
  const connection = await openEmbedded(join(directory, "engine"));
  await migrate(connection, { apply: true });
  await connection.command(naiveTable);
  const [web] = generatedProjects(60_000_000, Date.now()) as [GeneratedProject];
  const naive: number[][] = [];
  const own: number[][] = [];
  for (let round = 0; round < 9; round++) {
    const rows = generatedRows(web, round, round + 1);
    const ownRows = { ...rows, sql: `SELECT * EXCEPT (run) FROM (${rows.sql})` };
    naive.push(await timed(connection, "naive", await writeFile(connection, directory, naiveRows(rows))));
    own.push(await timed(connection, "ingest", await writeFile(connection, directory, ownRows)));
  }
  await connection.close();
  const best = (rounds: number[][], place: number): number => Math.min(...rounds.map((each) => each[place] ?? 0));
  return { naiveMs: best(naive, 0), ownMs: best(own, 0), naiveCpu: best(naive, 1), ownCpu: best(own, 1) };
}

let files = 0;

async function writeFile(
  connection: Connection,
  directory: string,
  { sql, parameters }: ReturnType<typeof generatedRows>,
): Promise<string> {
  files += 1;
  const path = join(directory, `${files}.ndjson`);
  const settings = "date_time_output_format = 'iso', output_format_json_escape_forward_slashes = 0";
  const target = `INSERT INTO FUNCTION file('${path}', 'JSONEachRow')`;
  await connection.command(`${target} SELECT * FROM (${sql}) SETTINGS ${settings}`, parameters);
  return path;
}

async function timed(connection: Connection, table: string, path: string): Promise<number[]> {
  const processor = process.cpuUsage();
  const begun = performance.now();
  await connection.insertFile(table, path);
  const wallMs = performance.now() - begun;
  const { user, system } = process.cpuUsage(processor);
  return [wallMs, (user + system) / 20_000];
}

console.log(JSON.stringify(await measureApply(process.argv[2] as string)));

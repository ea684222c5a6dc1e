import { createHash } from "node:crypto";
import { newSubmissionId, submissionTime } from "@backstory/model";
import type { Connection } from "../packages/server/src/store/connection.ts";

/** One project of the generated history: `tests` tests, all of them in each of `runs` runs, spread over 120 days. */
export interface GeneratedProject {
  readonly project: string;
  readonly tests: number;
  /** The ids of its runs, oldest first. */
  readonly runIds: readonly string[];
}

const mix = [
  { project: "web", tests: 20_000, runsAt60Million: 2_400 },
  { project: "api", tests: 8_000, runsAt60Million: 1_000 },
  { project: "sdk", tests: 2_000, runsAt60Million: 2_000 },
];
const days = 120;

/** What `results` results are made of: the mix of `performance.md` §1, three projects over 120 days up to `now`. */
export function generatedProjects(results: number, now: number): GeneratedProject[] {
  return mix.map(({ project, tests, runsAt60Million }) => {
    const runs = Math.max(40, Math.round((runsAt60Million * results) / 60_000_000));
    const spacing = (days * 86_400_000) / runs;
    const runIds = Array.from({ length: runs }, (_, run) =>
      newSubmissionId(Math.floor(now - (runs - run) * spacing), randomBytes(project, run)),
    );
    return { project, tests, runIds };
  });
}

function randomBytes(project: string, run: number): Uint8Array {
  let state = [...project].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), run * 2_654_435_761) >>> 0;
  return Uint8Array.from({ length: 10 }, () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e3779b9) >>> 0;
    return state >>> 24;
  });
}

/**
 * Rows of the `ingest` table for runs `from` to `to` of a project: 0.3 % failing (2 % of the tests are flaky with 5 to
 * 20 % failures, and some break for 40 runs), 3 % skipped, 0.2 % second attempts, traces of about 1.2 KB, labels on all,
 * links on 5 %, start times that jitter. The same arguments make the same rows.
 */
export function generatedRows({ project, tests, runIds }: GeneratedProject, from: number, to: number) {
  const sql = `
    SELECT
      'result' AS kind,
      run,
      {project:String} AS project,
      concat({project:String}, '-unit') AS target,
      'pytest' AS runner,
      {runIds:Array(String)}[run - {from:UInt32} + 1] AS submissionId,
      test + 1 AS recordIndex,
      startedAt + toIntervalMillisecond(toUInt32(durationMs)) AS receivedAt,
      reinterpretAsUUID(sipHash128({project:String}, test)) AS testId,
      reinterpretAsUUID(sipHash128('family', {project:String}, intDiv(test, 4))) AS familyId,
      if(status = 'failed', reinterpretAsUUID(sipHash128({project:String}, error)), toUUID('00000000-0000-0000-0000-000000000000')) AS fingerprint,
      toString(test * 2 + attempt) AS resultId,
      concat({project:String}, '.', area, '.test_', toString(intDiv(test, 40)), '.TestCase', toString(intDiv(test, 10))) AS suite,
      concat('test_', arrayElement(['totals', 'rounding', 'login', 'export', 'search', 'limits', 'retry', 'dates'], 1 + cityHash64(test) % 8), '_', toString(test)) AS name,
      concat({project:String}, '/', area, '/test_', toString(intDiv(test, 40)), '.py') AS file,
      toUInt32(10 + test % 40 * 12) AS line,
      arrayJoin(if(flakes AND dice2 % 100 < 60, [1, 2], [1])) AS attempt,
      multiIf(skips, 'skipped', breaks OR (flakes AND attempt = 1), 'failed', 'passed') AS status,
      status AS rawStatus,
      fromUnixTimestamp64Milli({starts:Array(Int64)}[run - {from:UInt32} + 1] + test * 30 + dice2 % 50 + (attempt - 1) * 1000, 'UTC') AS startedAt,
      if(status = 'skipped', 0, round(exp(1 + cityHash64(test, 'base') % 6000 / 1000) * (0.8 + (dice3 % 10000) / 25000), 3)) AS durationMs,
      concat('{"feature":["', area, '"],"severity":["', arrayElement(['minor', 'normal', 'critical'], 1 + test % 3), '"]}') AS labels,
      if(test % 20 = 0, concat('[{"type":"issue","url":"https://issues.example/BUG-', toString(test), '","name":"BUG-', toString(test), '"}]'), '') AS links,
      if(status = 'failed', concat('{"type":"AssertionError","message":"expected ', toString(dice % 97), ' to equal ', translate(toString(error), '0123456789', 'abcdefghij'),
        '\\\\nin case ', toString(test), '","trace":"', trace, '"}'), '') AS failure
    FROM (
      SELECT
        {from:UInt32} + intDiv(number, {tests:UInt32}) AS run,
        number % {tests:UInt32} AS test,
        cityHash64({project:String}, test, run) AS dice,
        cityHash64(dice) AS dice2,
        cityHash64(dice2) AS dice3,
        cityHash64(test, 'error') % 400 AS error,
        arrayElement(['cart', 'checkout', 'search', 'account', 'billing', 'admin', 'mail', 'sync'], 1 + intDiv(test, 200) % 8) AS area,
        cityHash64(test, 'skip') % 33 = 0 AS skips,
        NOT skips AND cityHash64(test, 'flaky') % 50 = 0 AND dice % 1000 < 50 + cityHash64(test, 'rate') % 150 AS flakes,
        NOT skips AND cityHash64(test, intDiv(run, 40), 'break') % 1400 = 0 AS breaks,
        arrayStringConcat(arrayMap(frame -> concat('  File \\\\"src/', area, '/module_', toString((error + frame * 7) % 90), '.py\\\\", line ',
          toString((dice + frame) % 700), ', in step_', toString(frame), '\\\\n    result = compute(', toString(frame), ', state)\\\\n'), range(12))) AS trace
      FROM numbers(toUInt64({tests:UInt32}) * ({to:UInt32} - {from:UInt32}))
    )`;
  const ids = runIds.slice(from, to);
  return { sql, parameters: { project, tests, from, to, runIds: ids, starts: ids.map(submissionTime) } };
}

/** The submission, part and end rows of these runs, as NDJSON rows of the `ingest` table. */
export function generatedRuns({ project, tests, runIds }: GeneratedProject, from: number, to: number): string {
  const envelope = { project, target: `${project}-unit` };
  return runIds
    .slice(from, to)
    .flatMap((submissionId, index) => {
      const startedAt = new Date(submissionTime(submissionId)).toISOString();
      const finishedAt = new Date(submissionTime(submissionId) + tests * 30).toISOString();
      const branch = (from + index) % 5 < 3 ? "main" : `feature-${Math.floor((from + index) / 10) % 40}`;
      const common = { ...envelope, submissionId, receivedAt: finishedAt };
      const git = { branch, commit: createHash("sha1").update(submissionId).digest("hex") };
      const runner = { name: "pytest", version: "9.1.1" };
      return [
        { ...common, kind: "submission", recordIndex: 0, runner, recorder: runner, startedAt, git },
        { ...common, kind: "end", recordIndex: tests + 1, finishedAt, exitStatus: 1 },
        { ...common, kind: "part", runner: "pytest", offset: 0, lines: tests + 2, ended: true },
      ].map((row) => `${JSON.stringify(row)}\n`);
    })
    .join("");
}

/** Inserts what a SELECT of generated rows gives, into the named table. */
export async function insertGenerated(
  connection: Connection,
  table: string,
  { sql, parameters }: ReturnType<typeof generatedRows>,
): Promise<void> {
  const columns =
    "kind, project, target, runner, submissionId, recordIndex, receivedAt, testId, familyId, fingerprint, resultId, suite, name, file, line, attempt, status, rawStatus, startedAt, durationMs, labels, links, failure";
  await connection.command(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM (${sql})`, parameters);
}

import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { openStore } from "./store.ts";

const dataDirectory = mkdtempSync(join(tmpdir(), "backstory-crash-"));
afterAll(() => rm(dataDirectory, { recursive: true, force: true, maxRetries: 10 }));

const rowsOfPart = 50;

/** Runs a process that appends part after part, and kills it with -9 after `parts` acknowledged ones. */
function appendUntilKilled(parts: number): Promise<string[]> {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  const script = fileURLToPath(new URL("./testing/appendForEver.ts", import.meta.url));
  const options = ["--conditions=@backstory/source", "--import", tsx, script, dataDirectory, String(rowsOfPart)];
  const child = spawn(process.execPath, options, { stdio: ["ignore", "pipe", "inherit"] });
  const acknowledged: string[] = [];
  return new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      acknowledged.push(line);
      if (acknowledged.length === parts) child.kill("SIGKILL");
    });
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") resolve(acknowledged);
      else reject(new Error(`the process ended with ${code}`));
    });
  });
}

describe("a store whose process is killed with -9", () => {
  it("has every acknowledged part once, in every table, after it is opened again", async () => {
    const acknowledged: string[] = [];
    for (const parts of [40, 7, 90]) acknowledged.push(...(await appendUntilKilled(parts)));
    const store = await openStore({ dataDirectory, memoryBytes: 600_000_000 });
    try {
      await store.settled();
      const parts = new Map<string, number>();
      for (const line of acknowledged) {
        const [submissionId = "", lines = ""] = line.split(" ");
        parts.set(submissionId, Number(lines));
      }
      for (const table of ["resultsByRun", "resultsByTest", "failures", "resultDetails"]) {
        const rows = await store.connection.query<{ submissionId: string; rows: number; each: number }>(
          `SELECT submissionId, count() AS rows, uniqExact(testId) AS each FROM ${table} FINAL GROUP BY submissionId`,
        );
        const found = new Map(rows.map((row) => [row.submissionId, row]));
        for (const [submissionId, lines] of parts) {
          const row = found.get(submissionId);
          expect(row?.rows, table).toBeGreaterThanOrEqual(lines);
          expect(row?.rows, table).toBe(row?.each);
          expect((row?.rows ?? 0) % rowsOfPart, table).toBe(0);
        }
      }
      const summaries = await store.connection.query<{ submissionId: string; failed: number }>(
        "SELECT submissionId, failed FROM submissionSummaries FINAL",
      );
      const results = await store.connection.query<{ submissionId: string; failed: number }>(
        "SELECT submissionId, count() AS failed FROM resultsByRun FINAL GROUP BY submissionId",
      );
      expect(summaries.toSorted(bySubmission)).toEqual(results.toSorted(bySubmission));
      for (const [submissionId] of parts) {
        const counted = results.find((row) => row.submissionId === submissionId)?.failed ?? 0;
        expect(await store.position(submissionId)).toMatchObject({ nextOffset: counted + 1 });
      }
    } finally {
      await store.close();
    }
  }, 120_000);
});

function bySubmission(a: { submissionId: string }, b: { submissionId: string }): number {
  return a.submissionId < b.submissionId ? -1 : 1;
}

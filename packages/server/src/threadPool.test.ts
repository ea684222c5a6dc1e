import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

/** Eight slow statements on eight sessions, and how long a small gzip takes meanwhile, in milliseconds. */
const probe = `
  const { Session } = require(process.argv[1]);
  const { gzip } = require("node:zlib");
  const sessions = Array.from({ length: 8 }, () => new Session(process.argv[2]));
  const slow = sessions.map((session) => session.queryAsync("SELECT sleepEachRow(0.5) FROM numbers(4) SETTINGS max_block_size = 1"));
  setTimeout(() => {
    const startedAt = performance.now();
    gzip(Buffer.alloc(1024), () => {
      console.log(Math.round(performance.now() - startedAt));
      Promise.all(slow).then(() => process.exit(0));
    });
  }, 200);
`;

function gzipMs(before: string): number {
  const directory = mkdtempSync(join(tmpdir(), "backstory-pool-"));
  try {
    const chdb = createRequire(import.meta.url).resolve("chdb");
    const { UV_THREADPOOL_SIZE: _, ...env } = process.env;
    return Number(execFileSync(process.execPath, ["-e", before + probe, chdb, directory], { env, encoding: "utf8" }));
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
  }
}

test("eight slow statements do not starve the rest of the process, thanks to the launcher", () => {
  const launcher = fileURLToPath(new URL("../bin/threadPool.cjs", import.meta.url));
  expect(gzipMs("")).toBeGreaterThan(1_000);
  expect(gzipMs(`require(${JSON.stringify(launcher)});`)).toBeLessThan(500);
});

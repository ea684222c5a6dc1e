import type { Browser } from "playwright-core";
import { openBrowser } from "./openBrowser.ts";
import { type Line, postRecords, untilShown } from "./postRecords.ts";
import { startServer } from "./startServer.ts";

interface RunToShow {
  readonly submissionId: string;
  readonly lines: readonly Line[];
}

/** A running server and a browser to look at it with. */
export interface Stage {
  readonly address: string;
  readonly browser: Browser;
  /** Posts runs and resolves when all of them can be read, with the id of the last. */
  show(...runs: RunToShow[]): Promise<string>;
  close(): Promise<void>;
}

/** Starts a server on an empty data directory, and a browser. */
export async function openStage(): Promise<Stage> {
  const browser = await openBrowser();
  const server = await startServer();
  return {
    address: server.address,
    browser,
    async show(...runs) {
      for (const { submissionId, lines } of runs) await postRecords(server.address, submissionId, lines);
      for (const { submissionId, lines } of runs) await untilShown(server.address, submissionId, testsIn(lines));
      return runs.at(-1)?.submissionId ?? "";
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** How many tests the results of a submission are about: attempts of one test count once. */
function testsIn(lines: readonly Line[]): number {
  const tests = lines.map((line) =>
    typeof line === "object" && line.kind === "result" ? JSON.stringify([line.suite, line.name, line.params]) : "",
  );
  return new Set(tests.filter((test) => test !== "")).size;
}

import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { openBrowser } from "../test/browser/openBrowser.ts";
import { postRecords, untilShown } from "../test/browser/postRecords.ts";
import { startServer } from "../test/browser/startServer.ts";
import { submission } from "../test/browser/submission.ts";
import { tasksWhile } from "./browser/mainThread.ts";
import { visit } from "./browser/visit.ts";
import { generatedData } from "./generatedData.ts";
import { report } from "./report.ts";

const results = Number(process.argv[2] ?? 10_000_000);
const tests = 20_000;
const visits = 7;
const navigations = 100;

/** A run of 20,000 tests, some of which fail, as a recorder would send it. */
async function postLargeRun(address: string): Promise<string> {
  const drafts = Array.from({ length: tests }, (_, index) => ({
    suite: `src/part-${String(index % 200).padStart(3, "0")}.test.ts`,
    name: `handles case ${index} of the catalogue`,
    status: index % 400 === 17 ? ("failed" as const) : ("passed" as const),
    durationMs: (index * 7919) % 900,
    ...(index % 400 === 17 ? { failure: { type: "Error", message: `expected ${index}`, trace: "at a.ts:1:1" } } : {}),
  }));
  const { submissionId, lines } = submission(5, { project: "large", target: "unit" }, drafts);
  for (let offset = 0; offset < lines.length; offset += 5_000) {
    await postRecords(address, submissionId, lines.slice(offset, offset + 5_000), offset);
  }
  await untilShown(address, submissionId, tests);
  return submissionId;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  for (let round = 0; round < 3; round++) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
}

/** Goes from the runs to a run, to one of its tests and back, so many times over; answers how the heap grew after a tenth. */
async function heapGrowth(page: Page, runId: string): Promise<{ readonly first: number; readonly last: number }> {
  let first = 0;
  for (let step = 0; step < navigations; step++) {
    if (step === navigations / 10) first = await heapBytes(page);
    await page.locator('nav[aria-label="Sections"] a, nav[aria-label="Sections"] button').first().waitFor();
    await page.evaluate(
      (path) => {
        history.pushState({}, "", path);
        dispatchEvent(new PopStateEvent("popstate"));
      },
      ["/runs", `/runs/${runId}`, "/tests", "/sql"][step % 4] as string,
    );
    await page.locator("h1").first().waitFor();
    await page.waitForFunction(() => document.querySelector("[aria-busy]") === null);
  }
  return { first, last: await heapBytes(page) };
}

function figure(what: string, value: number, { unit, most }: { unit: string; most: number }): void {
  report({
    ...{ goal: "UI", what, measured: `${value.toFixed(unit === "" ? 3 : 0)} ${unit}`.trim() },
    ...{ wanted: `< ${most} ${unit}`.trim(), met: value < most },
  });
}

/**
 * Reports the longest task while something is done to a page, as the work in it: on a machine that does other things too
 * the clock goes on while the page waits for its turn. What the clock says stands beside it.
 */
async function longestTask(page: Page, doing: string, act: () => Promise<void>): Promise<void> {
  const tasks = await tasksWhile(page, act);
  const long = tasks.filter(({ tookMs }) => tookMs > 50);
  const sum = tasks.reduce((all, { workedMs }) => all + workedMs, 0);
  const beside = `${long.length} over 50 ms by the clock, ${sum.toFixed(0)} ms of work in all`;
  figure(`the longest task while ${doing} (${beside})`, Math.max(0, ...tasks.map(({ workedMs }) => workedMs)), {
    unit: "ms",
    most: 50,
  });
}

// A copy, because what is posted here is not for the other benchmarks.
const data = await mkdtemp(join(tmpdir(), "backstory-browser-benchmark-"));
await cp(generatedData(results).directory, data, { recursive: true });
const server = await startServer({ data });
const browser = await openBrowser();
try {
  const runId = await postLargeRun(server.address);
  const address = `${server.address}/runs/${runId}`;
  const seen = [];
  for (let round = 0; round <= visits; round++) {
    const one = await visit(browser, address, ".grid-row .rowLink");
    // The first warms the server up, as the people before did.
    if (round > 0) seen.push(one);
  }
  const others = `${results.toLocaleString("en")} results`;
  const scripts = median(seen.map(({ scriptBytes }) => scriptBytes)) / 1_000;
  figure("scripts of a first visit, compressed", scripts, { unit: "kB", most: 200 });
  const paint = median(seen.map(({ firstContentMs }) => firstContentMs));
  figure(`first content of a run of ${tests} tests among ${others}`, paint, { unit: "ms", most: 1_000 });
  const interactive = median(seen.map(({ interactiveMs }) => interactiveMs));
  const worked = median(seen.map(({ workedMs }) => workedMs));
  figure(`its rows are there and a key is answered (the page worked ${worked.toFixed(0)} ms)`, interactive, {
    unit: "ms",
    most: 1_500,
  });
  figure("what moved while it loaded (CLS), at most", Math.max(...seen.map(({ shift }) => shift)), {
    unit: "",
    most: 0.02,
  });

  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  await page.locator(".grid-row .rowLink").first().waitFor();
  await longestTask(page, "scrolling", async () => {
    await page.mouse.move(400, 600);
    for (let step = 0; step < 60; step++) {
      await page.mouse.wheel(0, 700);
      await page.waitForTimeout(16);
    }
  });
  await page.keyboard.press("/");
  await longestTask(page, "typing in a filter", async () => {
    for (const letter of "case 1234") {
      await page.keyboard.type(letter);
      await page.waitForTimeout(120);
    }
    await page.waitForTimeout(600);
  });
  const { first, last } = await heapGrowth(page, runId);
  const growth = last / first;
  report({
    ...{ goal: "UI", what: `the heap after ${navigations} navigations against that after ${navigations / 10}` },
    ...{ measured: `${(last / 1e6).toFixed(1)} MB, ${growth.toFixed(2)}x`, wanted: "< 1.3x", met: growth < 1.3 },
  });
} finally {
  await browser.close();
  await server.close();
  await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

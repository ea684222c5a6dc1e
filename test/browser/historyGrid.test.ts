import type { HistoryCell, Page, Test } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { postRecords } from "./postRecords.ts";
import { openStage, type Stage } from "./stage.ts";
import { type ResultDraft, type Submission, submission } from "./submission.ts";
import { until } from "./until.ts";

// Each step waits up to 30 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 300_000 });

const runs = 170;
const patiently = { timeout: 120_000, interval: 100 };
let stage: Stage;
let testId = "";

beforeAll(async () => {
  stage = await openStage();
  const left = Array.from({ length: runs }, (_, index) => runOf(runs - index));
  const post = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      await postRecords(stage.address, next.submissionId, next.lines);
    }
  };
  await Promise.all(Array.from({ length: 6 }, post));
  await vi.waitFor(async () => {
    const { items } = await ask<Page<Test>>("/tests?project=shop&q=fits");
    testId = items.find(({ params }) => params["size"] === "small")?.testId ?? "";
    expect(await cellsOf()).toHaveLength(runs);
  }, patiently);
});

afterAll(() => stage.close());

/** Every tenth run is on another branch; the newest but two needed three attempts; the big size fails always. */
function runOf(age: number): Submission {
  const failure = { type: "Error", message: "does not fit", trace: "" };
  const small = { name: "fits", params: { size: "small" } };
  const tried: ResultDraft[] = [
    { ...small, status: "failed", attempt: 1, worker: "gw0", failure },
    { ...small, status: "broken", attempt: 2, worker: "gw1", failure },
    { ...small, status: "passed", attempt: 3, worker: "gw1" },
  ];
  const once: ResultDraft = {
    ...small,
    status: age === 2 ? "failed" : "passed",
    worker: "gw0",
    ...(age === 2 ? { failure } : {}),
  };
  const big: ResultDraft = { name: "fits", params: { size: "big" }, status: "failed", failure };
  const first = {
    target: "unit",
    git: { branch: age % 10 === 0 ? "feature" : "main", commit: String(age).repeat(20) },
  };
  return submission(age * 30, first, [...(age === 3 ? tried : [once]), big]);
}

async function ask<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${stage.address}/api/v1${path}`)).json()) as Answer;
}

const cellsOf = async () => (await ask<Page<HistoryCell>>(`/tests/${testId}/cells?limit=500`)).items;

async function open(search = ""): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  await page.goto(`${stage.address}/tests/${testId}${search}`);
  await page.getByRole("heading", { level: 1, name: "fits" }).waitFor();
  return page;
}

const gridOf = (page: WatchedPage) => page.getByRole("grid", { name: /^Runs by/ });
const row = (page: WatchedPage, word: string) => gridOf(page).getByRole("row", { name: word });
const runInAddress = (page: WatchedPage) => new URL(page.url()).searchParams.get("run");
const focused = (page: WatchedPage) => page.evaluate(() => document.activeElement?.textContent ?? "");

test("cells tell the outcome by letter and shape, and each attempt; the keys walk through them and Enter shows one", async () => {
  const page = await open();
  await row(page, "main").getByRole("gridcell").last().getByRole("link").focus();
  await until(() => focused(page)).toMatch(/^Ppassed, main/);
  await page.keyboard.press("ArrowLeft");
  await until(() => focused(page)).toMatch(/^Ffailed, main/);
  await page.keyboard.press("ArrowLeft");
  await until(() => focused(page)).toMatch(/^Kflaky after 3 attempts: failed, broken, passed, main/);
  const ticks = page.locator(":focus .historyGrid-attempts i");
  expect(await ticks.evaluateAll((all) => all.map((tick) => tick.hasAttribute("data-failing")))).toEqual([
    ...[true, true, false],
  ]);
  const radiusOf = (letter: string) =>
    gridOf(page)
      .locator(".historyGrid-letter", { hasText: letter })
      .first()
      .evaluate((tile) => getComputedStyle(tile).borderRadius);
  expect(await radiusOf("P")).not.toBe(await radiusOf("F"));
  await page.keyboard.press("Enter");
  const attempts = page.getByRole("navigation", { name: "Attempts" });
  await until(() => attempts.getByRole("link").count()).toBe(3);
  const flaky = (await cellsOf()).find(({ outcome }) => outcome === "flaky");
  expect(runInAddress(page)).toBe(flaky?.run.runId);
  await page.keyboard.press("ArrowDown");
  await until(() => focused(page)).toContain("feature");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await until(() => new URL(page.url()).searchParams.get("branch")).toBe("feature");
  expect(page.wrong).toEqual([]);
});

test("older runs come as one goes to them, and only what is in sight exists", async () => {
  const page = await open();
  const grid = gridOf(page);
  await until(() => grid.getAttribute("aria-colcount")).toBe("-1");
  expect(await grid.getByRole("gridcell").count()).toBeLessThan(100);
  await row(page, "main").getByRole("gridcell").last().getByRole("link").focus();
  await page.keyboard.press("Home");
  await until(() => grid.getAttribute("aria-colcount")).toBe(String(runs + 1));
  // The cell that had the focus has it still, although twenty runs came in before it.
  const loaded = (await cellsOf()).toReversed();
  const firstOfPage = loaded.slice(-150).find(({ run }) => run.branch === "main");
  await page.keyboard.press("Enter");
  await until(() => runInAddress(page)).toBe(firstOfPage?.run.runId);
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await until(() => runInAddress(page)).toBe(loaded.find(({ run }) => run.branch === "main")?.run.runId);
  await page.getByRole("button", { name: "Newest runs" }).click();
  const newest = grid.locator(`[data-cell$=" ${runs - 1}"]`);
  await newest.waitFor();
  expect(page.wrong).toEqual([]);
});

test("it is told apart by worker and by params, where a cell of another test leads to that test", async () => {
  const page = await open("?by=worker");
  await row(page, "gw1").getByRole("gridcell").getByRole("link").click();
  await page.getByRole("navigation", { name: "Attempts" }).waitFor();
  await page.getByRole("button", { name: "Params", exact: true }).click();
  const big = row(page, "size=big");
  await big.getByRole("gridcell").last().getByRole("link").click();
  await until(() => new URL(page.url()).pathname).not.toContain(testId);
  expect(new URL(page.url()).searchParams.get("by")).toBe("params");
  await page.getByText("does not fit").first().waitFor();
  await page.goBack();
  await until(() => new URL(page.url()).pathname).toContain(testId);
  expect(page.wrong).toEqual([]);
});

test("a moment to look back to ends the grid there", async () => {
  const cells = await cellsOf();
  const moment = cells[20]?.run.startedAt ?? "";
  const page = await open(`?asof=${moment}&by=target`);
  const newest = row(page, "unit").getByRole("gridcell").last().getByRole("link");
  await newest.click();
  await until(() => runInAddress(page)).toBe(cells[20]?.run.runId);
});

test("a new run comes in at the right and moves nothing that one points at", async () => {
  const page = await open("?by=target");
  await page.getByRole("status").getByText("Live").waitFor();
  const [newest] = await cellsOf();
  const cellOf = (runId: string | undefined) => gridOf(page).locator(`a[href*="run=${runId}"]`);
  const marked = cellOf(newest?.run.runId);
  await marked.hover();
  const before = await marked.boundingBox();
  const { submissionId, lines } = runOf(0);
  await postRecords(stage.address, submissionId, lines);
  await cellOf(submissionId).waitFor();
  expect(await marked.boundingBox()).toEqual(before);
  await marked.click();
  await until(() => runInAddress(page)).toBe(newest?.run.runId);
  expect(page.wrong).toEqual([]);
});

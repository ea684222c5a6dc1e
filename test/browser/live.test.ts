import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage } from "./openPage.ts";
import { postRecords, untilShown } from "./postRecords.ts";
import { shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { type ResultDraft, submission } from "./submission.ts";
import { until } from "./until.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns().slice(-2));
});

afterAll(() => stage.close());

test("a run appears, grows and ends under one's eyes, and nothing jumps", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs`);
  await page.getByRole("status").getByText("Live").waitFor();
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value);
    }).observe({ type: "layout-shift" });
  });

  const draft = (index: number): ResultDraft => ({ name: `step ${index}`, status: index === 7 ? "failed" : "passed" });
  const run = submission(
    0,
    { target: "web", expectedTests: 9 },
    Array.from({ length: 9 }, (_, index) => draft(index)),
  );
  const { submissionId, lines } = run;
  await postRecords(stage.address, submissionId, lines.slice(0, 4));
  const row = page.getByRole("row").nth(1);
  await until(() => row.locator('.mark[data-mark="running"]').count()).toBe(1);
  expect(await row.innerText()).toContain("3");

  await postRecords(stage.address, submissionId, lines.slice(4, 8), 4);
  await until(() => row.innerText()).toContain("7");
  await postRecords(stage.address, submissionId, lines.slice(8), 8);
  await until(() => row.locator('.mark[data-mark="failed"]').count()).toBe(1);

  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
  expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.02);
  expect(page.wrong).toEqual([]);
});

test("the page of a run follows it while it runs", async () => {
  const results = Array.from({ length: 6 }, (_, index): ResultDraft => ({ name: `part ${index}`, status: "passed" }));
  const { submissionId, lines } = submission(0, { target: "slow", expectedTests: 6 }, results);
  await postRecords(stage.address, submissionId, lines.slice(0, 3));
  await untilShown(stage.address, submissionId, 2);
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs/${submissionId}`);
  await page.getByText("2 of 6 tests").waitFor();
  await page.getByRole("status").getByText("Live").waitFor();
  await postRecords(stage.address, submissionId, lines.slice(3), 3);
  await page.getByText("All 6 tests passed").waitFor();
  await page.getByRole("link", { name: "part 5" }).waitFor();
  expect(await page.getByText("Running.").count()).toBe(0);
});

test("runs that come in do not move the list that one has scrolled", async () => {
  const page = await openPage(stage.browser, { viewport: { width: 1_440, height: 400 } });
  await stage.show(...shopRuns());
  await page.goto(`${stage.address}/runs`);
  await page.getByRole("status").getByText("Live").waitFor();
  await page.getByRole("grid").waitFor();
  await page.mouse.wheel(0, 500);
  await until(() => page.evaluate(() => window.scrollY)).toBe(500);
  const row = page.getByRole("row", { name: /1\.12\.0/ }).first();
  const before = await row.boundingBox();
  const count = Number(await page.getByRole("grid").getAttribute("aria-rowcount"));
  await stage.show(submission(0, { target: "new" }, [{ name: "a", status: "passed" }]));
  await until(async () => Number(await page.getByRole("grid").getAttribute("aria-rowcount"))).toBe(count + 1);
  await until(async () => Math.abs(((await row.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
});

test("a server that goes and comes back is noticed, and what was missed is fetched", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs`);
  await page.getByRole("status").getByText("Live").waitFor();
  await page.context().setOffline(true);
  const missed = submission(0, { target: "missed" }, [{ name: "a", status: "passed" }]);
  await stage.show(missed);
  await page.context().setOffline(false);
  await page.getByRole("row", { name: /shop \/ missed/ }).waitFor();
});

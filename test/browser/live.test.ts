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
  for (const run of shopRuns().slice(-2)) await stage.show(run);
});

afterAll(() => stage.close());

test("a run appears, grows and ends under one's eyes, and nothing jumps", async () => {
  const page = await openPage(stage.browser);
  await page.goto(stage.address);
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
  await until(() => page.locator(".strip").first().locator(".strip-cell").count()).toBe(3);

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

import type { OverviewFigures, SlowestFigures } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { couponTest, shopRuns, shopStory } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

let stage: Stage;
let newest = "";

beforeAll(async () => {
  stage = await openStage();
  // Ten days ago one test of two passed, so that there is a time before the last week.
  const before = submission(10 * 1_440, { target: "web" }, [
    { name: "test_a", status: "passed" },
    { name: "test_b", status: "failed" },
  ]);
  newest = await stage.show(before, ...shopRuns());
});

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  await page.goto(stage.address + path);
  await page.getByRole("heading", { name: "Outcomes by day" }).waitFor();
  return page;
}

async function figures<Figures>(path: string): Promise<Figures> {
  return (await (await fetch(`${stage.address}/api/v1/figures/${path}`)).json()) as Figures;
}

const tile = (page: WatchedPage, name: string) =>
  page.locator(".figureTiles > div").filter({ has: page.locator("dt", { hasText: name }) });

test("the figures on top are those of the API, and tell the time before", async () => {
  const page = await open("/trends?days=7");
  const { outcomes, runs, passRate, flakyTests, tests } = await figures<OverviewFigures>("overview?since=7d");
  expect(await tile(page, "Test outcomes").innerText()).toContain(String(outcomes.total));
  expect(await tile(page, "Runs").innerText()).toContain(String(runs));
  expect(runs).toBe(shopStory.runs);
  const rate = `${Math.round((passRate ?? 0) * 1_000) / 10} %`;
  await until(() => tile(page, "Pass rate").innerText()).toMatch(new RegExp(`${rate}\\s+↑ was 50 %`));
  expect(await tile(page, "Flaky tests").innerText()).toContain(`${flakyTests} of ${tests}`);
  await until(() => tile(page, "Runs").innerText()).toContain("↑ was 1");
  expect(page.wrong).toEqual([]);
});

test("bars lead to their runs, tests to their pages, and back comes home", async () => {
  const page = await open("/trends");
  await page.getByRole("list", { name: "Runs, oldest first" }).getByRole("link").last().click();
  await until(() => new URL(page.url()).pathname).toBe(`/runs/${newest}`);
  await page.goBack();
  const { items } = await figures<SlowestFigures>("slowest?since=30d");
  const table = page.getByRole("region", { name: "Slowest tests" });
  await until(() => table.locator("tbody tr").count()).toBe(items.length);
  await page.getByRole("region", { name: "Passing and failing from run to run" }).getByText(couponTest).click();
  await page.getByRole("heading", { level: 1 }).filter({ hasText: couponTest }).waitFor();
});

test("branches, labels and times narrow the page, in the address too", async () => {
  const page = await open("/trends");
  await page.getByRole("region", { name: "By branch" }).getByRole("link", { name: "feature/coupons" }).click();
  await until(() => page.url()).toContain("branch=feature/coupons");
  const onBranch = await figures<OverviewFigures>("overview?since=30d&branch=feature/coupons");
  await until(() => tile(page, "Runs").innerText()).toContain(String(onBranch.runs));
  await page.getByRole("combobox", { name: "Choose a label" }).selectOption("feature");
  await page.getByRole("region", { name: "By feature" }).getByRole("link", { name: "coupons" }).click();
  await until(() => page.url()).toContain("label=feature");
  await page.getByRole("button", { name: "Take this label away" }).click();
  await page.getByRole("button", { name: "24 hours" }).click();
  await until(() => page.url()).toContain("days=1");
  expect(page.url()).not.toContain("label=");
  await page.reload();
  await until(() => page.getByRole("button", { name: "24 hours" }).getAttribute("aria-pressed")).toBe("true");
});

test("shares of outcomes lead to the tests that stand so", async () => {
  const page = await open("/trends");
  await page
    .getByRole("region", { name: "Outcomes", exact: true })
    .getByRole("link", { name: /failed/ })
    .click();
  await until(() => new URL(page.url()).searchParams.get("q")).toBe("status:failed");
  await until(() => page.locator(".grid-body .rowLink").allInnerTexts()).toContainEqual(
    expect.stringContaining(couponTest),
  );
});

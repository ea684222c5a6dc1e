import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage } from "./openPage.ts";
import { shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";

// Each step waits up to 30 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns().slice(-1));
});

afterAll(() => stage.close());

test("a page whose code cannot be had says so in its place, and comes when one tries again", async () => {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  await page.route(/\/assets\/trendsPage/, (route) => route.abort());
  await page.goto(stage.address);
  await page.getByRole("grid", { name: "Targets" }).waitFor();
  await page.getByRole("link", { name: "Trends", exact: true }).click();
  await page.getByRole("heading", { name: /^This page could not be loaded/ }).waitFor();
  await page.unroute(/\/assets\/trendsPage/);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("heading", { level: 1, name: "Trends" }).waitFor();
});

test("the code of all pages is there before one goes to them", async () => {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  const code = page.waitForResponse(/\/assets\/sqlPage.*\.js/);
  await page.goto(stage.address);
  expect((await code).ok()).toBe(true);
});

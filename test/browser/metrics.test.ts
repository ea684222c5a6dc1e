import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage } from "./openPage.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  const runs = [0.5, 0.625, 0.75].map((accuracy, run) =>
    submission((3 - run) * 60, { build: { name: `1.${run}` } }, [
      { name: "test_fit", status: run === 1 ? "failed" : "passed", metrics: { accuracy, size: 1200 } },
      { name: "test_plain", status: "passed" },
    ]),
  );
  await stage.show(...runs);
});

afterAll(() => stage.close());

test("a test shows each of its metrics over its runs, in words and as a chart", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/tests?q=test_fit`);
  await page.getByRole("link", { name: "test_fit" }).click();
  const metrics = page.getByRole("region", { name: "Metrics" });
  await metrics.locator("canvas").first().waitFor();
  expect(await metrics.locator("figcaption").allInnerTexts()).toEqual([
    "accuracy 0.75 now, from 0.5 to 0.75 in 3 runs",
    "size 1,200 now, from 1,200 to 1,200 in 3 runs",
  ]);
  expect(await metrics.locator("canvas").count()).toBe(2);
  expect(page.wrong).toEqual([]);
});

test("a test without metrics has no such part", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/tests?q=test_plain`);
  await page.getByRole("link", { name: "test_plain" }).click();
  await page.getByRole("grid", { name: "History" }).waitFor();
  expect(await page.getByRole("heading", { name: "Metrics" }).count()).toBe(0);
});

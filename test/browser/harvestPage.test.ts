import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectWellMade } from "./lookAt.ts";
import { accuracyOf, modelRuns, modelStory } from "./modelRuns.ts";
import { openPage, type WatchedPage } from "./openPage.ts";
import { shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

// A machine that has other things to do too takes its time.
vi.setConfig({ testTimeout: 120_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns().slice(-3), ...modelRuns());
  await stage.show(submission(1, { project: "quiet", target: "unit" }, [{ name: "a", status: "passed" }]));
}, 180_000);

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  await page.goto(stage.address + path);
  return page;
}

const cells = (page: WatchedPage, label: string) =>
  page
    .locator(`[aria-label="${label}"] .dataTable-row`)
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent)));

test("the table has a row a test and run, with what it told", async () => {
  const page = await open("/harvest?project=shop&target=models&runs=5");
  await page.getByText(`${5 * modelStory.rows} rows of 5 runs`).waitFor();
  const [first] = await cells(page, "What tests told");
  expect(first?.slice(0, 2)).toEqual(["m-12", "test_fit"]);
  await page.getByRole("gridcell", { name: "m-12" }).first().click();
  await page.getByRole("link", { name: "Its history" }).click();
  await page.getByRole("heading", { name: /test_fit/ }).waitFor();
  await page.goBack();
  await page.getByText(`${5 * modelStory.rows} rows of 5 runs`).waitFor();
  expect(page.wrong).toEqual([]);
});

test("a param against another gives the means, as they were told", async () => {
  const page = await open("/harvest?project=shop&target=models&runs=5");
  await page.getByRole("link", { name: "Pivot" }).click();
  await page.getByRole("combobox", { name: "Rows" }).selectOption("solver");
  await page.getByRole("combobox", { name: "Columns" }).selectOption("size");
  const mean = (solver: string, size: number) => {
    const values = [0, 1, 2, 3, 4].map((age) => accuracyOf(solver, size, age));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  const wanted = ["forest", "lasso", "ridge"].map((solver) => [
    solver,
    ...[100, 1_000, 10_000].map((size) => String(Number(mean(solver, size).toPrecision(5)))),
  ]);
  await until(() => cells(page, "Pivot")).toEqual(wanted);
  const address = page.url();
  expect(address).toContain("row=params.solver");
  await page.reload();
  await until(() => cells(page, "Pivot")).toEqual(wanted);
  await page.getByRole("combobox", { name: "Of several" }).selectOption("How many");
  await until(async () => (await cells(page, "Pivot"))[0]).toEqual(["forest", "5", "5", "5"]);
});

test("a metric over runs is a line for each, and the table below has a column a run", async () => {
  const page = await open("/harvest?project=shop&target=models&view=runs&row=params.solver&value=metrics.iterations");
  await page.getByRole("figure", { name: "iterations over runs" }).locator("canvas").waitFor();
  const rows = await cells(page, "Pivot");
  expect(rows.map(([name]) => name)).toEqual(["forest", "lasso", "ridge"]);
  expect(rows[0]).toHaveLength(11);
  // The mean over three sizes: 20 and the age of the run.
  expect(rows[0]?.slice(1, 4)).toEqual(["20", "21", "22"]);
  expect(page.wrong).toEqual([]);
});

test("tests are searched while one types, and runs are chosen", async () => {
  const page = await open("/harvest?project=shop&target=models");
  await page.getByText("90 rows of 10 runs").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("lasso");
  await page.getByText("30 rows of 10 runs").waitFor();
  await page.getByRole("combobox", { name: "How many runs" }).selectOption("The newest run");
  await page.getByText("3 rows of 1 run").waitFor();
  await page.goBack();
  await page.getByText("30 rows of 10 runs").waitFor();
});

test("where nothing was told it is said how to tell", async () => {
  const page = await open("/harvest?project=quiet");
  await page.getByText("results_bag.accuracy").waitFor();
  const filtered = await open("/harvest?project=shop&branch=nowhere");
  await filtered.getByText("No test told anything here").waitFor();
});

test.each([
  ["everything", "/harvest?project=shop&target=models", ".dataTable-row"],
  ["a pivot", "/harvest?project=shop&target=models&view=pivot", ".dataTable-row"],
  ["lines over runs", "/harvest?project=shop&target=models&view=runs", "canvas"],
  ["nothing", "/harvest?project=quiet", ".notice"],
])("with %s it is well made", async (_what, path, there) => {
  await expectWellMade(stage, { path, ready: (page) => page.locator(there).first().waitFor() });
});

import type { Page, SqlAnswer, SqlQuery } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectWellMade } from "./lookAt.ts";
import { modelRuns } from "./modelRuns.ts";
import { hostileNames, hostileRun } from "./oddRuns.ts";
import { openPage, type WatchedPage } from "./openPage.ts";
import { shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

// A machine that has other things to do too takes its time.
vi.setConfig({ testTimeout: 120_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns(), ...modelRuns(), hostileRun());
}, 180_000);

afterAll(() => stage.close());

const addressOf = (sql: string, more = "") => `/sql?q=${encodeURIComponent(sql)}${more}`;
const rows =
  "SELECT target, count() AS runs, max(startedAt) AS newest FROM currentRuns GROUP BY target ORDER BY runs DESC";

async function open(path: string, options = {}): Promise<WatchedPage> {
  const page = await openPage(stage.browser, options);
  page.setDefaultTimeout(30_000);
  await page.goto(stage.address + path);
  return page;
}

async function ask(sql: string): Promise<SqlAnswer> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${stage.address}/api/v1/sql`, { method: "POST", headers, body: JSON.stringify({ sql }) });
  return (await answer.json()) as SqlAnswer;
}

test("a statement is written and run by the keyboard, and its rows are those of the API", async () => {
  const page = await open("/sql");
  await page.getByRole("textbox", { name: "SQL" }).waitFor();
  await page.keyboard.press("/");
  await until(() => page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await page.getByRole("textbox", { name: "SQL" }).fill(rows);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("grid", { name: "Rows" }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe(rows);
  const wanted = (await ask(rows)).rows.map((row) => row.map(String));
  const cells = page.locator('[aria-label="Rows"] .dataTable-row');
  await until(() => cells.count()).toBe(wanted.length);
  expect(await cells.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)))).toEqual(
    wanted,
  );
  expect(page.wrong).toEqual([]);
});

test("the rows are walked over, sorted and read in full by the keyboard", async () => {
  const page = await open(addressOf("SELECT number, repeat('long ', 100 + number % 50) AS text FROM numbers(5000)"));
  const grid = page.getByRole("grid", { name: "Rows" });
  await grid.focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  await page.getByRole("region", { name: "Value of text" }).getByText("long long").waitFor();
  await page.keyboard.press("Control+End");
  await until(() => grid.locator('[aria-selected="true"]').count()).toBe(1);
  expect(await page.getByRole("region", { name: "Value of text" }).innerText()).toContain("long");
  // Only what is seen exists.
  expect(await grid.locator(".dataTable-row").count()).toBeLessThan(100);
  await page.getByRole("columnheader", { name: "number" }).getByRole("button").click();
  await until(() => page.getByRole("columnheader", { name: "number" }).getAttribute("aria-sort")).toBe("descending");
  await page.evaluate(() => document.querySelector(".dataTable-box")?.scrollTo(0, 0));
  await grid.getByRole("gridcell", { name: "4999", exact: true }).waitFor();
});

test("back and forward go through the statements, and reload shows the same", async () => {
  const page = await open(addressOf("SELECT 1 AS first"));
  await page.getByRole("columnheader", { name: "first" }).waitFor();
  await page.getByRole("textbox", { name: "SQL" }).fill("SELECT 2 AS second");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page.getByRole("columnheader", { name: "second" }).waitFor();
  await page.goBack();
  await page.getByRole("columnheader", { name: "first" }).waitFor();
  expect(await page.getByRole("textbox", { name: "SQL" }).inputValue()).toBe("SELECT 1 AS first");
  await page.goForward();
  await page.getByRole("columnheader", { name: "second" }).waitFor();
  await page.reload();
  await page.getByRole("columnheader", { name: "second" }).waitFor();
});

test("what is refused is told with the reason and a way out", async () => {
  const page = await open(addressOf("SELECT * FROM tokens"));
  const alert = page.getByRole("alert");
  await alert.getByText("'tokens' is kept from the console").waitFor();
  expect(await alert.innerText()).toContain("SHOW TABLES");
});

test("a statement that takes long is stopped, on the server too", async () => {
  const sql = "SELECT sum(cityHash64(number)) FROM numbers(1000000000000)";
  const page = await open(addressOf(sql));
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByRole("button", { name: "Run", exact: true }).waitFor();
  await until(async () => {
    const answer = await fetch(`${stage.address}/api/v1/sql/queries?limit=20`);
    const { items } = (await answer.json()) as Page<SqlQuery>;
    return items.find((item) => item.sql === sql)?.ended;
  }).toBe("sql-stopped");
});

test("the tables that can be read are searched, and a click writes a name", async () => {
  const page = await open("/sql");
  const editor = page.getByRole("textbox", { name: "SQL" });
  await editor.fill("SELECT  FROM currentRuns LIMIT 3");
  await editor.evaluate((field) => (field as HTMLTextAreaElement).setSelectionRange(7, 7));
  await page.getByRole("textbox", { name: "Search tables and columns" }).fill("flaky");
  await page
    .getByRole("button", { name: /^flaky/ })
    .first()
    .click();
  expect(await editor.inputValue()).toBe("SELECT flaky FROM currentRuns LIMIT 3");
});

test("a statement is kept as a view, and opened again from another page", async () => {
  const page = await open(addressOf(rows));
  await page.getByRole("grid", { name: "Rows" }).waitFor();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Keep this view…" }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("Runs by target");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Runs by target" }).waitFor();
  const other = await open("/sql");
  await other.getByRole("button", { name: "Views" }).click();
  await other.getByRole("menuitem", { name: "Runs by target" }).click();
  await other.getByRole("grid", { name: "Rows" }).waitFor();
  expect(new URL(other.url()).searchParams.get("q")).toBe(rows);
});

test("rows are taken along as CSV, and drawn", async () => {
  const sql = "SELECT startedAt, failed, passed FROM currentRuns WHERE target = 'web' ORDER BY startedAt";
  const page = await open(addressOf(sql));
  await page.getByRole("button", { name: "Download" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("result.csv");
  const stream = await download.createReadStream();
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  const { rows: wanted } = await ask(sql);
  expect(text.trimEnd().split("\r\n")).toEqual(["startedAt,failed,passed", ...wanted.map((row) => row.join(","))]);
  await page.getByRole("link", { name: "chart" }).click();
  await page.getByRole("figure").locator("canvas").waitFor();
  expect(new URL(page.url()).searchParams.get("view")).toBe("chart");
  expect(page.wrong).toEqual([]);
});

test("hostile names are text in the table, and in the cell that is open", async () => {
  const page = await open(addressOf("SELECT name FROM tests FINAL WHERE suite LIKE '%<b>%'"));
  const grid = page.getByRole("grid", { name: "Rows" });
  await until(() => grid.locator(".dataTable-row").count()).toBe(hostileNames.length);
  for (let row = 0; row < hostileNames.length; row++) {
    await grid.focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("region", { name: "Value of name" }).waitFor();
  }
  expect(await page.title()).not.toContain("owned");
  expect(await grid.locator("b, i, img, script, svg:not(.icon)").count()).toBe(0);
  expect(await page.locator("body").innerText()).not.toContain("\u202e");
  expect(page.wrong).toEqual([]);
});

test.each([
  ["a table", addressOf(rows), '[aria-label="Rows"] .dataTable-row'],
  ["a chart of lines", addressOf("SELECT startedAt, passed FROM currentRuns", "&view=chart"), "canvas"],
  [
    "a chart of bars",
    addressOf("SELECT target, count() FROM currentRuns GROUP BY target", "&view=chart"),
    ".barChart-bar",
  ],
  ["an error", addressOf("SELECT nothing"), "[role=alert]"],
  ["nothing yet", "/sql", ".schemaTree summary"],
])("with %s it is well made", async (_what, path, there) => {
  await expectWellMade(stage, { path, ready: (page) => page.locator(there).first().waitFor() });
});

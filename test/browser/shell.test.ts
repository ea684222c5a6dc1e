import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { shopRuns, shopStory } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

let stage: Stage;
let newest = "";
const shown = 8;

beforeAll(async () => {
  stage = await openStage();
  await stage.show(submission(3_000, { project: "blog", target: "unit" }, [{ name: "posts", status: "passed" }]));
  newest = await stage.show(...shopRuns().slice(-shown));
});

afterAll(() => stage.close());

async function open(path: string, options: Parameters<typeof openPage>[1] = {}): Promise<WatchedPage> {
  const page = await openPage(stage.browser, options);
  await page.goto(stage.address + path);
  await page.getByRole("grid").first().waitFor();
  return page;
}

/** These do many things, on a machine that may be busy. */
const patient = { timeout: 90_000 };
const pathOf = (page: WatchedPage) => new URL(page.url()).pathname + new URL(page.url()).search;
const copied = (page: WatchedPage) => page.evaluate(() => navigator.clipboard.readText());

test.each([
  ["shop we", /^shop \/ web/, "/runs?project=shop&target=web"],
  ["1.24.0", /^1\.24\.0/, "/runs/"],
  ["total coupon", /^test_total_with_coupon/, "/tests/"],
  ["sett", /^Settings/, "/settings"],
])("Ctrl-K and %s lead there", patient, async (typed, name, path) => {
  const page = await open("/runs");
  await page.keyboard.press("Control+k");
  await page.keyboard.type(typed);
  const options = page.getByRole("dialog").getByRole("option");
  await options.filter({ hasText: name }).first().waitFor();
  const active = async () => (await options.and(page.locator('[aria-selected="true"]')).innerText()).trim();
  for (let step = 0; step < 20 && !name.test(await active()); step++) await page.keyboard.press("ArrowDown");
  expect(await active()).toMatch(name);
  await page.keyboard.press("Enter");
  await until(() => pathOf(page)).toContain(path);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(page.wrong).toEqual([]);
});

test(
  "the palette does what a page offers, opens from a field too, and Escape leaves everything as it was",
  patient,
  async () => {
    const page = await open("/runs");
    await page.getByRole("combobox", { name: "Branch" }).focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("theme dark");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    expect(await page.getByRole("button", { name: "Theme: dark" }).count()).toBe(1);
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Go to, or do" }).waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("dialog").count()).toBe(0);
    expect(pathOf(page)).toBe("/runs");
  },
);

test("the scope goes along from page to page, and can be left", patient, async () => {
  const page = await open("/runs");
  await page.getByRole("combobox", { name: "Project and target" }).selectOption("shop / web");
  await until(() => pathOf(page)).toBe("/runs?project=shop&target=web");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Overview" }).click();
  await until(() => pathOf(page)).toBe("/?project=shop&target=web");
  await until(() => page.getByRole("grid", { name: "Targets" }).getAttribute("aria-rowcount")).toBe("2");
  await page.goBack();
  await page.getByRole("combobox", { name: "Project and target" }).selectOption("All projects");
  await until(() => pathOf(page)).toBe("/runs");
  await page.getByRole("row", { name: /blog \/ unit/ }).waitFor();
});

test("looking back shows what was known then on every page, without news, until one comes back", patient, async () => {
  const page = await open("/runs");
  await page.getByRole("button", { name: "Look back to a moment" }).click();
  await page.getByRole("button", { name: "Yesterday" }).click();
  await page.getByText("Nothing can be changed here").waitFor();
  await page.getByRole("status").getByText("Looking back").waitFor();
  const { items } = (await (
    await fetch(`${stage.address}/api/v1/runs?limit=100&asof=${new URL(page.url()).searchParams.get("asof")}`)
  ).json()) as { items: object[] };
  expect(items.length).toBeLessThan(shown);
  await until(() => page.getByRole("grid", { name: "Runs" }).getAttribute("aria-rowcount")).toBe(
    String(items.length + 1),
  );
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Overview" }).click();
  await page.getByRole("grid", { name: "Targets" }).waitFor();
  expect(new URL(page.url()).searchParams.has("asof")).toBe(true);
  await page.getByRole("button", { name: "Back to now" }).click();
  await until(() => pathOf(page)).toBe("/");
  await page.getByRole("status").getByText("Live").waitFor();
});

test("a view is kept under a name, found by others, opened, and taken away", patient, async () => {
  const page = await open("/runs?branch=feature/coupons&group=day");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Keep this view…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Coupons <b>");
  await page.getByRole("button", { name: "Keep", exact: true }).click();
  await page.getByRole("button", { name: "Coupons <b>" }).waitFor();

  const other = await open("/runs?project=blog");
  await other.getByRole("button", { name: "Views" }).click();
  await other.keyboard.press("Enter");
  await until(() => pathOf(other)).toBe("/runs?branch=feature/coupons&group=day");
  await other.getByRole("button", { name: "Coupons <b>" }).click();
  await other.getByRole("menuitem", { name: /Take .* away/ }).click();
  await other.getByRole("button", { name: "Views" }).waitFor();
  expect(other.wrong).toEqual([]);
});

test("a table is copied as a command, a query, JSON and Markdown that say the same", patient, async () => {
  const page = await open("/runs?branch=main", { permissions: ["clipboard-read", "clipboard-write"] });
  const copy = async (name: string) => {
    await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
    await page.locator(".menu button", { hasText: /cop/i }).click();
    await page.getByRole("menuitem", { name, exact: true }).click();
    await until(() => copied(page)).not.toBe("nothing yet");
    return copied(page);
  };
  expect(await copy("CLI")).toBe("backstory runs --branch main --limit 50");
  const rows = JSON.parse(await copy("JSON")) as { runId: string }[];
  expect(rows.map(({ runId }) => runId).length).toBeGreaterThan(2);
  const table = (await copy("Markdown")).trim().split("\n");
  expect(table).toHaveLength(rows.length + 2);
  const answer = await fetch(`${stage.address}/api/v1/sql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ sql: await copy("SQL") }),
  });
  const found = JSON.stringify(await answer.json());
  for (const { runId } of rows) expect(found).toContain(runId);
});

test("narrow screens have the pages behind a button that the keyboard opens and closes", async () => {
  const page = await open("/runs", { viewport: { width: 390, height: 844 } });
  const sections = page.getByRole("navigation", { name: "Sections" });
  expect(await sections.isVisible()).toBe(false);
  await page.getByRole("button", { name: "Runs" }).press("Enter");
  await sections.getByRole("link", { name: "Overview" }).waitFor();
  await page.keyboard.press("Escape");
  await until(() => sections.isVisible()).toBe(false);
  await page.getByRole("button", { name: "Runs" }).press("Enter");
  await sections.getByRole("link", { name: "Overview" }).click();
  await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
  await until(() => sections.isVisible()).toBe(false);
});

test("on paper a list is whole and nothing stands there that can only be clicked", async () => {
  const page = await open(`/runs/${newest}`);
  await page.emulateMedia({ media: "print" });
  await until(() => page.locator(".grid-row").count()).toBeGreaterThan(shopStory.results - 4);
  expect(await page.getByRole("banner").isVisible()).toBe(false);
  const heights = await page
    .locator(".grid-row")
    .evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
  expect(new Set(heights).size).toBe(heights.length);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { hugeRun } from "./oddRuns.ts";
import { openPage, type WatchedPage } from "./openPage.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

let stage: Stage;
let newest = "";
let huge = "";

beforeAll(async () => {
  stage = await openStage();
  newest = await stage.show(...shopRuns().slice(-3));
  huge = await stage.show(hugeRun());
});

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  await page.goto(stage.address + path);
  await page.getByRole("grid").waitFor();
  return page;
}

const focused = (page: WatchedPage) => page.evaluate(() => document.activeElement?.textContent ?? "");
const opened = async (page: WatchedPage) =>
  (await page.getByRole("region", { name: "Result" }).getByRole("heading", { level: 2 }).innerText()).trim();

test("a red run is triaged without a mouse", async () => {
  const page = await open("/runs");
  await page.keyboard.press("j");
  await until(() => focused(page)).toContain("1.24.0");
  await page.keyboard.press("Enter");
  await page.getByRole("grid", { name: "Results" }).waitFor();

  await page.keyboard.press("n");
  await until(() => opened(page)).toContain(couponTest);
  await page.keyboard.press("n");
  await until(() => opened(page)).toContain("test_ships_abroad");
  await page.keyboard.press("N");
  await until(() => opened(page)).toContain(couponTest);

  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Result" }).waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor();
});

test("j and k walk over the rows, past the names of suites, and Enter opens", async () => {
  const page = await open(`/runs/${newest}`);
  for (const key of ["j", "j", "j", "k"]) await page.keyboard.press(key);
  await until(() => focused(page)).toContain("test_ships_abroad");
  await page.keyboard.press("Enter");
  await until(() => opened(page)).toContain("test_ships_abroad");
  await page.keyboard.press("j");
  await until(() => opened(page)).toContain("test_adds_items");
});

test("n and N go from one failed run to the next in the list of runs", async () => {
  const page = await open("/runs");
  await page.keyboard.press("n");
  await until(() => focused(page)).toContain("1.24.0");
  await page.keyboard.press("n");
  await until(() => focused(page)).toContain("unit");
  await page.keyboard.press("N");
  await until(() => focused(page)).toContain("1.24.0");
});

test("n finds a failure that is not loaded yet", async () => {
  const page = await open(`/runs/${huge}?sort=name`);
  const seen = new Set<string>();
  for (let step = 0; step < 4; step++) {
    const before = seen.size;
    await page.keyboard.press("n");
    await until(async () => seen.add(await opened(page).catch(() => "")).size).toBeGreaterThan(before);
    seen.delete("");
  }
  expect([...seen].every((title) => /handles case \d+/.test(title))).toBe(true);
});

test("/ goes to the search field, where keys are letters, and Escape leaves it", async () => {
  const page = await open(`/runs/${newest}`);
  await page.keyboard.press("/");
  await page.keyboard.type("jn?");
  expect(await page.getByRole("textbox", { name: "Search results" }).inputValue()).toBe("jn?");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.keyboard.press("Escape");
  await until(() => page.evaluate(() => document.activeElement?.tagName)).toBe("BODY");
  expect(new URL(page.url()).pathname).toBe(`/runs/${newest}`);
});

test("/ leads to a search over everything where a page has none of its own", async () => {
  const page = await open("/runs");
  await page.keyboard.press("/");
  await page.keyboard.type("coupon");
  await page.getByRole("option", { name: "Search tests for “coupon”" }).waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await until(() => page.url()).toContain("/tests?q=coupon");
});

test("? explains the keys, and Escape closes it alone", async () => {
  const page = await open(`/runs/${newest}`);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  expect(new URL(page.url()).pathname).toBe(`/runs/${newest}`);
});

test("the whole list is one stop of the Tab key, and the first stop skips to the content", async () => {
  const page = await open("/runs");
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the content");
  expect(await page.locator('.grid-body a[tabindex="0"]').count()).toBe(1);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
});

import type { Page as ApiPage, ListedTests, Test } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

let stage: Stage;
const hostile = '<img src=x onerror="document.title=1">\u202e';

beforeAll(async () => {
  stage = await openStage();
  const prices = ["EUR", "USD"].flatMap((currency) =>
    [1, 2].map((items) => ({
      ...{ name: "test_price", suite: "prices", params: { currency, items } },
      status: currency === "USD" ? ("failed" as const) : ("passed" as const),
    })),
  );
  const odd = { name: hostile, suite: "odd", status: "passed" as const };
  await stage.show(submission(1, { project: "money", target: "unit" }, [...prices, odd]), ...shopRuns());
});

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  await page.goto(stage.address + path);
  await page.getByRole("grid").waitFor();
  return page;
}

const bar = (page: WatchedPage) => page.getByRole("combobox", { name: "Search tests" });
const names = (page: WatchedPage) => page.locator(".grid-body .rowLink").allInnerTexts();
const only = (title: RegExp) => [expect.stringMatching(title)];

test("a search narrows the list, stands in the address and outlives a reload; back undoes an order", async () => {
  const page = await open("/tests?project=shop");
  await bar(page).fill("status:failed duration>1ms");
  await until(() => names(page)).toEqual(only(new RegExp(couponTest)));
  await until(() => new URL(page.url()).searchParams.get("q")).toBe("status:failed duration>1ms");
  await page.getByRole("combobox", { name: "Order" }).selectOption("flips");
  await until(() => page.url()).toContain("sort=flips");
  await page.reload();
  await until(() => names(page)).toEqual(only(new RegExp(couponTest)));
  await page.goBack();
  await until(() => page.getByRole("combobox", { name: "Order" }).inputValue()).toBe("name");
  expect(page.wrong).toEqual([]);
});

test("what can follow is offered, and taken by the keyboard alone", async () => {
  const page = await open("/tests?project=shop");
  await page.keyboard.press("/");
  await page.keyboard.type("sta");
  await page.getByRole("option", { name: /^status:/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(() => bar(page).inputValue()).toBe("status:");
  await page.keyboard.type("bro");
  await page.getByRole("option", { name: /^broken/ }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await until(() => bar(page).inputValue()).toBe("status:broken ");
  await until(() => names(page)).toEqual(only(/test_ships_abroad/));
});

test("what was recorded is offered, and taken by a click", async () => {
  const page = await open("/tests?project=shop");
  await bar(page).fill("branch:feat");
  await page.getByRole("option", { name: /feature\/coupons/ }).click();
  await until(() => bar(page).inputValue()).toBe("branch:feature/coupons ");
  await bar(page).pressSequentially("runs=5 name:coupon");
  await until(() => names(page)).toEqual(only(new RegExp(couponTest)));
});

test("a search that cannot be read says what is wrong, and the rows stay", async () => {
  const page = await open("/tests?project=shop&q=name:coupon");
  await bar(page).fill("name:coupon status:fine");
  await page.getByRole("status").filter({ hasText: "'fine' is no outcome" }).waitFor();
  expect(await names(page)).toEqual(only(new RegExp(couponTest)));
});

test("rows say what the API says", async () => {
  const page = await open("/tests?project=shop&sort=rate");
  const answer = await fetch(`${stage.address}/api/v1/tests?project=shop&sort=rate`);
  const { items, runs } = (await answer.json()) as ListedTests;
  const [worst] = items;
  if (worst === undefined) throw new Error("there are no tests");
  const row = page.getByRole("row").filter({ hasText: worst.name }).first();
  const letters = [...worst.cells.replaceAll(".", "").slice(0, 20)];
  await until(() => row.locator(".strip-cell").allInnerTexts()).toEqual(letters);
  expect(await row.innerText()).toContain(`${Math.round((worst.passRate ?? 0) * 1_000) / 10} %`);
  await row.locator(".strip-cell").first().click();
  await page.getByRole("region", { name: "Result" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/runs/${runs[worst.cells.search(/[^.]/)]?.runId}`);
});

test("j and Enter open a test, and names are text, whatever they contain", async () => {
  const page = await open("/tests?project=money&q=suite:odd");
  await until(() => names(page)).toEqual([expect.stringContaining("<img src=x")]);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).filter({ hasText: "<img src=x" }).waitFor();
  expect(await page.title()).not.toBe("1");
  expect(page.wrong).toEqual([]);
});

test("families add up; one of them says what its failing tests have, and Escape goes back", async () => {
  const page = await open("/tests?project=money");
  await page.getByRole("button", { name: "Families" }).click();
  const row = page.getByRole("grid", { name: "Families" }).getByRole("row").filter({ hasText: "test_price" });
  await until(() => row.innerText()).toMatch(/4\s+2\s+0\s+50 %/);
  await row.getByRole("link").click();
  await page.getByRole("heading", { level: 1, name: "test_price" }).waitFor();
  await page.getByText('currency="USD" all 2 fail').waitFor();
  await until(() => names(page)).toHaveLength(4);
  await page.keyboard.press("Escape");
  await page.getByRole("grid", { name: "Families" }).waitFor();
});

test("the list is sorted and paged by the server, with one answer a page", async () => {
  const answer = await fetch(`${stage.address}/api/v1/tests?project=shop&limit=500`);
  const { items } = (await answer.json()) as ApiPage<Test>;
  const page = await open("/tests?project=shop");
  const shown = await names(page);
  expect(shown.length).toBeGreaterThan(10);
  expect(items.map(({ name }) => name).slice(0, 10)).toEqual(shown.slice(0, 10).map((title) => title.split(" [")[0]));
});

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hugeRun, hugeStory } from "./oddRuns.ts";
import { openPage, type WatchedPage } from "./openPage.ts";
import { couponTest, shopRuns, shopStory } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

// A machine may have other things to do too.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let stage: Stage;
let newest = "";
let huge = "";

beforeAll(async () => {
  stage = await openStage();
  newest = await stage.show(...shopRuns());
  huge = await stage.show(hugeRun());
});

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  await page.goto(stage.address + path);
  return page;
}

const pathOf = (page: WatchedPage) => new URL(page.url()).pathname + new URL(page.url()).search;

test("leads from the list of runs over a run and its failure to the story of the test", async () => {
  const page = await open("/runs");
  await page
    .getByRole("row", { name: /shop \/ web.*1\.24\.0/ })
    .getByRole("link")
    .click();
  await page.getByText("1 failed, 1 broken of 28 tests").waitFor();
  expect(pathOf(page)).toBe(`/runs/${newest}`);
  await page.getByRole("link", { name: couponTest }).click();
  const result = page.getByRole("region", { name: "Result" });
  await result.getByText("AssertionError: assert Decimal('16.50') == Decimal('14.85')").first().waitFor();
  expect(new URL(page.url()).searchParams.get("test")).toMatch(/^[0-9a-f-]{36}$/);
  await result.getByRole("link", { name: "History of this test" }).click();
  await page.getByRole("heading", { level: 1, name: couponTest }).waitFor();
  const history = page.getByRole("grid", { name: "History" });
  expect(await history.getAttribute("aria-rowcount")).toBe(String(shopStory.runs + 1));
  await page.locator(".chart canvas").first().waitFor();
  expect(page.wrong).toEqual([]);
});

test("says since which run and commit a test fails, and when it last passed", async () => {
  const page = await open(`/tests?q=${couponTest}`);
  await page.getByRole("link", { name: couponTest }).click();
  const sentence = page.locator(".note");
  await sentence.waitFor();
  expect(await sentence.innerText()).toMatch(
    /^Failing since 1\.22\.0 on main .* at b81c55f, in 3 runs\. Last pass 1\.20\.0 on main .* at 77aa31b\. The cause lies in 77aa31b\.\.b81c55f\.$/,
  );
});

test("shows a trace in its colours with the frames of libraries folded", async () => {
  const page = await open(`/runs/${newest}`);
  await page.getByRole("link", { name: couponTest }).click();
  const trace = page.getByRole("region", { name: "Trace" });
  const red = trace.locator(".ansi-red").first();
  expect(await red.innerText()).toContain("AssertionError");
  expect(await trace.getByText("site-packages/money").first().isVisible()).toBe(false);
  await trace.getByText(/lines in libraries/).click();
  expect(await trace.getByText("site-packages/money").first().isVisible()).toBe(true);
  await page.getByRole("button", { name: "As recorded" }).click();
  expect(await trace.locator("details").count()).toBe(0);
});

test("each attempt of a test has its address", async () => {
  const page = await open("/tests?q=search_answers");
  await page.getByRole("link", { name: "test_search_answers_in_time" }).click();
  await page
    .getByRole("grid", { name: "History" })
    .getByRole("row", { name: /flaky/ })
    .first()
    .getByRole("link")
    .click();
  const attempts = page.getByRole("navigation", { name: "Attempts" });
  const message = page.getByRole("region", { name: "Result" }).getByText("TimeoutError: no answer in 400 ms").first();
  await message.waitFor();
  await attempts.getByRole("link", { name: /Attempt 2/ }).click();
  await message.waitFor({ state: "detached" });
  expect(new URL(page.url()).searchParams.get("attempt")).toBe("2");
  await page.reload();
  await attempts.waitFor();
  expect(await attempts.locator("[aria-current]").innerText()).toContain("Attempt 2");
});

test("the counts of a run are its filter, and agree with the rows", async () => {
  const page = await open(`/runs/${huge}`);
  const results = page.getByRole("grid", { name: "Results" });
  await page
    .getByRole("navigation", { name: "Filter by outcome" })
    .getByRole("link", { name: /Failed 25/i })
    .click();
  await until(() => pathOf(page)).toBe(`/runs/${huge}?status=failed`);
  const current = page.getByRole("navigation", { name: "Filter by outcome" }).locator("[aria-current]");
  expect(await current.allInnerTexts()).toEqual([expect.stringMatching(/failed/i)]);
  await until(() => results.getAttribute("aria-rowcount")).toBe(String(hugeStory.failed + 1));
});

test("searches and sorts on the server, in the address", async () => {
  const page = await open(`/runs/${huge}`);
  await page.getByRole("textbox", { name: "Search results" }).fill("case 4217");
  await until(() => pathOf(page)).toBe(`/runs/${huge}?q=case+4217`);
  await page.getByRole("link", { name: "handles case 4217" }).waitFor();
  await page.getByRole("textbox", { name: "Search results" }).fill("");
  await page.getByRole("combobox", { name: "Sort" }).selectOption("Slowest first");
  await until(() => pathOf(page)).toBe(`/runs/${huge}?sort=duration`);
  await until(async () => (await page.getByRole("row").nth(1).innerText()).split("\n").at(-1)).toBe("899 ms");
});

test("a run of thousands of tests scrolls to its end and keeps few rows alive", async () => {
  const page = await open(`/runs/${huge}?sort=duration`);
  const results = page.getByRole("grid", { name: "Results" });
  await results.waitFor();
  await until(async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    return results.getAttribute("aria-rowcount");
  }).toBe(String(hugeStory.total + 1));
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.locator(`[aria-rowindex="${hugeStory.total + 1}"]`).waitFor();
  expect(await results.getByRole("row").count()).toBeLessThan(80);
});

test("an address alone brings back the whole view, and so does going back", async () => {
  const page = await open("/runs");
  await page.getByRole("combobox", { name: "Project and target" }).selectOption("shop/web");
  await until(() => pathOf(page)).toBe("/runs?project=shop&target=web");
  await page.getByRole("combobox", { name: "Branch" }).fill("feature/coupons");
  await page.keyboard.press("Enter");
  await until(() => pathOf(page)).toBe("/runs?project=shop&target=web&branch=feature/coupons");
  await page
    .getByRole("row", { name: /1\.21\.0/ })
    .getByRole("link")
    .click();
  await page.getByRole("link", { name: couponTest }).click();
  await page.getByRole("region", { name: "Trace" }).waitFor();
  const address = page.url();

  const other = await open(address.slice(stage.address.length));
  await other.getByRole("region", { name: "Trace" }).waitFor();
  expect(await other.locator('[aria-selected="true"]').innerText()).toContain(couponTest);

  await page.goBack();
  await page.getByRole("region", { name: "Result" }).waitFor({ state: "detached" });
  await page.goBack();
  await until(() => pathOf(page)).toBe("/runs?project=shop&target=web&branch=feature/coupons");
  expect(await page.getByRole("combobox", { name: "Branch" }).inputValue()).toBe("feature/coupons");
  expect(await page.getByRole("row", { name: /1\.20\.0/ }).count()).toBe(0);
});

test("going back finds the list where it was left", async () => {
  const page = await open(`/runs/${huge}?sort=name`);
  await page.getByRole("grid").waitFor();
  await page.mouse.wheel(0, 4_000);
  await until(() => page.evaluate(() => window.scrollY)).toBe(4_000);
  await page.locator(".grid-row .rowLink").nth(20).click();
  await page.getByRole("link", { name: "History of this test" }).click();
  await page.getByRole("grid", { name: "History" }).waitFor();
  await page.goBack();
  await page.getByRole("region", { name: "Result" }).waitFor();
  await until(() => page.evaluate(() => Math.abs(window.scrollY - 4_000))).toBeLessThan(60);
});

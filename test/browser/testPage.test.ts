import type { Page, Rename, Test, TestDetail } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { richRuns, richTest } from "./richRuns.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

// Each step waits up to 30 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns());
  await richRuns(stage);
});

afterAll(() => stage.close());

async function ask<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${stage.address}/api/v1${path}`)).json()) as Answer;
}

async function testIdOf(name: string): Promise<string> {
  const { items } = await ask<Page<Test>>(`/tests?project=shop&q=${encodeURIComponent(name)}`);
  return items[0]?.testId ?? "";
}

async function open(name: string, search = ""): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  await page.goto(`${stage.address}/tests/${await testIdOf(name)}${search}`);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return page;
}

test("it says where the test fails, with the line that finds the commit and the command that runs it", async () => {
  const page = await open(couponTest);
  await page.getByText("web · main: 3 runs, since").waitFor();
  const [line = ""] = await page.locator(".failingPlaces code").allInnerTexts();
  expect(line).toMatch(
    /^git bisect start [0-9a-f]{40} [0-9a-f]{40} && git bisect run python -m pytest tests\/test_cart\.py/,
  );
  await page.getByText("+1 more").click();
  await page.getByText("web · feature/coupons: 1 run, since").waitFor();
  await page.getByText(`python -m pytest tests/test_cart.py::TestCoupons::${couponTest}`, { exact: true }).waitFor();
  expect(page.wrong).toEqual([]);
});

test("expected and actual stand beside each other, told apart as the reader chose last", async () => {
  const page = await open(richTest);
  const difference = page.getByRole("region", { name: "Difference" });
  await until(() => difference.locator("del").allInnerTexts()).toEqual(["cup", "16", "5"]);
  await page.getByRole("group", { name: "Layout" }).getByRole("button", { name: "Side by side" }).click();
  await page.getByRole("button", { name: "Lines", exact: true }).click();
  await until(() => difference.locator("del").count()).toBe(0);
  await page.reload();
  await difference.waitFor();
  expect(await difference.getAttribute("data-layout")).toBe("split");
  expect(new URL(page.url()).searchParams.get("diff")).toBe("lines-split");
  await page.getByText("wait", { exact: true }).waitFor();
  await page.getByText("add to cart").waitFor();
});

test("its runs are told apart by branch, variant and worker, and a word narrows the history", async () => {
  const page = await open(couponTest);
  await page.getByRole("link", { name: "feature/coupons", exact: true }).first().click();
  const history = page.getByRole("grid", { name: "History" });
  await until(() => history.getAttribute("aria-rowcount")).toBe("6");
  await page.getByRole("combobox", { name: "Outcome" }).selectOption("failed,broken");
  await until(() => history.getAttribute("aria-rowcount")).toBe("2");
  await page.goBack();
  await until(() => history.getAttribute("aria-rowcount")).toBe("6");
  await page.getByRole("link", { name: /^branch: feature\/coupons/ }).click();
  await page.getByRole("button", { name: "Variant" }).click();
  await page.getByRole("link", { name: "database=postgres 16", exact: true }).waitFor();
  await page.getByRole("button", { name: "Worker" }).click();
  await page.getByText("(no worker)").first().waitFor();
  expect(page.wrong).toEqual([]);
});

test("a cell shows the result of its run, with the attempts that were tried again", async () => {
  const page = await open("test_search_answers_in_time");
  await page
    .getByRole("gridcell", { name: /after 2 attempts/ })
    .last()
    .getByRole("link")
    .click();
  await page.getByRole("navigation", { name: "Attempts" }).getByRole("link", { name: "Attempt 2" }).click();
  await until(() => new URL(page.url()).searchParams.get("attempt")).toBe("2");
  await page.getByRole("navigation", { name: "Attempts" }).getByRole("link", { name: "Attempt 1" }).click();
  await page.getByText("TimeoutError: no answer in 400 ms").first().waitFor();
});

test("it is assigned, linked and commented on, and each is taken back", async () => {
  const page = await open(couponTest);
  await page.keyboard.press("a");
  await page.getByLabel("To whom").fill("ann");
  await page.keyboard.press("Enter");
  await page.getByText("On it: ann").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("On it: ann").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Link bug" }).click();
  await page.getByLabel("Address of the bug").fill("https://github.com/shop/shop/issues/12");
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await page.getByRole("link", { name: "#12" }).waitFor();
  await page.getByRole("button", { name: "Comment", exact: true }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: "Comment" }).fill("<script>seen</script>");
  await page.getByRole("dialog").getByRole("button", { name: "Comment" }).click();
  await page.getByText("<script>seen</script>").waitFor();
  await page.getByRole("button", { name: "Take this comment back" }).click();
  await page.getByText("<script>seen</script>").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Take off #12" }).click();
  await page.getByRole("link", { name: "#12" }).waitFor({ state: "detached" });
  expect(page.wrong).toEqual([]);
});

test("a rename that is suggested is accepted, taken back, and refused", async () => {
  const named = (...names: string[]) =>
    names.map((name) => ({ name, suite: "c", file: "c.py", status: "passed" as const }));
  await stage.show(submission(9, { target: "renames" }, named("test_totals", "test_other")));
  await stage.show(submission(8, { target: "renames" }, named("test_all_totals", "test_other")));
  await until(async () => (await ask<Page<Rename>>("/renames?project=shop&state=suggested")).items.length).toBe(1);
  const page = await open("test_all_totals");
  const names = page.getByRole("region", { name: "Names" });
  const history = page.getByRole("grid", { name: "History" });
  await names.getByText("Perhaps it was called").waitFor();
  await until(() => history.getAttribute("aria-rowcount")).toBe("2");

  await names.getByRole("button", { name: "It is the same test" }).click();
  await names.getByText("it was called").waitFor();
  await until(() => history.getAttribute("aria-rowcount")).toBe("3");
  await names.getByRole("button", { name: "Undo" }).click();
  await until(() => history.getAttribute("aria-rowcount")).toBe("2");
  await names.waitFor({ state: "detached" });
  const stateOf = async () => (await ask<Page<Rename>>("/renames?project=shop")).items.map(({ state }) => state);
  expect(await stateOf()).toEqual(["undone"]);

  const other = (...all: string[]) =>
    all.map((name) => ({ name, suite: "d", file: "d.py", status: "passed" as const }));
  await stage.show(submission(7, { target: "others" }, other("test_sums", "test_rest")));
  await stage.show(submission(6, { target: "others" }, other("test_all_sums", "test_rest")));
  await until(async () => (await ask<Page<Rename>>("/renames?project=shop&state=suggested")).items.length).toBe(1);
  const refusing = await open("test_all_sums");
  const perhaps = refusing.getByRole("region", { name: "Names" });
  await perhaps.getByRole("button", { name: "It is another test" }).click();
  await perhaps.waitFor({ state: "detached" });
  await until(async () => (await stateOf()).toSorted()).toEqual(["refused", "undone"]);
  expect([...page.wrong, ...refusing.wrong]).toEqual([]);
});

test("what the page says of a test is what the API says", async () => {
  const testId = await testIdOf(couponTest);
  const { failingSince } = await ask<TestDetail>(`/tests/${testId}`);
  const { items } = await ask<Page<{ outcome: string }>>(`/tests/${testId}/history`);
  const page = await open(couponTest);
  await page.getByText(`in ${failingSince?.runs} runs`).first().waitFor();
  const strip = page.getByRole("list", { name: "Recent runs of this test, newest first" });
  const letters = await strip.getByRole("link").locator("[aria-hidden]").allInnerTexts();
  expect(letters).toEqual(items.map(({ outcome }) => outcome.slice(0, 1).toUpperCase()));
});

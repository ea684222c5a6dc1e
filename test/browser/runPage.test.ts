import type { Page, Run, RunResult } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { richRuns, richTest } from "./richRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

// Each step waits up to 30 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let stage: Stage;
let runId = "";

beforeAll(async () => {
  stage = await openStage();
  runId = await richRuns(stage);
});

afterAll(() => stage.close());

async function open(path = ""): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  await page.goto(`${stage.address}/runs/${runId}${path}`);
  await page.getByRole("navigation", { name: "Parts of this run" }).waitFor();
  return page;
}

async function ask<Answer>(path: string): Promise<Answer> {
  const answer = await fetch(`${stage.address}/api/v1${path}`);
  return (await answer.json()) as Answer;
}

async function testIdOf(name: string): Promise<string> {
  const { items } = await ask<Page<RunResult>>(`/runs/${runId}/results?q=${encodeURIComponent(name)}`);
  return items[0]?.testId ?? "";
}

const grid = (page: WatchedPage, name: string | RegExp) => page.getByRole("grid", { name });

test("what changed comes first, each class leads to its tests, and back leads out again", async () => {
  const page = await open();
  const changes = page.getByRole("region", { name: "Changes" });
  for (const word of ["1 newly failing", "1 still failing", "1 fixed", "1 missing", "1 slower"]) {
    await changes.getByRole("link", { name: word }).waitFor();
  }
  await changes.getByRole("link", { name: "1 newly failing" }).click();
  await grid(page, "Tests that are newly failing").getByText(richTest).waitFor();
  await page.getByText("passed before, failed now").waitFor();
  await changes.getByRole("link", { name: "1 missing" }).click();
  await grid(page, "Tests that are missing").getByRole("link", { name: "pays by cheque" }).waitFor();
  await changes.getByRole("link", { name: "1 slower" }).click();
  await page.getByText(/^4\.0 s, usually 4\d\d ms \(×\d/).waitFor();
  for (let step = 0; step < 3; step++) await page.goBack();
  await grid(page, "Results").waitFor();
  expect(page.wrong).toEqual([]);
});

test.each<[string, string, string, string]>([
  ["By worker", "2", "worker:2", "works 2"],
  ["By shard", "Shard 2 of 2 on runner-2", "", "pays by card"],
  ["By suite", "e2e/pay.spec.ts > pay", "suite:e2e/pay.spec.ts > pay", "pays by invoice"],
  ["By family", `e2e/cart.spec.ts > cart > ${richTest}`, "", richTest],
])("results are grouped %s, and an open group is an address", async (way, group, address, inside) => {
  const page = await open();
  await page.getByRole("combobox", { name: "Group" }).selectOption({ label: way });
  const groups = grid(page, "Results in groups");
  await groups.getByRole("link", { name: group, exact: true }).click();
  await groups.getByText(inside, { exact: true }).first().waitFor();
  if (address) expect(new URL(page.url()).searchParams.get("in")).toBe(address);
  await page.reload();
  await groups.getByText(inside, { exact: true }).first().waitFor();
  await groups.getByRole("link", { name: group, exact: true }).click();
  await groups.getByText(inside, { exact: true }).first().waitFor({ state: "detached" });
  expect(page.wrong).toEqual([]);
});

test("labels are offered for grouping, with the tests that have none", async () => {
  const page = await open();
  await page.getByRole("combobox", { name: "Group" }).focus();
  await page.getByRole("option", { name: "By feature" }).waitFor({ state: "attached" });
  await page.getByRole("combobox", { name: "Group" }).selectOption("label:feature");
  const groups = grid(page, "Results in groups");
  await groups.getByRole("link", { name: "search", exact: true }).waitFor();
  await groups.getByRole("link", { name: "(no feature)" }).click();
  await groups.getByText("pays by card").waitFor();
});

test("suites are a tree whose branches open with the keyboard", async () => {
  const page = await open("?by=tree");
  const tree = grid(page, "Results in groups");
  await tree.getByRole("link", { name: "pay.spec.ts > pay" }).waitFor();
  for (const key of ["j", "j", "j", "Enter"]) await page.keyboard.press(key);
  await tree.getByText("pays in time").waitFor();
  await page.keyboard.press("j");
  await until(() => page.evaluate(() => document.activeElement?.textContent ?? "")).toContain("pays by card");
});

test("many tests are assigned at once with the keyboard, and it is taken back", async () => {
  const page = await open();
  await grid(page, "Results").waitFor();
  for (const key of ["j", "x", "j", "x", "a"]) await page.keyboard.press(key);
  const dialog = page.getByRole("dialog", { name: "Assign 2 tests" });
  await dialog.getByLabel("To whom").fill("ann");
  await dialog.getByLabel("Why").fill("on call");
  await dialog.getByLabel("Your name").fill("bob");
  await page.keyboard.press("Enter");
  await page.getByText("Assigned 2 tests to ann.").waitFor();
  const assignment = async () => {
    const path = `/tests/${await testIdOf(richTest)}/assignment`;
    const { state, assignee, by } = await ask<{ state: string; assignee: string; by: string }>(path);
    return `${state} ${assignee} ${by}`;
  };
  await until(assignment).toBe("open ann bob");
  await grid(page, "Results").getByTitle("On it: ann").first().waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Taken back for 2 tests.").waitFor();
  await until(assignment).toBe("resolved ann bob");
  expect(page.wrong).toEqual([]);
});

test("a bug and a comment are put on what is chosen with Shift", async () => {
  const page = await open();
  await page.getByRole("checkbox", { name: `Choose ${richTest}` }).click();
  await page.getByRole("checkbox", { name: "Choose flickers" }).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Chosen tests" });
  await bar.getByText("3 tests chosen").waitFor();
  await bar.getByRole("button", { name: "Link bug" }).click();
  await page.getByLabel("Address of the bug").fill("https://tracker.example/browse/SHOP-7");
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await page.getByText("Linked 3 tests.").waitFor();
  await page.getByRole("checkbox", { name: `Choose ${richTest}` }).click();
  await bar.getByRole("button", { name: "Comment" }).click();
  await page.getByLabel("Comment", { exact: true }).fill("<b>seen</b> before");
  await page.getByRole("dialog").getByRole("button", { name: "Comment" }).click();
  await page.getByText("Commented on 1 test.").waitFor();
  const testId = await testIdOf(richTest);
  const { items: bugs } = await ask<Page<{ key: string }>>(`/tests/${testId}/bugs`);
  const { items: comments } = await ask<Page<{ text: string }>>(`/tests/${testId}/comments`);
  expect([bugs.map(({ key }) => key), comments.map(({ text }) => text)]).toEqual([["SHOP-7"], ["<b>seen</b> before"]]);
});

test("what is chosen stands in the address, bears reload, other views and closing a result", async () => {
  const page = await open();
  await page.getByRole("checkbox", { name: `Choose ${richTest}` }).click();
  const chosen = () => new URL(page.url()).searchParams.get("chosen");
  await until(chosen).toBe(await testIdOf(richTest));
  await page.getByRole("link", { name: richTest }).first().click();
  await page.getByRole("region", { name: "Result" }).getByRole("heading", { name: richTest }).waitFor();
  await page.getByRole("checkbox", { name: "Choose flickers" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Result" }).waitFor({ state: "detached" });
  const both = `${await testIdOf(richTest)},${await testIdOf("flickers")}`;
  await until(chosen).toBe(both);
  const bar = page.getByRole("region", { name: "Chosen tests" });
  await page.reload();
  await bar.getByText("2 tests chosen").waitFor();
  await page.getByRole("link", { name: "Files" }).click();
  await bar.waitFor({ state: "detached" });
  await page.goBack();
  await bar.getByText("2 tests chosen").waitFor();
  await bar.getByRole("button", { name: "Choose none" }).click();
  await until(chosen).toBeNull();
  expect(page.wrong).toEqual([]);
});

test("the timeline tells each attempt to the keyboard, and Enter opens it", async () => {
  const page = await open("?view=timeline");
  const timeline = page.getByRole("application", { name: /^Timeline/ });
  await timeline.focus();
  await page.keyboard.press("ArrowRight");
  await page.getByText(`${richTest}: failed in 900 ms, at 0 ms`).waitFor();
  await page.keyboard.press("+");
  await page.getByRole("button", { name: "All of it" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Result" }).getByRole("heading", { name: richTest }).waitFor();
  expect(page.wrong).toEqual([]);
});

test("the harvest has a column for each thing that tests told", async () => {
  const page = await open("?view=harvest");
  const row = page.getByRole("row", { name: new RegExp(richTest) });
  await row.getByRole("gridcell", { name: "800", exact: true }).waitFor();
  const table = page.getByRole("grid", { name: "Harvest" });
  const heads = await table.getByRole("columnheader").allInnerTexts();
  expect(heads).toEqual(["Test", "Outcome", "Took", "items", "viewport", "lcpMs", "theme"]);
  await table.getByRole("gridcell", { name: richTest, exact: true }).click();
  await page.getByRole("region", { name: "Value of Test" }).getByRole("link", { name: "The result" }).click();
  await page.getByRole("region", { name: "Result" }).getByRole("heading", { name: richTest }).waitFor();
});

test("the counts on the page are those of the API", async () => {
  const run = await ask<Run>(`/runs/${runId}`);
  const page = await open();
  const tabs = page.getByRole("navigation", { name: "Filter by outcome" });
  const { failed, passed, flaky, skipped, broken, total } = run.counts;
  const shown = (await tabs.getByRole("link").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  expect(shown).toEqual([
    ...[`All ${total}`, `Failed ${failed}`, `Broken ${broken}`, `Flaky ${flaky}`],
    ...[`Skipped ${skipped}`, `Passed ${passed}`],
  ]);
});

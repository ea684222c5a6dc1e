import type { Changes, Page, Run } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { expectWellMade } from "./lookAt.ts";
import { hostileRun } from "./oddRuns.ts";
import { openPage, type WatchedPage } from "./openPage.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

// A machine that has other things to do too takes its time.
vi.setConfig({ testTimeout: 120_000 });

let stage: Stage;
let pair = "";
let hostile = "";
const many = "/compare?target=web&a=branch:feature/coupons:4&b=branch:main:8";

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns());
  const answer = await fetch(`${stage.address}/api/v1/runs?target=web&limit=30`);
  const { items } = (await answer.json()) as Page<Run>;
  pair = `/compare?a=${items[6]?.runId}&b=${items[0]?.runId}`;
  const odd = hostileRun();
  const before = submission(90, { target: "hostile" }, [{ name: "a", status: "passed" }]);
  await stage.show(before, odd);
  hostile = `/compare?a=${before.submissionId}&b=${odd.submissionId}`;
}, 180_000);

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  await page.goto(stage.address + path);
  return page;
}

async function changesOf(path: string): Promise<Changes> {
  const answer = await fetch(`${stage.address}/api/v1${path}`);
  return (await answer.json()) as Changes;
}

test.each([["two runs"], ["several runs a side"]])("the counts and rows for %s are those of the API", async (what) => {
  const path = what === "two runs" ? pair : many;
  const { counts, lists, tests } = await changesOf(path);
  const page = await open(path);
  const classes = page.getByRole("navigation", { name: "What changed" });
  await classes.getByText(`of ${tests} tests`).waitFor();
  const words = { newlyFailing: "newly failing", stillFailing: "still failing", flaky: "flaky", fixed: "fixed" };
  for (const [name, word] of Object.entries(words)) {
    const link = classes.getByRole("link", { name: new RegExp(`^\\d+ ${word}$`) });
    const wanted = counts[name as keyof typeof words];
    if (wanted === 0) expect(await link.count()).toBe(0);
    else {
      await link.click();
      await until(() => page.locator(".grid-row").count()).toBe(wanted);
      const items = lists.find((list) => list.class === name)?.items ?? [];
      for (const { name: title } of items) expect(await page.locator(".grid-body").innerText()).toContain(title);
    }
  }
  expect(page.wrong).toEqual([]);
});

test("without a mouse: from the start to the failure, its sides, the next test, and back", async () => {
  const page = await open("/compare");
  const link = page.getByRole("link", { name: /^shop \/ web/ });
  await link.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "What changed" }).waitFor();
  await page.goto(stage.address + pair);
  await page.getByRole("grid").waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  const panel = page.getByRole("region", { name: "Test", exact: true });
  await panel.getByRole("heading", { name: new RegExp(couponTest) }).waitFor();
  await panel.getByText("Decimal('16.50')").first().waitFor();
  await page.keyboard.press("j");
  await panel.getByRole("heading", { name: /test_ships_abroad/ }).waitFor();
  expect(new URL(page.url()).searchParams.get("test")).toMatch(/^[0-9a-f-]{36}$/);
  await page.reload();
  await panel.getByRole("heading", { name: /test_ships_abroad/ }).waitFor();
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
});

test("the back button closes the test that was opened, and then leads to where one came from", async () => {
  const page = await open("/compare");
  await page.getByRole("link", { name: /^shop \/ web/ }).waitFor();
  const field = page.getByRole("combobox", { name: "Before" });
  await field.fill("branch:feature/coupons");
  await field.press("Enter");
  const after = page.getByRole("combobox", { name: "After" });
  await after.fill("branch:main");
  await after.press("Enter");
  await page.locator(".grid-row .rowLink").first().click();
  const panel = page.getByRole("region", { name: "Test", exact: true });
  await panel.waitFor();
  await page.goBack();
  await panel.waitFor({ state: "detached" });
  await page.goBack();
  await until(() => after.inputValue()).toBe("");
  await page.goForward();
  await page.locator(".grid-row").first().waitFor();
});

test("the sides are swapped, and both failures of a test that fails otherwise stand side by side", async () => {
  const [a, b] = [1, 2].map((place) => {
    const failure = {
      type: "Error",
      message: `Error: wanted ${place} and got ${["tea", "cup"][place - 1]}`,
      trace: "",
    };
    return submission(60 - place, { target: "other" }, [{ name: "differs", status: "failed", failure }]);
  });
  await stage.show(...[a, b].flatMap((run) => run ?? []));
  const page = await open(`/compare?a=${a?.submissionId}&b=${b?.submissionId}`);
  await page.getByRole("link", { name: /failing differently/ }).click();
  await page.locator(".grid-row .rowLink").first().click();
  const panel = page.getByRole("region", { name: "Test", exact: true });
  const diff = panel.getByRole("region", { name: "Failure before and failure after" });
  expect(await diff.locator('[data-side="expected"]').innerText()).toContain("tea");
  expect(await diff.locator('[data-side="actual"]').innerText()).toContain("cup");
  await page.getByRole("button", { name: "Swap before and after" }).click();
  await until(() => new URL(page.url()).searchParams.get("a")).toBe(b?.submissionId);
});

test("a selector that cannot be read, and one that names nothing, are told", async () => {
  const page = await open("/compare?a=nonsense&b=latest");
  await page.getByRole("alert").getByText("neither the id of a run").waitFor();
  await page.goto(`${stage.address}/compare?a=branch:nowhere&b=latest`);
  await page.getByRole("alert").getByText("There is no run for the selector").waitFor();
});

test("hostile names are text", async () => {
  const page = await open(hostile);
  await page.locator(".grid-row .rowLink").first().click();
  await page.getByRole("region", { name: "Test", exact: true }).waitFor();
  expect(await page.title()).not.toContain("owned");
  expect(await page.locator("main").locator("img, script, b, i").count()).toBe(0);
  expect(await page.locator("body").innerText()).not.toContain("\u202e");
  expect(page.wrong).toEqual([]);
});

test.each([["the start"], ["two runs"], ["several runs"], ["an open test"], ["hostile names"]])(
  "with %s it is well made",
  async (what) => {
    const paths: Record<string, string> = {
      "the start": "/compare",
      "two runs": pair,
      "several runs": many,
      "hostile names": hostile,
    };
    let path = paths[what] ?? pair;
    if (what === "an open test") {
      const { lists } = await changesOf(pair);
      path = `${pair}&test=${lists.flatMap(({ items }) => items)[0]?.testId}`;
    }
    await expectWellMade(stage, {
      path,
      ready: (page) =>
        (what === "the start" ? page.locator(".startComparing li") : page.locator(".grid-row")).first().waitFor(),
    });
  },
);

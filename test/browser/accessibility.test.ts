import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, test } from "vitest";
import { brokenRun, hostileRun } from "./oddRuns.ts";
import { openPage, type WatchedPage } from "./openPage.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";

let stage: Stage;
let axe = "";
const paths: Record<string, string> = {
  overview: "/",
  runs: "/runs",
  "grouped runs": "/runs?group=branch",
  "a moment ago": "/runs?asof=2026-01-01T00:00:00.000Z",
  "no runs": "/runs?branch=none",
  tests: "/tests?q=test",
  families: "/tests?by=family&sort=status",
  grid: "/grid",
  "small grid": "/grid?size=4&show=some",
  trends: "/trends",
  settings: "/settings",
  "target settings": "/settings/targets/shop/web",
  "upload health": "/settings/uploads?days=90",
  storage: "/settings/storage",
  "no page": "/nowhere",
  "no run": "/runs/01M7ZW3F0C2N9PP3V2NYNGFCKX",
};
const pageNames = [
  ...Object.keys(paths),
  "run",
  "result",
  "flaky",
  "test",
  "family",
  "hostile",
  "broken",
  "running",
  "empty",
];

beforeAll(async () => {
  stage = await openStage();
  axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  paths["run"] = `/runs/${await stage.show(...shopRuns())}`;
  paths["hostile"] = `/runs/${await stage.show(hostileRun())}`;
  paths["broken"] = `/runs/${await stage.show(brokenRun())}`;
  paths["running"] =
    `/runs/${await stage.show(submission(0, { expectedTests: 9 }, [{ name: "a", status: "passed" }], false))}`;
  paths["empty"] = `/runs/${await stage.show(submission(5, {}, []))}`;
  const { testId, familyId } = await firstTest(couponTest);
  paths["result"] = `${paths["run"]}?test=${testId}`;
  paths["test"] = `/tests/${testId}`;
  paths["family"] = `/families/${familyId}`;
  const flaky = await firstTest("search_answers");
  const history = await fetch(`${stage.address}/api/v1/tests/${flaky.testId}/history`);
  const { items } = (await history.json()) as { items: { outcome: string; run: { runId: string } }[] };
  const flakyRun = items.find((entry) => entry.outcome === "flaky")?.run.runId;
  paths["flaky"] = `/runs/${flakyRun}?test=${flaky.testId}&attempt=1`;
});

afterAll(() => stage.close());

async function firstTest(q: string): Promise<{ testId: string; familyId: string }> {
  const answer = await fetch(`${stage.address}/api/v1/tests?q=${q}`);
  const { items } = (await answer.json()) as { items: { testId: string; familyId: string }[] };
  const [found] = items;
  if (found === undefined) throw new Error(`no test matches ${q}`);
  return found;
}

async function open(name: string, page: WatchedPage): Promise<void> {
  await page.goto(`${stage.address}${paths[name]}`);
  await page.getByRole("heading").first().waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy]") === null);
}

async function violationsOn(page: WatchedPage) {
  await page.addScriptTag({ content: axe });
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: typeof import("axe-core") };
    const found = await run.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes.map((node) => node.html).slice(0, 3),
    }));
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test.each(pageNames)(`axe finds nothing on the page '%s', ${colorScheme}`, async (name) => {
    const page = await openPage(stage.browser, { colorScheme, bypassCSP: true });
    await open(name, page);
    expect(await violationsOn(page)).toEqual([]);
    await page.context().close();
  });
}

test.each([
  ["the palette", "Control+k", "dialog"],
  ["a menu", "", "menu"],
  ["the choice of a moment", "", "dialog"],
] as const)("axe finds nothing in %s", async (name, keys, role) => {
  const page = await openPage(stage.browser, { bypassCSP: true });
  await open("runs", page);
  if (keys !== "") await page.keyboard.press(keys);
  else await page.getByRole("button", { name: role === "menu" ? "Copy as" : "Look back to a moment" }).click();
  await page.getByRole(role).waitFor();
  expect(await violationsOn(page), name).toEqual([]);
  await page.context().close();
});

test.each(pageNames)("the page '%s' fits into 360 pixels", async (name) => {
  const page = await openPage(stage.browser, { viewport: { width: 360, height: 740 } });
  await open(name, page);
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
  await page.context().close();
});

test.each(pageNames)("nothing moves while the page '%s' loads", async (name) => {
  const page = await openPage(stage.browser);
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      const box = window as unknown as { shift: number };
      for (const entry of list.getEntries()) box.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await open(name, page);
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02);
  expect(page.wrong).toEqual([]);
  await page.context().close();
});

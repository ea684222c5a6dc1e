import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hostileNames, hostileRun, hugeRun, hugeStory } from "./oddRuns.ts";
import { openPage } from "./openPage.ts";
import { richRuns, richTest } from "./richRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

// Each step waits up to 30 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let stage: Stage;
let folder = "";

beforeAll(async () => {
  stage = await openStage();
  folder = await mkdtemp(join(tmpdir(), "backstory-export-"));
});

afterAll(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

/** The file of a run, opened from the disk by a browser that has no network. */
async function openExport(runId: string, colorScheme: "light" | "dark" = "light") {
  const answer = await fetch(`${stage.address}/api/v1/runs/${runId}/export.html`);
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="run-${runId}.html"`);
  const file = join(folder, `${runId}.html`);
  await writeFile(file, await answer.text());
  const page = await openPage(stage.browser, { offline: true, colorScheme });
  page.setDefaultTimeout(30_000);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  return { page, asked: () => asked.filter((url) => !/^(file|data):/.test(url)) };
}

test("it opens from the disk without a network, with failures, pictures and every test", async () => {
  const { page, asked } = await openExport(await richRuns(stage));
  await page.getByRole("heading", { level: 1, name: "shop / browser · 2.7.0" }).waitFor();
  await page.locator("summary", { hasText: richTest }).click();
  await page.getByText('"mug",').first().waitFor();
  await page.getByText("browser ready").waitFor();
  const picture = page.getByRole("img", { name: "home-actual.png" });
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(160);
  expect(await page.locator("li").count()).toBe(32);
  await page.getByLabel("flaky 1").check();
  expect(await page.locator("li:visible").allInnerTexts()).toEqual([expect.stringContaining("flickers")]);
  expect(asked()).toEqual([]);
  expect(page.wrong).toEqual([]);
});

test("markup, scripts and direction marks of a run are text in it, under a policy that allows no script", async () => {
  const { page, asked } = await openExport(await stage.show(hostileRun()));
  for (const name of hostileNames.slice(0, 2)) await page.locator("li").filter({ hasText: name }).waitFor();
  await page.locator("li").filter({ hasText: "refuses ⟨U+202E⟩gnp.exe" }).waitFor();
  expect(await page.locator("script, b, i, u, svg, a[href], [onload], [onerror]").count()).toBe(0);
  expect(await page.title()).toContain("<script>1</script>");
  const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:;/);
  expect(asked()).toEqual([]);
  await page.evaluate(() => document.body.append(Object.assign(new Image(), { src: "https://example.org/x.png" })));
  await until(() => page.wrong.join()).toContain("Content Security Policy");
});

test("a run of thousands of tests is one file with all of them", async () => {
  const { page } = await openExport(await stage.show(hugeRun()));
  expect(await page.locator("li").count()).toBe(hugeStory.total);
  expect(await page.locator("details").count()).toBe(hugeStory.failed);
  expect(page.wrong).toEqual([]);
});

test.each(["light", "dark"] as const)("axe finds nothing in it, %s", async (colorScheme) => {
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  const { page } = await openExport(await stage.show(hostileRun()), colorScheme);
  await page.locator("summary").first().click();
  // The policy of the page lets no script of ours in either: it is run from outside of it.
  const violations = await page.evaluate(
    `(() => { ${axe}; return axe.run(document, { resultTypes: ["violations"] }).then((found) => found.violations.map(({ id, nodes }) => [id, nodes[0]?.html])); })()`,
  );
  expect(violations).toEqual([]);
});

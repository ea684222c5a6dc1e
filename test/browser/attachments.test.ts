import type { Page, RunResult } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { richRuns, richTest } from "./richRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

// Each step waits up to 30 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let stage: Stage;
let runId = "";
let testId = "";

beforeAll(async () => {
  stage = await openStage();
  runId = await richRuns(stage);
  const answer = await fetch(`${stage.address}/api/v1/runs/${runId}/results?q=${encodeURIComponent(richTest)}`);
  testId = ((await answer.json()) as Page<RunResult>).items[0]?.testId ?? "";
});

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  page.setDefaultTimeout(30_000);
  await page.goto(stage.address + path);
  return page;
}

const item = (page: WatchedPage, name: string) => page.locator(".attachment").filter({ hasText: name });

async function show(page: WatchedPage, name: string) {
  const found = item(page, name).first();
  await found.getByRole("button", { name: `Show ${name}` }).click();
  return found;
}

test("a long log is searched, and each of its lines has an address", async () => {
  const page = await open(`/runs/${runId}?test=${testId}`);
  const log = await show(page, "server.log");
  await log.getByText("5,000 lines").waitFor();
  await log.getByRole("textbox", { name: "Search in server.log" }).fill("request 4321 ");
  await log.getByText("1 of 1", { exact: true }).waitFor();
  await log.getByText("request 4321 took 1 ms").waitFor();
  expect(await log.locator(".log-line").count()).toBeLessThan(120);
  await log.getByRole("button", { name: "Link to line 4322" }).click();
  await log.getByRole("button", { name: "Link to line 4324" }).click({ modifiers: ["Shift"] });
  await until(() => new URL(page.url()).hash).toBe("#server-log-L4322-L4324");
  await until(() => log.locator(".log-line[data-linked]").count()).toBe(3);
  await page.reload();
  const again = await show(page, "server.log");
  await again.getByText("request 4321 took 1 ms").waitFor();
  expect(new URL(page.url()).searchParams.get("test")).toBe(testId);
  expect(page.wrong).toEqual([]);
});

test("pictures that were compared stand under a slider, beside each other, or as what differs", async () => {
  const page = await open(`/runs/${runId}?view=files`);
  const compared = item(page, "expected and actual picture");
  const slider = compared.getByRole("slider", { name: "Share of the expected picture of home" });
  await slider.fill("80");
  expect(await compared.locator(".imageDiff-over").evaluate((over) => (over as HTMLElement).style.clipPath)).toContain(
    "80%",
  );
  await compared.getByRole("button", { name: "Side by side" }).click();
  for (const name of ["home, expected", "home, actual"]) {
    const picture = compared.getByRole("img", { name });
    await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(160);
  }
  await compared.getByRole("button", { name: "As drawn by the runner" }).click();
  await compared.getByRole("img", { name: "home, difference" }).waitFor();
  expect(page.wrong).toEqual([]);
});

test("a table of numbers is a table and lines; JSON in one line is set out", async () => {
  const page = await open(`/runs/${runId}?view=files`);
  const table = await show(page, "prices.csv");
  await table.getByRole("cell", { name: "cup, red" }).waitFor();
  await table.getByText("4.5 to 19.9").waitFor();
  await table.getByRole("img", { name: "Lines of prices.csv" }).waitFor();
  const json = await show(page, "answer.json");
  await json.getByText('"total": 16.5').waitFor();
});

test("a trace is opened by a command that names its address", async () => {
  const page = await open(`/runs/${runId}?view=files`);
  const command = (await item(page, "trace.zip").locator("code").innerText()).trim();
  expect(command).toMatch(/^npx playwright show-trace http:\/\/127\.0\.0\.1:\d+\/api\/v1\/attachments\/[0-9a-f]{64}$/);
  const answer = await fetch(command.split(" ").at(-1) ?? "");
  expect(await answer.text()).toContain("no real trace");
});

test("a page that a test attached is shown and can do nothing: no script, no request, no way out", async () => {
  const page = await open(`/runs/${runId}?view=files`);
  const asked: string[] = [];
  // What the policy stops is told as a request too, but never answered.
  page.on("response", (response) => asked.push(new URL(response.url()).pathname));
  const report = await show(page, "report.html");
  const frame = report.frameLocator("iframe");
  await frame.getByRole("heading", { name: "Report of the test" }).waitFor();
  await frame.getByRole("button", { name: "send" }).click();
  await frame.getByText("go", { exact: true }).click();
  const drawing = await show(page, "logo.svg");
  const picture = drawing.getByRole("img", { name: "logo.svg" });
  await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(40);
  expect(asked.filter((path) => path.includes("owned") || path.endsWith("/tokens"))).toEqual([]);
  expect(await page.title()).not.toContain("owned");
  expect(new URL(page.url()).pathname).toBe(`/runs/${runId}`);
  // The browser tells what it stopped: that it stopped something is the point.
  expect(page.wrong.some((words) => words.includes("sandboxed"))).toBe(true);
  expect(page.wrong.filter((words) => !/sandboxed|Content Security Policy|Unsafe attempt/.test(words))).toEqual([]);
});

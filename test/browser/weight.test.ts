import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage } from "./openPage.ts";
import { shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";

let stage: Stage;
let runId = "";

beforeAll(async () => {
  stage = await openStage();
  runId = await stage.show(...shopRuns().slice(-1));
});

afterAll(() => stage.close());

test("the first visit takes less than 200 kB of everything, compressed", async () => {
  const page = await openPage(stage.browser);
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    const isFile = !new URL(request.url()).pathname.startsWith("/api/");
    if (isFile) sizes.push(request.sizes().then((size) => size.responseBodySize));
  });
  await page.goto(`${stage.address}/runs/${runId}`);
  await page.getByRole("grid").waitFor();
  await page.waitForLoadState("load");
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(200_000);
});

test.each([
  ["a run", () => `/runs/${runId}`, "/results?sort=failures&limit=200"],
  ["the runs", () => "/runs", "/api/v1/runs?limit=50"],
  ["the overview", () => "/", "/api/v1/overview"],
])("%s asks its first question before its code is there, and once", async (_, path, question) => {
  const page = await openPage(stage.browser);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(stage.address + path());
  await page.getByRole("grid").first().waitFor();
  const places = asked.flatMap((address, place) => (address.endsWith(question) ? [place] : []));
  expect(places).toHaveLength(1);
  expect(places[0]).toBeLessThan(asked.findIndex((address) => /\/\w+Page-[^/]+\.js$/.test(address)));
  expect(page.wrong).toEqual([]);
});

test("nothing is asked of any other machine", async () => {
  const page = await openPage(stage.browser);
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).origin));
  await page.goto(stage.address);
  await page.getByRole("grid", { name: "Targets" }).waitFor();
  expect([...hosts]).toEqual([stage.address]);
});

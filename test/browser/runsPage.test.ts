import type { Run } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

let stage: Stage;
/** These do many things, on a machine that may be busy. */
const patient = { timeout: 90_000 };

beforeAll(async () => {
  stage = await openStage();
  const red = submission(90, { target: "api", labels: { team: ["red"] } }, [{ name: "a", status: "passed" }]);
  await stage.show(...shopRuns().slice(-9), red);
});

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  await page.goto(stage.address + path);
  await page.getByRole("grid", { name: "Runs" }).waitFor();
  return page;
}

const rowsOf = async (page: WatchedPage) =>
  Number(await page.getByRole("grid", { name: "Runs" }).getAttribute("aria-rowcount")) - 1;
const runs = async (query: string): Promise<Run[]> =>
  ((await (await fetch(`${stage.address}/api/v1/runs?${query}`)).json()) as { items: Run[] }).items;

test.each(["status=failed", "status=passed&since=24h", "state=complete&branch=main", "commit=3f2a", "label=team=red"])(
  "the filter %s leaves the runs that the API leaves",
  async (query) => {
    const page = await open(`/runs?${query}`);
    const found = await runs(query);
    expect(found.length).toBeGreaterThan(0);
    await until(() => rowsOf(page)).toBe(found.length);
    expect(page.wrong).toEqual([]);
  },
);

test("filters are chosen on the page, stand in the address, and are cleared", patient, async () => {
  const page = await open("/runs");
  const all = await rowsOf(page);
  await page.getByRole("combobox", { name: "Any status" }).selectOption("Failed");
  await until(() => new URL(page.url()).search).toBe("?status=failed");
  await until(() => rowsOf(page)).toBeLessThan(all);
  await page.getByRole("combobox", { name: "No groups" }).selectOption("By branch");
  await until(() => page.locator(".grid-heading").count()).toBe(2);
  await page.getByRole("button", { name: "Clear" }).click();
  await until(() => new URL(page.url()).search).toBe("?group=branch");
  await page.goBack();
  await until(() => new URL(page.url()).search).toBe("?status=failed&group=branch");
});

test("two runs are picked with x and compared with c, the older one first", patient, async () => {
  const page = await open("/runs?branch=main");
  const [newest, second] = await runs("branch=main");
  for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
  await page.getByText("2 runs picked").waitFor();
  expect(await page.getByRole("checkbox", { checked: true }).count()).toBe(2);
  await page.keyboard.press("c");
  await until(() => new URL(page.url()).pathname).toBe("/compare");
  const { searchParams } = new URL(page.url());
  expect([searchParams.get("a"), searchParams.get("b")]).toEqual([second?.runId, newest?.runId]);
  await page.goBack();
  await page.getByText("2 runs picked").waitFor();
  await page.getByRole("button", { name: "Clear" }).last().click();
  await until(() => page.getByRole("checkbox", { checked: true }).count()).toBe(0);
});

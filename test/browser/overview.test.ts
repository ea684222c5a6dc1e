import type { Overview } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { postRecords, untilShown } from "./postRecords.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { type ResultDraft, submission } from "./submission.ts";
import { until } from "./until.ts";

let stage: Stage;
const day = 24 * 60;
/** These do many things, on a machine that may be busy. */
const patient = { timeout: 90_000 };
const burst = 5;
const shown = 9;

beforeAll(async () => {
  stage = await openStage();
  const nightly = Array.from({ length: 6 }, (_, index) =>
    submission((10 - index) * day, { project: "shop", target: "nightly", git: { branch: "main" } }, [
      { name: "a", status: "passed" },
    ]),
  );
  const broken = Array.from(
    { length: burst },
    (_, index): ResultDraft => ({ name: `breaks ${index}`, status: "failed", failure: { message: `no ${index}` } }),
  );
  const outage = submission(30, { project: "shop", target: "api", git: { branch: "main" } }, broken);
  await stage.show(...shopRuns().slice(-shown), ...nightly, outage);
  const odd = submission(60, { project: "blog", target: "unit" }, [{ name: "a", status: "passed" }]);
  await postRecords(stage.address, odd.submissionId, [...odd.lines.slice(0, -1), "{not json", ...odd.lines.slice(-1)]);
  await untilShown(stage.address, odd.submissionId, 1);
});

afterAll(() => stage.close());

async function open(path = "/"): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  await page.goto(stage.address + path);
  await page.getByRole("grid", { name: "Targets" }).waitFor();
  return page;
}

const answer = async (path = ""): Promise<Overview> =>
  (await (await fetch(`${stage.address}/api/v1/overview${path}`)).json()) as Overview;
const needs = (page: WatchedPage) => page.getByRole("grid", { name: "Needs a person" });
const targets = (page: WatchedPage) => page.getByRole("grid", { name: "Targets" });

test("what needs a person stands first: new failures, what failed together once, silence, lines that were refused", async () => {
  const page = await open();
  const rows = await needs(page).getByRole("row").allInnerTexts();
  const place = (text: RegExp) => rows.findIndex((row) => text.test(row));
  const places = [
    /test_ships_abroad/,
    /5 tests began to fail in one run/,
    /nightly has stopped/,
    /1 line of a run/,
  ].map(place);
  expect(places.every((index) => index > 0)).toBe(true);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(rows.filter((row) => /breaks \d/.test(row))).toHaveLength(1);
  expect(page.wrong).toEqual([]);
});

test("the figures on the page are those of the API", async () => {
  const page = await open();
  const { targets: all, failing, refused } = await answer();
  const line = await page.locator(".overviewHead").innerText();
  expect(line).toContain(`${failing.total} tests failing`);
  expect(line).toContain(
    `${all.filter(({ recentRuns }) => recentRuns[0]?.status === "failed").length} of ${all.length} targets`,
  );
  expect(line).toContain(`${refused.lines} line refused`);
  for (const { project, target, recentRuns, days } of all) {
    const row = targets(page).getByRole("row", { name: new RegExp(`${project} / ${target}`) });
    expect(await row.locator(".strip-cell").count()).toBe(recentRuns.length);
    const rate = days.at(-1)?.passRate ?? 0;
    expect(await row.innerText()).toContain(`${Math.round(rate * 1_000) / 10} %`);
  }
});

test(
  "a row leads to the test, to the run in which tests began to fail, and to the runs of a target",
  patient,
  async () => {
    const page = await open();
    await needs(page).getByRole("link", { name: couponTest }).click();
    await page.getByRole("heading", { level: 1 }).getByText(couponTest).waitFor();
    await page.goBack();
    await needs(page).getByRole("link", { name: "5 tests began to fail in one run" }).click();
    await page.getByRole("grid", { name: "Results" }).getByRole("link", { name: "breaks 4" }).waitFor();
    await page.goBack();
    await targets(page).getByRole("link", { name: "shop / web" }).click();
    await until(() => new URL(page.url()).search).toBe("?project=shop&target=web");
    await until(() => page.getByRole("grid", { name: "Runs" }).getAttribute("aria-rowcount")).toBe(String(shown + 1));
  },
);

test("the keys go from what is needed on to the targets", patient, async () => {
  const page = await open();
  const count = Number(await needs(page).getAttribute("aria-rowcount")) - 1;
  for (let step = 0; step < count; step++) await page.keyboard.press("j");
  const inGrid = (name: string) =>
    page.evaluate((label) => document.activeElement?.closest(`[aria-label="${label}"]`) !== null, name);
  await until(() => inGrid("Needs a person")).toBe(true);
  await page.keyboard.press("j");
  await until(() => inGrid("Targets")).toBe(true);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Runs" }).waitFor();
});

test("the scope narrows everything, and a moment ago knows nothing of what came later", patient, async () => {
  const page = await open("/?project=blog");
  await until(() => targets(page).getAttribute("aria-rowcount")).toBe("2");
  expect(await needs(page).innerText()).toContain("could not be read");
  const asof = new Date(Date.now() - 2 * day * 60_000).toISOString();
  await page.goto(`${stage.address}/?asof=${asof}`);
  await page.getByText("Nothing can be changed here").waitFor();
  await targets(page).waitFor();
  expect(await page.getByText("began to fail in one run").count()).toBe(0);
  expect((await answer(`?asof=${asof}`)).failing.total).toBe(0);
  await page.getByRole("button", { name: "Back to now" }).click();
  await page.getByText("5 tests began to fail in one run").waitFor();
});

test("a run grows in the strip of its target under one's eyes", patient, async () => {
  const page = await open();
  await page.getByRole("status").getByText("Live").waitFor();
  const { submissionId, lines } = submission(0, { project: "shop", target: "api" }, [
    { name: "one", status: "passed" },
    { name: "two", status: "failed" },
  ]);
  await postRecords(stage.address, submissionId, lines.slice(0, 2));
  const row = targets(page).getByRole("row", { name: /shop \/ api/ });
  const cells = row.locator(".strip-cell");
  await until(() => cells.count()).toBe(2);
  await until(() => cells.first().getAttribute("data-mark")).toBe("running");
  await postRecords(stage.address, submissionId, lines.slice(2), 2);
  await until(() => cells.first().getAttribute("data-mark")).toBe("failed");
  expect(page.wrong).toEqual([]);
});

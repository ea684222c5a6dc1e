import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ListedTests, Page, Run, SqlAnswer } from "@backstory/model";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { postRecords, untilShown } from "./postRecords.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

// Each step waits up to 60 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const client = fileURLToPath(new URL("../../packages/client/dist/cli/main.js", import.meta.url));

let stage: Stage;
/** One for all places, as the code of a page is read once then. */
let page: WatchedPage;
let run = "";
let earlier = "";
let testId = "";
let odd = "";
/** Between the two newest runs on main. */
let then = "";

beforeAll(async () => {
  stage = await openStage();
  page = await openPage(stage.browser, { permissions: ["clipboard-read", "clipboard-write"] });
  page.setDefaultTimeout(60_000);
  await say("PUT", "/targets/shop/web", { interpretation: { xfailed: "failed" } });
  await stage.show(...shopRuns());
  const { items } = await ask<Page<Run>>("/runs?branch=main&limit=3");
  run = items[0]?.runId ?? "";
  earlier = items[1]?.runId ?? "";
  then = new Date(Date.parse(items[0]?.startedAt ?? "") - 60_000).toISOString();
  const tests = await ask<ListedTests>(`/tests?q=${couponTest}`);
  testId = tests.items[0]?.testId ?? "";
  await say("POST", "/tokens", { project: "shop", target: "web", name: "ci" });
  await say("PUT", "/targets/shop/web", { retentionDays: 90 });
  const [abroad] = (await ask<ListedTests>("/tests?q=test_ships_abroad")).items;
  const corrected = { status: "skipped", by: "Ada", reason: "the network was down" };
  await say("PUT", `/runs/${run}/results/${abroad?.testId}/override`, corrected);
  await sayOdd();
});

afterAll(() => stage.close());

/** A run with lines that cannot be read, from a machine whose clock is ahead, with a word that the target reads otherwise. */
async function sayOdd(): Promise<void> {
  await say("PUT", "/targets/shop/odd", { interpretation: { xfailed: "failed" } });
  const { submissionId, lines } = submission(60, { target: "odd", host: { name: "box" } }, [
    { name: "fits", status: "passed", metrics: { size: 3 } },
    { name: "known", status: "skipped", rawStatus: "xfailed" },
  ]);
  const end = { kind: "end", finishedAt: new Date(Date.now() + 90_000).toISOString(), exitStatus: 1 } as const;
  await postRecords(stage.address, submissionId, [...lines.slice(0, -1), "no json", end]);
  await untilShown(stage.address, submissionId, 2);
  odd = submissionId;
}

async function ask<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${stage.address}/api/v1${path}`)).json()) as Answer;
}

async function say(method: string, path: string, body: object): Promise<void> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${stage.address}/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  expect(answer.ok, await answer.text()).toBe(true);
}

/** The answer of a command as the menu copies it, as JSON. */
async function answerOf(command: string): Promise<unknown> {
  const known = answers.get(command);
  if (known !== undefined) return known;
  expect(command.startsWith("backstory ")).toBe(true);
  const [before = "", ...words] = command.slice("backstory ".length).split(" -- ");
  const line = `"$0" "$1" ${[`${before} --json`, ...words].join(" -- ")}`;
  const env = { ...process.env, BACKSTORY_URL: stage.address };
  const { stdout } = await promisify(execFile)("sh", ["-c", line, process.execPath, client], { env });
  const answer = JSON.parse(stdout) as unknown;
  answers.set(command, answer);
  return answer;
}

/** The lists of one page may have one command. */
const answers = new Map<string, unknown>();

type Row = Readonly<Record<string, unknown>>;

/** Every list of rows in an answer of the client, however deep. */
function listsIn(answer: unknown): Row[][] {
  if (typeof answer !== "object" || answer === null) return [];
  const inner = Object.values(answer).flatMap(listsIn);
  if (!Array.isArray(answer) || answer.some((row) => typeof row !== "object")) return inner;
  // Of lists by class, as comparisons have them, all rows together too.
  return [answer as Row[], answer.flatMap(({ items = [] }: { items?: Row[] }) => items), ...inner];
}

/** Whether two lists have the same rows as far as the words and numbers go that both tell. */
function isSame(copied: readonly Row[], answered: readonly Row[]): boolean {
  const [one, other] = [copied[0] ?? {}, answered[0] ?? {}];
  const keys = Object.keys(one).filter((key) => key in other && isPlain(one[key]) && isPlain(other[key]));
  const told = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(keys.map((key) => row[key]))).toSorted();
  return keys.length > 0 && copied.length === answered.length && told(copied).join() === told(answered).join();
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object";
}

const places = {
  "the results of a run": () => `/runs/${run}`,
  "the results of a run that filters leave": () => `/runs/${run}?status=failed,broken&q=TEST_&sort=name`,
  "the results of a run with words of its own": () => `/runs/${odd}`,
  "the changes of a run": () => `/runs/${run}?change=stillFailing`,
  "what the tests of a run told": () => `/runs/${run}?view=harvest`,
  runs: () => "/runs?branch=main&status=failed",
  "the history of a test": () => `/tests/${testId}`,
  "the history that filters leave": () => `/tests/${testId}?branch=main&status=failed&variant=database%3Dpostgres+16`,
  "the grid": () => "/grid?project=shop",
  "the grid of a search": () => "/grid?project=shop&q=cart",
  tests: () => "/tests?q=cart",
  families: () => "/tests?by=family&q=cart",
  targets: () => "/",
  harvest: () => "/harvest?project=shop&target=web",
  "a comparison": () => `/compare?a=${earlier}&b=${run}`,
  "the targets of the settings": () => "/settings",
  "the settings of a target": () => "/settings/targets/shop/web",
  "upload health": () => "/settings/uploads?project=shop&days=30",
  storage: () => "/settings/storage",
  "runs looking back": () => `/runs?branch=main&asof=${then}`,
  "results looking back": () => `/runs/${earlier}?asof=${then}`,
  "a history looking back": () => `/tests/${testId}?asof=${then}`,
  "tests looking back": () => `/tests?q=cart&asof=${then}`,
  "targets looking back": () => `/?asof=${then}`,
  "harvest looking back": () => `/harvest?project=shop&target=web&asof=${then}`,
  "uploads looking back": () => `/settings/uploads?project=shop&days=30&asof=${then}`,
};

test.each(Object.keys(places) as (keyof typeof places)[])("%s: command, query and table say the same", async (name) => {
  await page.goto(stage.address + places[name]());
  const menus = page.locator(".menu > button").filter({ hasText: /^(Copy as|Copied)$/ });
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const copy = async (menu: Locator, word: string) => {
    await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
    await menu.click();
    const item = page.getByRole("menuitem", { name: word, exact: true });
    if (word === "SQL" && (await item.count()) === 0) {
      await page.keyboard.press("Escape");
      return undefined;
    }
    await item.click();
    await until(clipboard).not.toBe("nothing yet");
    return clipboard();
  };
  await until(async () => JSON.parse((await copy(menus.last(), "JSON")) ?? "[]").length).toBeGreaterThan(0);
  // On the overview, the first list is of what needs a person, which is more than tests.
  for (const menu of (await menus.all()).slice(name.startsWith("targets") ? -1 : 0)) {
    const rows = JSON.parse((await copy(menu, "JSON")) ?? "[]") as Row[];
    expect(((await copy(menu, "Markdown")) ?? "").trim().split("\n")).toHaveLength(rows.length + 2);
    const command = (await copy(menu, "CLI")) ?? "";
    const answered = listsIn(await answerOf(command));
    expect(
      answered.some((list) => isSame(rows, list)),
      `${command} answers other rows`,
    ).toBe(true);
    const sql = await copy(menu, "SQL");
    if (sql !== undefined) await expectSame(rows, sql);
  }
  expect(page.wrong).toEqual([]);
});

/** A query answers as many rows, and the same outcome of each test. */
async function expectSame(rows: readonly Row[], sql: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const asked = await fetch(`${stage.address}/api/v1/sql`, { method: "POST", headers, body: JSON.stringify({ sql }) });
  const answer = (await asked.json()) as SqlAnswer;
  expect(answer, sql).toMatchObject({ rows: { length: rows.length } });
  const [test, outcome] = ["testId", "outcome"].map((key) => answer.columns.findIndex(({ name }) => name === key));
  if (test === undefined || outcome === undefined || test < 0 || outcome < 0 || !("outcome" in (rows[0] ?? {}))) return;
  const ends = answer.rows.map((row) => `${row[test]} ${row[outcome]}`).toSorted();
  expect(ends, sql).toEqual(rows.map((row) => `${row["testId"]} ${row["outcome"]}`).toSorted());
}

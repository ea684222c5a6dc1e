import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { ListedTests, Page, Run, SqlAnswer } from "@backstory/model";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage } from "./openPage.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

// Each step waits up to 60 seconds by itself, on a machine that has other things to do too.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const repository = fileURLToPath(new URL("../..", import.meta.url));
const client = ["--import", "tsx", "--conditions=@backstory/source", "packages/client/src/cli/main.ts"];

let stage: Stage;
let run = "";
let testId = "";

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns());
  const runs = await ask<Page<Run>>("/runs?branch=main&limit=1");
  run = runs.items[0]?.runId ?? "";
  const tests = await ask<ListedTests>(`/tests?q=${couponTest}`);
  testId = tests.items[0]?.testId ?? "";
});

afterAll(() => stage.close());

async function ask<Answer>(path: string): Promise<Answer> {
  return (await (await fetch(`${stage.address}/api/v1${path}`)).json()) as Answer;
}

/** The answer of a command as the menu copies it, as JSON. */
async function answerOf(command: string): Promise<unknown> {
  expect(command.startsWith("backstory ")).toBe(true);
  const [before = "", ...words] = command.slice("backstory ".length).split(" -- ");
  const line = `"$0" ${client.join(" ")} ${[`${before} --json`, ...words].join(" -- ")}`;
  const env = { ...process.env, BACKSTORY_URL: stage.address };
  const { stdout } = await promisify(execFile)("sh", ["-c", line, process.execPath], { cwd: repository, env });
  return JSON.parse(stdout);
}

type Listed = readonly unknown[];

/** The rows in an answer of the client, whatever else it tells. */
function rowsOf(answer: unknown): Listed {
  const { items, results, lists, targets } = answer as Record<string, { items: Listed } & Listed>;
  return items ?? results?.items ?? (lists as unknown as { items: Listed }[] | undefined)?.[0]?.items ?? targets ?? [];
}

const places = {
  "the results of a run": () => `/runs/${run}`,
  "the results of a run that filters leave": () => `/runs/${run}?status=failed,broken&q=TEST_&sort=name`,
  "the changes of a run": () => `/runs/${run}?change=stillFailing`,
  "the history of a test": () => `/tests/${testId}`,
  "the history that filters leave": () => `/tests/${testId}?branch=main&status=failed&variant=database%3Dpostgres+16`,
  "the grid": () => "/grid?project=shop",
  "the grid of a search": () => "/grid?project=shop&q=cart",
  families: () => "/tests?by=family&q=cart",
  targets: () => "/",
};

test.each(Object.keys(places) as (keyof typeof places)[])("%s: command, query and table say the same", async (name) => {
  const page = await openPage(stage.browser, { permissions: ["clipboard-read", "clipboard-write"] });
  page.setDefaultTimeout(60_000);
  await page.goto(stage.address + places[name]());
  const menu = page
    .locator(".menu > button")
    .filter({ hasText: /^(Copy as|Copied)$/ })
    .last();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  const copy = async (word: string) => {
    await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
    await menu.click();
    await page.getByRole("menuitem", { name: word, exact: true }).click();
    await until(clipboard).not.toBe("nothing yet");
    return clipboard();
  };
  await until(async () => JSON.parse(await copy("JSON")).length).toBeGreaterThan(0);
  const { length } = JSON.parse(await copy("JSON")) as unknown[];
  expect((await copy("Markdown")).trim().split("\n")).toHaveLength(length + 2);
  const body = JSON.stringify({ sql: await copy("SQL") });
  const headers = { "content-type": "application/json" };
  const answer = (await (
    await fetch(`${stage.address}/api/v1/sql`, { method: "POST", headers, body })
  ).json()) as SqlAnswer;
  expect(answer, body).toMatchObject({ rows: { length } });
  expect(rowsOf(await answerOf(await copy("CLI")))).toHaveLength(length);
  expect(page.wrong).toEqual([]);
  await page.context().close();
});

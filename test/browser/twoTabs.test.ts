import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./openBrowser.ts";
import { openPage } from "./openPage.ts";
import { postRecords, untilShown } from "./postRecords.ts";
import { startServer, type TestServer } from "./startServer.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

let browser: Browser;
let server: TestServer;
let data = "";

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "backstory-tabs-"));
  browser = await openBrowser();
  server = await startServer({ data });
}, 180_000);

afterAll(async () => {
  await browser.close();
  await server.close();
  await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}, 180_000);

async function record(target: string): Promise<void> {
  const { submissionId, lines } = submission(0, { target }, [{ name: "a", status: "passed" }]);
  await postRecords(server.address, submissionId, lines);
  await untilShown(server.address, submissionId, 1);
}

test("two tabs show the same, what is kept in one is there in the other, and each has its own way back", async () => {
  await record("first");
  const one = await openPage(browser);
  const other = Object.assign(await one.context().newPage(), { wrong: one.wrong });
  await one.goto(`${server.address}/runs`);
  await other.goto(`${server.address}/runs?target=first`);
  for (const tab of [one, other]) await tab.getByRole("row", { name: /shop \/ first/ }).waitFor();

  await record("second");
  await one.getByRole("row", { name: /shop \/ second/ }).waitFor();
  expect(await other.getByRole("row", { name: /shop \/ second/ }).count()).toBe(0);

  await one.goto(`${server.address}/sql?q=SELECT+42+AS+answer`);
  await one.getByRole("columnheader", { name: "answer" }).waitFor();
  await other.goto(`${server.address}/sql`);
  await other.getByRole("button", { name: "Asked before" }).click();
  await other.getByRole("menuitem", { name: "SELECT 42 AS answer" }).click();
  await other.getByRole("columnheader", { name: "answer" }).waitFor();

  await other.goBack();
  await until(() => new URL(other.url()).search).toBe("");
  await other.goBack();
  await other.getByRole("row", { name: /shop \/ first/ }).waitFor();
  expect(new URL(one.url()).searchParams.get("q")).toBe("SELECT 42 AS answer");
  expect(one.wrong).toEqual([]);
  await one.context().close();
}, 90_000);

test("a server that ends is told, and when it is back everything goes on without a reload", async () => {
  await record("before");
  const page = await openPage(browser);
  page.setDefaultTimeout(30_000);
  // The code of a page comes when it is gone to first.
  await page.goto(`${server.address}/harvest?project=shop&runs=5`);
  await page.getByText("No test has told a metric").waitFor();
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await page.getByRole("status").getByText("Live").waitFor();
  await page.getByRole("row", { name: /shop \/ before/ }).waitFor();

  const port = Number(new URL(server.address).port);
  await server.close();
  await page.getByRole("status").getByText("Server gone").waitFor();
  // What was there is still there to be read.
  expect(await page.getByRole("row", { name: /shop \/ before/ }).count()).toBe(1);
  await page.getByRole("link", { name: "Harvest" }).click();
  await page.getByRole("alert").getByText("The server does not answer").waitFor();

  server = await startServer({ data, port });
  await record("after");
  await page.getByText("No test has told a metric").waitFor();
  await page.goBack();
  await page.getByRole("status").getByText("Live").waitFor();
  await page.getByRole("row", { name: /shop \/ after/ }).waitFor();
  await page.context().close();
}, 180_000);

import type { Run, TargetDetail } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { postRecords, untilShown } from "./postRecords.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

let stage: Stage;
const day = 24 * 60;
/** These do many things, on a machine that may be busy. */
const patient = { timeout: 90_000 };

beforeAll(async () => {
  stage = await openStage();
  const shards = [1, 2].map((index) =>
    submission(10 * index, { project: "shop", target: "web", build: { name: "1.0" } }, [
      { name: `part ${index}`, status: "passed" },
    ]),
  );
  const nightly = Array.from({ length: 6 }, (_, index) =>
    submission((10 - index) * day, { project: "shop", target: "nightly" }, [{ name: "a", status: "passed" }]),
  );
  await stage.show(...shards, ...nightly);
  const odd = submission(60, { project: "shop", target: "odd" }, [{ name: "a", status: "passed" }]);
  const bad = ["<img src=x onerror=alert(1)>", '{"kind":"result"}'];
  await postRecords(stage.address, odd.submissionId, [...odd.lines.slice(0, -1), ...bad, ...odd.lines.slice(-1)]);
  await untilShown(stage.address, odd.submissionId, 1);
});

afterAll(() => stage.close());

async function open(path: string): Promise<WatchedPage> {
  const page = await openPage(stage.browser);
  await page.goto(stage.address + path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return page;
}

const json = async <Answer>(path: string, init?: RequestInit): Promise<Answer> =>
  (await (await fetch(`${stage.address}/api/v1${path}`, init)).json()) as Answer;

test("a target is made, with its project, and its settings are changed and told in the audit", patient, async () => {
  const page = await open("/settings");
  await page.getByRole("textbox", { name: "What you change and state bears it" }).fill("Ada");
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.getByRole("textbox", { name: "Project" }).fill("blog");
  await page.getByRole("textbox", { name: "Target" }).fill("unit");
  await page.getByRole("button", { name: "Make it" }).click();
  await page.getByRole("heading", { level: 1, name: "blog / unit" }).waitFor();

  await page.getByRole("spinbutton", { name: "Keep runs for days" }).fill("30");
  await page.getByRole("textbox", { name: "Default branch" }).fill("develop");
  await page.getByRole("textbox", { name: "A word of the runner" }).fill("xfailed");
  await page.getByRole("textbox", { name: "A word of the runner" }).press("Enter");
  await page.getByRole("combobox", { name: "What xfailed means" }).selectOption("broken");
  await page.getByRole("textbox", { name: "Why you change it" }).fill("the disk is small");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("the disk is small").waitFor();
  await page.getByText(/Ada changed the settings.*retentionDays 30/).waitFor();
  const { settings } = await json<TargetDetail>("/targets/blog/unit");
  expect(settings).toMatchObject({
    ...{ retentionDays: 30, defaultBranch: "develop", interpretation: { xfailed: "broken" } },
  });
  await page.reload();
  await until(() => page.getByRole("spinbutton", { name: "Keep runs for days" }).inputValue()).toBe("30");
  expect(page.wrong).toEqual([]);
});

test("switching consolidation on puts the submissions of a build together", async () => {
  const runs = async () => (await json<{ items: Run[] }>("/runs?project=shop&target=web")).items;
  expect(await runs()).toHaveLength(2);
  const page = await open("/settings/targets/shop/web");
  await page.getByRole("checkbox", { name: /one build name are one run/ }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await until(async () => (await runs()).map(({ counts }) => counts.total)).toEqual([2]);
});

test("a token's secret works, is shown once, and stops working when it is revoked", patient, async () => {
  const page = await open("/settings/targets/shop/web");
  await page.getByRole("textbox", { name: "Name of a new token" }).fill("ci");
  await page.getByRole("button", { name: "Make a token" }).click();
  const secret = await page.locator(".settingsSecret code").innerText();
  expect(secret).toMatch(/^bst_[\w-]{43}$/);
  const ask = async () => {
    const { submissionId, lines } = submission(1, {}, [{ name: "sent", status: "passed" }]);
    const answer = await fetch(`${stage.address}/api/v1/submissions/${submissionId}/records?offset=0`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${secret}` },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    });
    return answer.status;
  };
  expect(await ask()).toBe(200);
  await page.reload();
  await page.getByRole("row", { name: /ci.*works/ }).waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.getByRole("button", { name: "Revoke ci" }).click();
  await page.getByRole("row", { name: /ci.*revoked/ }).waitFor();
  expect(await ask()).toBe(401);
});

test("a target is deleted once its name was typed, and saving a setting brings it back", patient, async () => {
  await json("/targets/shop/old", { method: "PUT", headers: { "content-type": "application/json" }, body: "{}" });
  const page = await open("/settings/targets/shop/old");
  const button = page.getByRole("button", { name: "Delete old" });
  expect(await button.isDisabled()).toBe(true);
  await page.getByRole("textbox", { name: "Type old to go on" }).fill("old");
  await button.click();
  await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
  await until(() => page.getByRole("row", { name: /shop \/ old/ }).count()).toBe(0);
  await page.goto(`${stage.address}/settings/targets/shop/old`);
  await page.getByText("This target was deleted").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await until(() => page.getByText("This target was deleted").count()).toBe(0);
});

test("the health of uploads tells who is silent and each refused line with its number, as text", patient, async () => {
  const page = await open("/settings/uploads");
  await page.getByText("1 target stopped reporting").waitFor();
  const rows = await page.getByRole("grid", { name: "Targets" }).getByRole("row").allInnerTexts();
  expect(rows[1]).toMatch(/nightly[\s\S]*Silent for 5 days/);
  expect(rows[2]).toMatch(/odd/);
  const refused = page.getByRole("grid", { name: "Refused lines" });
  expect(await refused.getByRole("row").nth(1).innerText()).toMatch(/shop \/ odd\s+3\s+it is not JSON/);
  expect(await refused.innerText()).toContain("<img src=x onerror=alert(1)>");
  await page.getByRole("combobox", { name: "Last 7 days" }).selectOption("Last day");
  await until(() => new URL(page.url()).search).toBe("?days=1");
  await refused.getByRole("link").first().click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(new URL(page.url()).pathname).toMatch(/^\/runs\/\w{26}$/);
  expect(page.wrong).toEqual([]);
});

test("the room that targets and tables take is that of the API", async () => {
  const page = await open("/settings/storage");
  const { targets } = await json<{ targets: { project: string; target: string; results: number }[] }>("/storage");
  for (const { project, target, results } of targets) {
    await page.getByRole("row", { name: new RegExp(`${project} / ${target}.* ${results} `) }).waitFor();
  }
  expect(targets.length).toBeGreaterThan(2);
});

test("looking back, settings can be read and not changed", async () => {
  const page = await open(`/settings/targets/shop/web?asof=${new Date(Date.now() - 1_000).toISOString()}`);
  await page.getByRole("button", { name: "Save" }).waitFor();
  expect(await page.getByRole("button", { name: "Save" }).isDisabled()).toBe(true);
  expect(await page.getByRole("button", { name: /Make a token|Revoke|Delete/ }).count()).toBe(0);
});

import { createHash } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { brokenRun, hostileNames, hostileRun } from "./oddRuns.ts";
import { openPage } from "./openPage.ts";
import { couponTest, shopRuns } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
import { until } from "./until.ts";

const pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

// A machine may have other things to do too.
vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

let stage: Stage;

beforeAll(async () => {
  stage = await openStage();
});

afterAll(() => stage.close());

test("an empty store shows the command that fills it, and the first run takes its place", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs`);
  await page.getByText("No run has been recorded yet").waitFor();
  await page.getByText(`BACKSTORY_URL=${stage.address} backstory run -- pytest`).waitFor();
  await page.getByRole("status").getByText("Live").waitFor();
  await stage.show(brokenRun());
  await page.getByRole("grid", { name: "Runs" }).waitFor();
});

test("errors outside tests and refused lines stand on the page of the run", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs/${await stage.show(brokenRun())}`);
  await page.getByText("ModuleNotFoundError: No module named 'orders'").waitFor();
  await page.getByText("1 line refused").click();
  await page.getByText("Line 4: it is not JSON").waitFor();
});

test("markup, scripts and direction marks are text everywhere", async () => {
  const runId = await stage.show(hostileRun());
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs/${runId}`);
  await page.getByRole("grid").waitFor();
  for (const name of hostileNames.slice(0, 2)) await page.getByRole("link", { name, exact: false }).first().waitFor();
  await page.getByText("refuses ⟨U+202E⟩gnp.exe").first().waitFor();
  for (let opened = 0; opened < hostileNames.length; opened++) {
    await page.keyboard.press("n");
    await page
      .getByRole("region", { name: "Result" })
      .getByText("Phases")
      .or(page.getByText("click me"))
      .first()
      .waitFor();
  }
  expect(await page.getByRole("link", { name: "click me" }).count()).toBe(0);
  expect(await page.title()).not.toContain("owned");
  expect(await page.locator("main script, main b, main i, main u, main svg[onload]").count()).toBe(0);
  expect(page.wrong).toEqual([]);
});

test("a picture that a test left behind is shown, under a policy that lets it do nothing", async () => {
  const bytes = Buffer.from(pixel, "base64");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const put = await fetch(`${stage.address}/api/v1/attachments/${sha256}`, { method: "PUT", body: bytes });
  expect(put.ok).toBe(true);
  const { submissionId, lines } = submission(3, { target: "pictures" }, [{ name: "draws", status: "passed" }]);
  const attachment = { kind: "attachment", resultId: "1", name: "screen.png", mediaType: "image/png" } as const;
  const all = [...lines.slice(0, 2), { ...attachment, sizeBytes: bytes.length, sha256 }, ...lines.slice(2)];
  await stage.show({ submissionId, lines: all });
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs/${submissionId}`);
  await page.getByRole("link", { name: "draws" }).click();
  const picture = page.getByRole("img", { name: "screen.png" });
  await picture.waitFor();
  await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  expect(page.wrong).toEqual([]);
});

test("a server that fails is told with what to do, and asked again", async () => {
  await stage.show(brokenRun());
  const page = await openPage(stage.browser);
  await page.route("**/api/v1/runs?*", (route) => route.abort());
  await page.goto(`${stage.address}/runs`);
  await page.getByText("The server does not answer").waitFor({ timeout: 20_000 });
  await page.getByText("backstory serve").waitFor();
  await page.unroute("**/api/v1/runs?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("grid", { name: "Runs" }).waitFor();
});

test("the pages need no inline script or style", async () => {
  const runId = await stage.show(...shopRuns().slice(-2));
  const page = await openPage(stage.browser);
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
  await page.route(`${stage.address}/runs/*`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": policy } });
  });
  await page.goto(`${stage.address}/runs/${runId}`);
  await page.getByRole("link", { name: couponTest }).click();
  await page.getByRole("link", { name: "History of this test" }).click();
  await page.locator(".chart canvas").first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keys" }).waitFor();
  expect(page.wrong).toEqual([]);
});

test("an unknown address and an unknown run say what to do", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/no/such/page`);
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
  await page.goto(`${stage.address}/runs/01M7ZW3F0C2N9PP3V2NYNGFCKX`);
  await page.getByText("This run is not here").waitFor();
});

test("a chosen theme is there before the first paint of the next visit", async () => {
  const page = await openPage(stage.browser);
  await page.goto(`${stage.address}/runs`);
  await page.getByRole("button", { name: /Theme/ }).click();
  await page.getByRole("button", { name: /Theme/ }).click();
  await page.reload({ waitUntil: "commit" });
  await page.waitForFunction(() => document.body !== null);
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  const background = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(background).toBe("dark");
});

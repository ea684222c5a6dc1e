import { createHash } from "node:crypto";
import type { Page, RunResult } from "@backstory/model";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { richRuns, richTest } from "./richRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { submission } from "./submission.ts";
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

async function open(path: string, colorScheme: "light" | "dark" = "light"): Promise<WatchedPage> {
  const page = await openPage(stage.browser, { colorScheme });
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
  await log.getByText("request 4321 took 1 ms").waitFor();
  expect(new URL(page.url()).searchParams.get("test")).toBe(testId);
  expect(page.wrong).toEqual([]);
});

test.each(["light", "dark"] as const)(
  "pictures that were compared are told apart in each way, %s",
  async (colorScheme) => {
    const page = await open(`/runs/${runId}?view=files`, colorScheme);
    const compared = item(page, "expected and actual picture");
    const slider = compared.getByRole("slider", { name: "Share of the expected picture of home" });
    await slider.fill("80");
    expect(
      await compared.locator(".imageDiff-over").evaluate((over) => (over as HTMLElement).style.clipPath),
    ).toContain("80%");
    await compared.getByRole("button", { name: "Side by side" }).click();
    for (const name of ["home, expected", "home, actual"]) await drawn(compared.getByRole("img", { name }));
    await compared.getByRole("button", { name: "Difference", exact: true }).click();
    await drawn(compared.getByRole("img", { name: "home, actual" }));
    // Black where both are the same, whatever the theme: the square stands at 20 in one and at 60 in the other.
    expect(
      await pixels(compared.locator(".imageDiff-stack"), [
        [10, 10],
        [30, 30],
        [70, 30],
      ]),
    ).toEqual([...["black", "other", "other"]]);
    await compared.getByRole("button", { name: "As drawn by the runner" }).click();
    await drawn(compared.getByRole("img", { name: "home, difference" }));
    await page.reload();
    await drawn(compared.getByRole("img", { name: "home, difference" }));
    expect(page.wrong).toEqual([]);
  },
);

async function drawn(picture: Locator): Promise<void> {
  await until(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(160);
}

/** What stands at some places of what is on the screen: `black` or `other`. */
async function pixels(shown: Locator, places: readonly (readonly [number, number])[]): Promise<string[]> {
  const bytes = (await shown.screenshot()).toString("base64");
  return shown.page().evaluate(
    async ({ url, at }) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(url), (letter) => letter.charCodeAt(0))]));
      const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
      context?.drawImage(image, 0, 0);
      return at.map(([x, y]) => {
        const [red = 0, green = 0, blue = 0] = context?.getImageData(x ?? 0, y ?? 0, 1, 1).data ?? [];
        return red + green + blue < 24 ? "black" : "other";
      });
    },
    { url: bytes, at: places },
  );
}

test("a video plays, from any moment on", async () => {
  const page = await open(`/runs/${await runWithVideo()}?view=files`);
  const video = item(page, "login.webm").locator("video");
  await until(() => video.evaluate((each: HTMLVideoElement) => each.readyState)).toBeGreaterThan(0);
  expect(await video.evaluate((each: HTMLVideoElement) => [each.videoWidth, each.videoHeight, each.error])).toEqual([
    ...[64, 48, null],
  ]);
  await video.evaluate((each: HTMLVideoElement) => {
    each.muted = true;
    return each.play();
  });
  await until(() => video.evaluate((each: HTMLVideoElement) => each.currentTime)).toBeGreaterThan(0);
  await item(page, "login.webm").getByRole("button", { name: "Hide login.webm" }).click();
  await video.waitFor({ state: "detached" });
  await page.reload();
  await item(page, "login.webm").getByRole("button", { name: "Show login.webm" }).waitFor();
  expect(page.wrong).toEqual([]);
});

/** Records a canvas as a browser does, and posts a run of a test that left the recording behind. */
async function runWithVideo(): Promise<string> {
  const page = await openPage(stage.browser);
  const letters = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 48 });
    const context = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: "video/webm" });
    const parts: Blob[] = [];
    recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
    const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve));
    recorder.start();
    for (let frame = 0; frame < 12; frame++) {
      if (context) context.fillStyle = `hsl(${frame * 30} 80% 50%)`;
      context?.fillRect(0, 0, 64, 48);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    recorder.stop();
    await stopped;
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  });
  await page.context().close();
  const bytes = Buffer.from(letters, "latin1");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const put = await fetch(`${stage.address}/api/v1/attachments/${sha256}`, {
    method: "PUT",
    body: new Uint8Array(bytes),
  });
  expect(put.ok).toBe(true);
  const { submissionId, lines } = submission(1, { target: "video" }, [{ name: "logs in", status: "failed" }]);
  const file = { kind: "attachment" as const, resultId: "1", name: "login.webm", mediaType: "video/webm" };
  lines.splice(-1, 0, { ...file, sizeBytes: bytes.length, sha256 });
  return stage.show({ submissionId, lines });
}

test("opened files, the attempt and the ways to look stand in the address: a reload and going back show the same", async () => {
  const page = await open(`/runs/${runId}?test=${testId}`);
  await (await show(page, "answer.json")).getByText('"total": 16.5').waitFor();
  await page.getByRole("button", { name: "As recorded" }).click();
  await page.getByRole("button", { name: "Lines", exact: true }).click();
  await until(() => Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
    ...{ diff: "lines-unified", trace: "recorded", open: expect.stringMatching(/^[0-9a-f]{12}$/), test: testId },
  });
  const address = page.url();
  await page.getByRole("link", { name: "History of this test" }).click();
  await page.getByRole("grid", { name: "History" }).waitFor();
  await page.goBack();
  await until(() => page.url()).toBe(address);
  const same = async () => {
    await item(page, "answer.json").getByText('"total": 16.5').waitFor();
    await page.getByRole("button", { name: "Own frames first" }).waitFor();
  };
  await same();
  await page.reload();
  await same();
  await page.goForward();
  await page.getByRole("grid", { name: "History" }).waitFor();
  expect(page.wrong).toEqual([]);
});

test("a table of numbers is a table and lines; JSON in one line is set out", async () => {
  const page = await open(`/runs/${runId}?view=files`);
  const table = await show(page, "prices.csv");
  await table.getByRole("gridcell", { name: "cup, red" }).waitFor();
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

import type { TestGrid } from "@backstory/model";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import { couponTest, shopRuns, shopStory } from "./shopRuns.ts";
import { openStage, type Stage } from "./stage.ts";
import { until } from "./until.ts";

let stage: Stage;
let grid: TestGrid;

beforeAll(async () => {
  stage = await openStage();
  await stage.show(...shopRuns());
  grid = (await (await fetch(`${stage.address}/api/v1/grid`)).json()) as TestGrid;
});

afterAll(() => stage.close());

async function open(path: string, colorScheme: "light" | "dark" = "light"): Promise<WatchedPage> {
  const page = await openPage(stage.browser, { colorScheme });
  await page.goto(stage.address + path);
  await cells(page).waitFor();
  return page;
}

const cells = (page: WatchedPage) => page.getByRole("application", { name: "Tests against runs" });
const told = (page: WatchedPage) => page.locator(".testGrid > [aria-live]").innerText();

/** Where the cell of the newest run in a row stands on the page. */
async function newestCell(page: WatchedPage, row: number): Promise<{ x: number; y: number }> {
  const box = await cells(page).boundingBox();
  if (box === null) throw new Error("there is no grid");
  const labels = Math.round(Math.min(box.width * 0.32, 420));
  return { x: box.x + labels + (grid.runs.length - 1) * 18 + 8, y: box.y + 32 + row * 18 + 8 };
}

test("keys alone lead from failure to failure, tell each cell, and open its result", async () => {
  const page = await open("/grid?order=fails");
  await cells(page).focus();
  await page.keyboard.press("n");
  await until(() => told(page)).toContain(`${couponTest}: failed, web · feature/coupons`);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await until(() => told(page)).toContain("1.24.0");
  await page.keyboard.press("ArrowUp");
  await until(() => told(page)).toContain(`${couponTest}: failed`);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Result" }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/runs/${grid.runs[0]?.runId}`);
  await page.goBack();
  await cells(page).waitFor();
  expect(page.url()).toContain("order=fails");
  expect(page.wrong).toEqual([]);
});

test("Shift selects runs, and c compares the first with the last", async () => {
  const page = await open("/grid");
  await cells(page).focus();
  for (const key of ["ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"]) await page.keyboard.press(key);
  await page.getByRole("button", { name: "Compare the first and the last of 3 runs" }).waitFor();
  await page.keyboard.press("c");
  await until(() => new URL(page.url()).pathname).toBe("/compare");
  const { searchParams } = new URL(page.url());
  expect([searchParams.get("a"), searchParams.get("b")]).toEqual([grid.runs[2]?.runId, grid.runs[0]?.runId]);
});

test.each(["light", "dark"] as const)("cells are drawn in the colours of their outcomes, %s", async (colorScheme) => {
  const page = await open("/grid?order=fails", colorScheme);
  const drawn = () =>
    page.evaluate((columns) => {
      const canvas = document.querySelector<HTMLCanvasElement>(".testGrid-canvas");
      const scroll = document.querySelector(".testGrid-scroll");
      if (!canvas || !scroll) return "";
      const labels = Math.round(Math.min(scroll.clientWidth * 0.32, 420));
      const pixel = canvas.getContext("2d")?.getImageData(labels + (columns - 1) * 18 + 2, 32 + 4, 1, 1).data;
      const probe = document.body.appendChild(document.createElement("i"));
      probe.style.color = "var(--failed-fill)";
      const wanted = getComputedStyle(probe).color;
      probe.remove();
      return `rgb(${pixel?.[0]}, ${pixel?.[1]}, ${pixel?.[2]})` === wanted ? "failed" : `${pixel} is not ${wanted}`;
    }, grid.runs.length);
  await until(drawn).toBe("failed");
});

test("pointing at a cell tells its message, a click opens it", async () => {
  const page = await open("/grid?order=fails");
  const { x, y } = await newestCell(page, 0);
  await page.mouse.move(x, y);
  await page.getByText("AssertionError: assert Decimal('16.50')").waitFor();
  await page.mouse.click(x, y);
  await page.getByRole("region", { name: "Result" }).waitFor();
});

test("what only passed is hidden, in the address too, and a search narrows the grid", async () => {
  const page = await open("/grid");
  const words = (tests: number) => page.getByText(`${tests} tests × ${shopStory.runs} runs`);
  await words(grid.tests.length).waitFor();
  await page.getByRole("checkbox", { name: "Hide all green" }).check();
  const some = grid.tests.filter((each) => /[FBK]/.test(each.cells)).length;
  await words(some).waitFor();
  await page.reload();
  await words(some).waitFor();
  await page.getByRole("combobox", { name: "Search the tests of the grid" }).fill("fails>1");
  const failing = grid.tests.filter((each) => (each.cells.match(/[FB]/g)?.length ?? 0) > 1).length;
  await words(failing).waitFor();
  await page.getByRole("button", { name: "Smaller" }).click();
  await until(() => page.url()).toContain("size=12");
});

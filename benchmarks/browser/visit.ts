import type { Browser, Page } from "playwright-core";
import { tasksWhile } from "./mainThread.ts";

/** What a first visit of a page took. */
export interface Visit {
  readonly scriptBytes: number;
  /** Until something of the page itself was painted. */
  readonly firstContentMs: number;
  /** Until what is waited for was there and the next key was answered. */
  readonly interactiveMs: number;
  /** How much of that the page itself worked; the rest it waited, for the server or for the machine. */
  readonly workedMs: number;
  /** How much moved while it loaded (CLS). */
  readonly shift: number;
}

interface Watched {
  shift: number;
  keyAt: number;
}

/** Visits an address as one who never was there: nothing is kept from before. `there` is what has to be seen. */
export async function visit(browser: Browser, address: string, there: string): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1_440, height: 900 } });
  const page = await context.newPage();
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() === "script") sizes.push(request.sizes().then((size) => size.responseBodySize));
  });
  await watch(page);
  const tasks = await tasksWhile(page, async () => {
    await page.goto(address);
    await page.locator(there).first().waitFor();
    await page.keyboard.press("j");
    await page.waitForFunction(() => (window as unknown as { watched: Watched }).watched.keyAt > 0);
  });
  const told = await page.evaluate(() => {
    const { watched } = window as unknown as { watched: Watched };
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return { shift: watched.shift, interactiveMs: watched.keyAt, firstContentMs: paint?.startTime ?? Number.NaN };
  });
  const scriptBytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await context.close();
  return { ...told, scriptBytes, workedMs: tasks.reduce((sum, task) => sum + task.workedMs, 0) };
}

/** Notes in the page what moves, and when the first key was answered by a frame. */
function watch(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const watched: Watched = { shift: 0, keyAt: 0 };
    Object.assign(window, { watched });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) watched.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
    addEventListener("keydown", () => requestAnimationFrame(() => (watched.keyAt ||= performance.now())));
  });
}

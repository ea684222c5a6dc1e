import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect } from "vitest";
import { openPage, type WatchedPage } from "./openPage.ts";
import type { Stage } from "./stage.ts";

/** Which page to look at, and when it is whole. */
export interface PlaceToLookAt {
  readonly path: string;
  /** Resolves when what the page is about is there. */
  readonly ready: (page: WatchedPage) => Promise<unknown>;
}

/**
 * Expects of a page that nothing moves while it loads, that it fits into 360 pixels, that axe finds nothing, narrow and
 * light as well as wide and dark, and that the policy of the server had nothing to stop.
 */
export async function expectWellMade(stage: Stage, { path, ready }: PlaceToLookAt): Promise<void> {
  const page = await openPage(stage.browser, { viewport: { width: 360, height: 740 } });
  page.setDefaultTimeout(30_000);
  await page.addInitScript(() => {
    Object.assign(window, { shift: 0 });
    new PerformanceObserver((list) => {
      const box = window as unknown as { shift: number };
      for (const entry of list.getEntries()) box.shift += (entry as PerformanceEntry & { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(stage.address + path);
  await ready(page);
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect({ path, scrollWidth }).toEqual({ path, scrollWidth: clientWidth });
  expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThan(0.02);

  await page.evaluate(await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8"));
  expect({ path, narrow: await violations(page) }).toEqual({ path, narrow: [] });
  await page.setViewportSize({ width: 1_440, height: 900 });
  await page.emulateMedia({ colorScheme: "dark" });
  await ready(page);
  expect({ path, wide: await violations(page) }).toEqual({ path, wide: [] });
  expect(page.wrong).toEqual([]);
  await page.context().close();
}

async function violations(page: WatchedPage): Promise<unknown[]> {
  return page.evaluate(async () => {
    const { axe: run } = window as unknown as { axe: typeof import("axe-core") };
    const found = await run.run(document, { resultTypes: ["violations"] });
    return found.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes.map((node) => node.html).slice(0, 3),
    }));
  });
}

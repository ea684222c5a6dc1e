import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { modelRuns } from "../../test/browser/modelRuns.ts";
import { openPage } from "../../test/browser/openPage.ts";
import { couponTest, shopRuns } from "../../test/browser/shopRuns.ts";
import { openStage, type Stage } from "../../test/browser/stage.ts";
import { type PageToTake, pagesToTake } from "./pages.ts";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
const only = process.argv.slice(2);

const stage = await openStage();
try {
  const runId = await stage.show(...modelRuns(), ...shopRuns());
  const answer = await fetch(`${stage.address}/api/v1/tests?q=${couponTest}`);
  const { items } = (await answer.json()) as { items: { testId: string }[] };
  await mkdir(folder, { recursive: true });
  for (const page of pagesToTake({ runId, testId: items[0]?.testId ?? "" })) {
    if (only.length === 0 || only.includes(page.name)) await take(stage, page);
  }
} finally {
  await stage.close();
}

/** One page in both themes, when it is whole. */
async function take({ address, browser }: Stage, { name, path, there }: PageToTake): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    const page = await openPage(browser, { colorScheme, viewport: { width: 1_440, height: 900 } });
    await page.goto(address + path);
    await page.locator(there).first().waitFor({ timeout: 60_000 });
    await page.waitForFunction(() => document.querySelector("[aria-busy]") === null);
    // Drawings come a moment after their place.
    await page.waitForTimeout(600);
    await page.screenshot({ path: `${folder}${name}-${colorScheme}.png` });
    await page.context().close();
    console.log(`${name}-${colorScheme}.png`);
  }
}

import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page with what went wrong in it: errors of scripts, and what the Content-Security-Policy had to stop. */
export interface WatchedPage extends Page {
  readonly wrong: string[];
}

/** Opens an empty page in a context of its own; 1,440 × 900 and light unless told otherwise. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1_440, height: 900 },
    colorScheme: "light",
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) wrong.push(message.text());
  });
  return Object.assign(page, { wrong });
}

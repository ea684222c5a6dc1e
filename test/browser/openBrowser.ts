import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of this machine, without a window: the one that BACKSTORY_CHROMIUM names, or the first on the path. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: flags });
}

/** The path of that browser. It throws a sentence when there is none. */
export function findChromium(): string {
  const named = process.env["BACKSTORY_CHROMIUM"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = named ? [named] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(
    named
      ? `BACKSTORY_CHROMIUM names ${named}, which does not exist.`
      : "The browser tests need Chromium: 'apt-get install chromium', or name one in BACKSTORY_CHROMIUM.",
  );
}

import { createRequire } from "node:module";
import { dirname } from "node:path";
import { harvestId } from "../harvest/harvestedTest.ts";
import { registerCurrentTest } from "../inTest/currentTest.ts";
import { type CurrentTest, factsVariable } from "../inTest/facts.ts";
import { attachmentOfFact, type PlaywrightAttachment } from "../inTest/playwrightFacts.ts";
import { pathFrom } from "../recording/pathFrom.ts";

/** As much of Playwright's TestInfo as is needed here. */
export interface PlaywrightTest {
  readonly testId: string;
  readonly retry: number;
  readonly file: string;
  readonly title: string;
  readonly titlePath: readonly string[];
  readonly project: { readonly name: string };
  readonly config: { readonly configFile?: string; readonly rootDir: string; readonly reporter: unknown };
  readonly attachments: { push(attachment: PlaywrightAttachment): unknown };
}

interface Playwright {
  readonly test?: { info(): PlaywrightTest };
}

/**
 * The attempt that a TestInfo stands for. It tells through Playwright's attachments, which come with its result in every
 * case, also in blobs that are merged later.
 */
export function testOfInfo(info: PlaywrightTest): CurrentTest {
  const { name } = info.project;
  const [, ...titles] = info.titlePath;
  const { config } = info;
  const file = pathFrom(config.configFile === undefined ? config.rootDir : dirname(config.configFile), info.file);
  const suite = [name === "" ? file : `|${name}| ${file}`, ...titles.slice(0, -1)].join(" > ");
  const push = (attachment: PlaywrightAttachment) => {
    if (isHeard(config.reporter)) info.attachments.push(attachment);
  };
  return {
    key: `${info.testId}:${info.retry + 1}`,
    id: harvestId(suite, info.title),
    tell: (fact) => push(attachmentOfFact(fact)),
    attach: ({ name: title, content, mediaType }) => {
      const contentType = mediaType ?? "application/octet-stream";
      if (typeof content === "string") push({ name: title, contentType, path: content });
      else push({ name: title, contentType, body: Buffer.from(content) });
    },
  };
}

/** Lets tests of Playwright be found: a worker runs one at a time, and Playwright knows which. */
export function findTestsOfPlaywright(): void {
  if (process.env["TEST_WORKER_INDEX"] === undefined) return;
  registerCurrentTest("playwright", () => {
    try {
      const info = playwright()?.test?.info();
      return info && testOfInfo(info);
    } catch {
      // Playwright throws outside tests.
      return undefined;
    }
  });
}

/** A recorder hears it, or the one that will be given this blob. */
function isHeard(reporters: unknown): boolean {
  return process.env[factsVariable] !== undefined || JSON.stringify(reporters)?.includes('"blob"') === true;
}

let loaded: Playwright | undefined;

/** The Playwright that runs the test: the one that is loaded in this process. */
function playwright(): Playwright | undefined {
  if (loaded !== undefined) return loaded;
  const { cache } = createRequire(import.meta.url);
  const path = Object.keys(cache).find((each) => /[\\/]playwright[\\/]lib[\\/]index\.js$/.test(each));
  loaded = path === undefined ? undefined : (cache[path]?.exports as Playwright | undefined);
  return loaded;
}

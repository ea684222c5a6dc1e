import { createRequire } from "node:module";
import { dirname } from "node:path";
import { type HarvestedTest, harvestId } from "../harvest/harvestedTest.ts";
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
  readonly config: { readonly configFile?: string | undefined; readonly rootDir: string; readonly reporter: unknown };
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
  const push = (attachment: PlaywrightAttachment) => {
    if (isHeard(info.config.reporter)) info.attachments.push(attachment);
  };
  return {
    key: `${info.testId}:${info.retry}`,
    id: namesOfInfo(info).id,
    tell: (fact) => push(attachmentOfFact(fact)),
    attach: ({ name: title, content, mediaType }) => {
      const contentType = mediaType ?? "application/octet-stream";
      if (typeof content === "string") push({ name: title, contentType, path: content });
      else push({ name: title, contentType, body: Buffer.from(content) });
    },
  };
}

/** How the recorder names a test, found where it runs. */
export function namesOfInfo(info: PlaywrightTest): Pick<HarvestedTest, "id" | "suite" | "name" | "file"> {
  const project = info.project.name;
  const file = fileOfInfo(info);
  const describes = info.titlePath.slice(1, -1);
  const suite = [project === "" ? file : `|${project}| ${file}`, ...describes].join(" > ");
  return { id: harvestId(suite, info.title), suite, name: info.title, file };
}

/** The file of a test, as its result has it. */
export function fileOfInfo({ config, file }: Pick<PlaywrightTest, "config" | "file">): string {
  return pathFrom(config.configFile ? dirname(config.configFile) : config.rootDir, file);
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

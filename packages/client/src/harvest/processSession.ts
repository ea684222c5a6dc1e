import { appendFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { factsVariable } from "../inTest/facts.ts";
import { endedFile, isEndedFile, toldFolder } from "../inTest/factsFile.ts";
import { type FixtureStore, type HarvestedTest, type HarvestSource, storeIn } from "./harvestedTest.ts";
import { bagMark, markedBag, type OpenBag } from "./resultsBag.ts";
import { packedValue, storedValue } from "./storedValue.ts";

/** What this process knows of the session: the tests that ended in it, what they stored, and the bags that are open. */
export interface ProcessSession {
  readonly tests: Map<string, HarvestedTest>;
  readonly fixtureStore: FixtureStore;
  readonly bags: Map<string, OpenBag<object>>;
  readonly file: string;
}

/** A test as one process tells it to others: with what it stored, packed. */
interface EndedLine {
  readonly test: HarvestedTest;
  readonly stored: readonly { readonly key: string; readonly isBag: boolean; readonly value: string }[];
}

/** This file may be loaded several times in one process, by fixtures and by tests: the session is one. */
const place = Symbol.for("backstory.harvest.session");

/** The session as this process knows it. */
export function processSession(): ProcessSession {
  const shared = globalThis as unknown as Record<symbol, ProcessSession | undefined>;
  const session = shared[place] ?? { tests: new Map(), fixtureStore: new Map(), bags: new Map(), file: endedFile() };
  shared[place] = session;
  return session;
}

/** Keeps a test that is over, in place of its earlier attempts, and tells it to the other workers. */
export function testEnded(test: HarvestedTest): void {
  const session = processSession();
  session.tests.delete(test.id);
  session.tests.set(test.id, test);
  const folder = process.env[factsVariable];
  if (folder === undefined) return;
  const stored = Array.from(session.fixtureStore).flatMap(([key, byTest]) => {
    if (!byTest.has(test.id)) return [];
    const value = byTest.get(test.id);
    return [{ key, isBag: isBag(value), value: packedValue(value).value }];
  });
  const line: EndedLine = { test, stored };
  try {
    mkdirSync(toldFolder(folder), { recursive: true });
    appendFileSync(join(toldFolder(folder), session.file), `${JSON.stringify(line)}\n`);
  } catch {
    // The other workers do not hear of it; the end of the session does, from the recorder.
  }
}

/** The session so far: the tests that ended in any process, as far as those tell each other. */
export function sessionSoFar(): HarvestSource {
  const own = processSession();
  const tests = new Map<string, HarvestedTest>();
  const fixtureStore: FixtureStore = new Map(Array.from(own.fixtureStore, ([key, byTest]) => [key, new Map(byTest)]));
  for (const { test, stored } of linesOfOthers(own.file)) {
    tests.delete(test.id);
    tests.set(test.id, test);
    for (const { key, isBag: wasBag, value } of stored) {
      const found = storedValue({ value });
      storeIn(fixtureStore, { key, id: test.id, value: wasBag ? markedBag(found as Record<string, unknown>) : found });
    }
  }
  for (const [id, test] of own.tests) tests.set(id, test);
  return { tests: tests.values(), fixtureStore };
}

function isBag(value: unknown): boolean {
  return typeof value === "object" && value !== null && Reflect.get(value, bagMark) === true;
}

function linesOfOthers(ownFile: string): EndedLine[] {
  const folder = process.env[factsVariable];
  if (folder === undefined) return [];
  try {
    const files = readdirSync(toldFolder(folder)).filter((name) => isEndedFile(name) && name !== ownFile);
    return files.sort().flatMap((name) => linesIn(join(toldFolder(folder), name)));
  } catch {
    return [];
  }
}

function linesIn(path: string): EndedLine[] {
  const text = readFileSync(path, "utf8");
  // What follows the last line feed is being written.
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as EndedLine);
}

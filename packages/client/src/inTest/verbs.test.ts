import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ResultToWrite } from "@backstory/model";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { addTold } from "./addTold.ts";
import { attachmentRecords } from "./attachmentRecords.ts";
import { eventRecords } from "./eventRecords.ts";
import { FactsFolder } from "./factsFolder.ts";
import { verbsFor } from "./verbs.ts";

const verbs = verbsFor(() => ({ key: "one:1" }));

describe("wrong words are told at once, with and without a recorder", () => {
  test.each([
    [
      "a payload with numbers",
      () => verbs.recordEvent("login", { ms: 12, who: "me", at: null } as never),
      "'ms' is number, 'at' is null",
    ],
    ["a payload that is a text", () => verbs.recordEvent("login", "me" as never), "not string"],
    ["a payload that is a list", () => verbs.recordEvent("login", ["me"] as never), "not array"],
    ["an event without a name", () => verbs.recordEvent(undefined as never), "not undefined"],
    ["a metric that is a text", () => verbs.metric("ms", "12" as never), "'ms' is string"],
    ["a property that is a number", () => verbs.property("who", 1 as never), "'who' is number"],
    ["bytes that are an object", () => verbs.attach("a.txt", {} as never), "not object"],
    ["a description that is none", () => verbs.describeTest(null as never), "not null"],
  ])("%s", (_, act, words) => {
    expect(act).toThrow(TypeError);
    expect(act).toThrow(words);
  });
});

describe("what a test tells reaches the recorder", () => {
  let facts: FactsFolder;
  let folder: string;
  let before: string | undefined;

  beforeEach(() => {
    before = process.env["BACKSTORY_FACTS"];
    folder = mkdtempSync(join(tmpdir(), "backstory-verbs-"));
    facts = FactsFolder.open() as FactsFolder;
  });

  afterEach(() => {
    facts.remove();
    rmSync(folder, { recursive: true, force: true });
    expect(process.env["BACKSTORY_FACTS"]).toBe(before);
  });

  function result(): ResultToWrite {
    const startedAt = new Date(0).toISOString();
    return {
      kind: "result",
      resultId: "r",
      suite: "s",
      name: "n",
      attempt: 1,
      status: "passed",
      startedAt,
      durationMs: 1,
    };
  }

  test("in its order, once, and each attempt apart", () => {
    verbs.recordEvent("first");
    verbs.recordEvent("second", { who: "me" });
    verbsFor(() => ({ key: "one:2" })).recordEvent("of the next attempt");
    expect(eventRecords("r", facts.take("one:1"))).toMatchObject([
      { kind: "event", resultId: "r", seq: 0, name: "first" },
      { seq: 1, name: "second", payload: '{"who":"me"}' },
    ]);
    expect(facts.take("one:1")).toEqual([]);
    expect(eventRecords("r", facts.take("one:2"))).toHaveLength(1);
  });

  test("numbers and truths as metrics, texts and what is no number as properties, the later of two", () => {
    verbs.metric("ms", 12.5);
    verbs.metric("isFast", true);
    verbs.metric("ratio", Number.NaN);
    verbs.metric("huge", 2 ** 60);
    verbs.property("who", "you");
    verbs.property("who", "me");
    verbs.describeTest("logs in");
    const told = result();
    addTold(told, facts.take("one:1"));
    expect(told).toMatchObject({
      metrics: { ms: 12.5, isFast: 1 },
      properties: { ratio: "NaN", huge: String(2 ** 60), who: "me" },
      description: "logs in",
    });
  });

  test("bytes, texts and files; a file that was written to later is the newer one, one that was deleted the older", () => {
    const [log, gone] = [join(folder, "later.log"), join(folder, "gone.txt")];
    writeFileSync(log, "begun");
    writeFileSync(gone, "was here");
    verbs.attach("page.html", "<p>");
    verbs.attach("raw", Uint8Array.of(1, 2), { mediaType: "application/x-raw" });
    verbs.attach(log);
    verbs.attach(gone);
    verbs.attach(join(folder, "never.txt"));
    writeFileSync(log, "begun and ended");
    rmSync(gone);
    const files = attachmentRecords(facts.take("one:1"));
    expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ["page.html", "text/html"],
      ["raw", "application/x-raw"],
      ["later.log", "text/plain"],
      ["gone.txt", "text/plain"],
      ["never.txt", "text/plain"],
    ]);
    expect(files.slice(0, 4).map(({ content }) => readFileSync(content as string, "latin1"))).toEqual([
      "<p>",
      "\u0001\u0002",
      "begun and ended",
      "was here",
    ]);
    expect(files[4]?.content).toBe(join(folder, "never.txt"));
  });

  test("long payloads and very many events are cut", () => {
    verbs.recordEvent("long", { text: "x".repeat(200_000), short: "y" });
    const [event] = eventRecords("r", facts.take("one:1"));
    const { payload = "" } = event as { payload?: string };
    expect(payload.length).toBeLessThanOrEqual(65_536);
    expect(JSON.parse(payload)).toMatchObject({ short: "y", text: expect.stringMatching(/characters were cut\)$/) });
    for (let index = 0; index < 10_010; index++) verbs.recordEvent("again");
    expect(eventRecords("r", facts.take("one:1"))).toHaveLength(10_000);
  });
});

test("without a recorder nothing happens", () => {
  const before = process.env["BACKSTORY_FACTS"];
  delete process.env["BACKSTORY_FACTS"];
  expect(() => {
    verbs.recordEvent("nobody hears");
    verbs.attach("/nowhere/at/all.txt");
    verbs.metric("ms", 1);
  }).not.toThrow();
  if (before !== undefined) process.env["BACKSTORY_FACTS"] = before;
});

import { outcomeOf, type ResultToWrite, resultRecord, type Status } from "@backstory/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { readTesults, type UploadFacts } from "./read.ts";
import { type AttemptToWrite, writeCase } from "./write.ts";

const startedAt = "2026-11-21T10:00:00.000Z";

function read(cases: unknown, metadata?: object): { results: ResultToWrite[]; facts: UploadFacts } {
  const results: ResultToWrite[] = [];
  const payload = { target: "t", results: { cases }, metadata };
  const facts = readTesults(payload, { startedAt, take: (result) => void results.push(result) });
  for (const result of results) expect(resultRecord.safeParse(result).error).toBeUndefined();
  return { results, facts };
}

/** The case again from the results that it became, as a store gives them back. */
function written(results: readonly ResultToWrite[]): Record<string, unknown> {
  const statuses = results.map(({ status }) => status);
  return writeCase(
    results.map((result, index): AttemptToWrite => {
      const { failure, params = {}, description = "", stdout = "", stderr = "", properties = {}, labels = {} } = result;
      const { suite, name, rawStatus = "", durationMs, steps = [] } = result;
      const outcome = index === results.length - 1 ? outcomeOf(statuses) : (result.status as Status);
      return {
        ...{
          suite,
          name,
          outcome,
          rawStatus,
          startedAt: result.startedAt,
          durationMs,
          description,
          stdout,
          stderr,
          labels,
        },
        ...{ params: params as JsonObject, properties, steps },
        failure: failure === undefined ? null : { message: failure.message ?? "", trace: failure.trace ?? "" },
        extra: { tesults: (result as { tesults?: JsonObject }).tesults ?? {} },
      };
    }),
  );
}

describe("an upload of Tesults", () => {
  it("gives back every case as it was, whatever its fields hold", () => {
    const text = fc.string({ minLength: 1, maxLength: 20 });
    const value = fc.jsonValue({ maxDepth: 2 }).filter((each) => each !== null) as fc.Arbitrary<unknown>;
    const start = fc.integer({ min: 0, max: Date.parse(startedAt) });
    const fields = fc.record(
      {
        ...{
          name: text,
          suite: text.filter((suite) => suite !== "[build]"),
          desc: text,
          reason: text,
          rawResult: text,
        },
        result: fc.constantFrom("pass", "fail", "unknown"),
        params: fc.dictionary(text, value, { minKeys: 1, maxKeys: 3 }),
        steps: fc.array(fc.record({ name: text, result: text }), { minLength: 1, maxLength: 2 }),
        files: fc.array(text, { maxLength: 2 }),
        ...{ start, end: start, duration: fc.double({ min: 0, max: 1e6, noNaN: true }).map(Math.round) },
        ...{ _Owner: text, "_Any thing": value, "_Standard output": text, _Tags: fc.array(text), more: value },
      },
      { requiredKeys: ["name", "result"] },
    );
    fc.assert(
      fc.property(fields, (drawn) => {
        const one = JSON.parse(JSON.stringify(drawn));
        const { results } = read([one]);
        expect(written(results)).toMatchObject(one);
      }),
    );
  });

  it("gives back attempts, and a case that changed between them", () => {
    const earlier = { name: "a", suite: "s", result: "fail", reason: "slow", _Retry: 0 };
    const one = { name: "a", suite: "s", result: "pass", _Retries: [earlier, earlier] };
    const { results } = read([one]);
    expect(results.map(({ attempt, status, resultId }) => [attempt, status, resultId])).toEqual([
      [1, "failed", "case-1.1"],
      [2, "failed", "case-1.2"],
      [3, "passed", "case-1.3"],
    ]);
    expect(written(results)).toMatchObject(one);
    const asText = { ...one, _Retries: JSON.stringify([earlier]) };
    const again = read([asText]).results;
    expect(again.map(({ status }) => status)).toEqual(["failed", "passed"]);
    expect(written(again)).toMatchObject(asText);
  });

  it("takes the output, the place and the tags of Tesults' own reporters for what they are", () => {
    const one = {
      ...{ name: "a", result: "pass", _Tags: "slow, db", _Location: '{"file":"a.ts","line":3}' },
      ...{ "_Standard output": ["a", { type: "Buffer", data: [98] }], "_Standard error": "c" },
    };
    expect(read([one]).results[0]).toMatchObject({
      ...{ labels: { tag: ["slow", "db"] }, file: "a.ts", line: 3, stdout: "ab", stderr: "c" },
    });
  });

  it("describes its build and its tools, and has no test for either", () => {
    const build = { suite: "[build]", name: "1.0", result: "pass", desc: "first", _Ci: 7 };
    const { results, facts } = read([build, { ...build, desc: "", result: "fail", reason: "why" }], {
      ...{ integration_name: "pytest-tesults", integration_version: "1.9", test_framework: "pytest" },
    });
    expect(results).toEqual([]);
    expect(facts).toMatchObject({
      build: { name: "1.0", description: "first", reason: "why", result: "fail", _Ci: 7 },
      recorder: { name: "pytest-tesults", version: "1.9" },
      runner: { name: "pytest" },
    });
    expect(read([{ suite: "[build]", name: "-", result: "pass" }]).facts.build).toEqual({ result: "pass" });
  });

  it("without cases is refused; what is no object among them is named", () => {
    expect(() => read(undefined)).toThrow(/'results.cases'/);
    expect(read([{ name: "a", result: "pass" }, 7, null]).facts.skipped).toEqual([1, 2]);
  });

  it("bears fields of the wrong kind, and keeps them", () => {
    const odd = {
      name: 7,
      suite: null,
      result: "maybe",
      params: "p",
      steps: "s",
      start: "soon",
      duration: -1,
      _X: null,
    };
    const { results } = read([odd]);
    expect(results).toMatchObject([{ name: "(no name)", suite: "", status: "skipped", rawStatus: "maybe" }]);
    expect(written(results)).toMatchObject(odd);
  });
});

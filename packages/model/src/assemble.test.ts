import fc from "fast-check";
import { expect, test } from "vitest";
import { assemble, type SubmissionToAssemble } from "./assemble.ts";

const ids = Array.from({ length: 12 }, (_, index) => String.fromCharCode(97 + index));

const submission = (submissionId: string): fc.Arbitrary<SubmissionToAssemble> =>
  fc.record({
    submissionId: fc.constant(submissionId),
    target: fc.constantFrom("unit", "browser"),
    buildName: fc.constantFrom("", "1.0", "2.0"),
    commit: fc.constantFrom("", "c1", "c2"),
    isRerun: fc.boolean(),
    rerunOf: fc.constantFrom("", "", ...ids, "unknown"),
    shardIndex: fc.constantFrom(0, 1, 2),
    shardTotal: fc.constantFrom(0, 2),
  });

const submissions = fc
  .subarray(ids, { minLength: 1 })
  .chain((some) => fc.tuple(...some.map(submission)))
  .chain((some) => fc.tuple(fc.constant(some), fc.shuffledSubarray(some, { minLength: some.length })));

const plain: SubmissionToAssemble = {
  submissionId: "a",
  target: "unit",
  buildName: "",
  commit: "",
  isRerun: false,
  rerunOf: "",
  shardIndex: 0,
  shardTotal: 0,
};

test("any order gives the same runs", () => {
  fc.assert(
    fc.property(submissions, ([inOrder, shuffled]) => {
      expect([...assemble(shuffled)]).toEqual([...assemble(inOrder)]);
    }),
  );
});

test("a run bears the id of its first submission, and stays within a target and a build", () => {
  fc.assert(
    fc.property(submissions, ([all]) => {
      const assembled = assemble(all);
      const targetOf = new Map(all.map(({ submissionId, target }) => [submissionId, target]));
      for (const { submissionId, separateRunId, buildRunId, buildName } of assembled.values()) {
        expect(separateRunId <= submissionId && buildRunId <= separateRunId).toBe(true);
        expect(targetOf.get(buildRunId)).toBe(targetOf.get(submissionId));
        expect(assembled.get(buildRunId)).toMatchObject({ buildRunId, buildName });
        expect(assembled.get(separateRunId)?.separateRunId).toBe(separateRunId);
      }
    }),
  );
});

test("who executes together with its reruns does so in the run of the build too", () => {
  fc.assert(
    fc.property(submissions, ([all]) => {
      const assembled = assemble(all);
      for (const { separateExecutionId, buildExecutionId, buildRunId } of assembled.values()) {
        expect(assembled.get(separateExecutionId)).toMatchObject({ separateExecutionId, buildExecutionId, buildRunId });
      }
    }),
  );
});

test("all submissions of a build are one run, when none of them reruns another build", () => {
  fc.assert(
    fc.property(submissions, ([all]) => {
      const roots = all.filter(({ isRerun, buildName }) => !isRerun && buildName !== "");
      const assembled = assemble(all);
      for (const one of roots) {
        const together = roots.filter((other) => other.target === one.target && other.buildName === one.buildName);
        const runs = new Set(together.map(({ submissionId }) => assembled.get(submissionId)?.buildRunId));
        expect(runs.size).toBe(1);
      }
    }),
  );
});

test("a rerun joins what it names, also through another rerun, and whenever that came", () => {
  const first = { ...plain, submissionId: "c", buildName: "1.0" };
  const again = { ...plain, submissionId: "d", isRerun: true, rerunOf: "c" };
  const early = { ...plain, submissionId: "b", isRerun: true, rerunOf: "d", buildName: "other" };
  const assembled = assemble([early, again, first]);
  for (const id of ["b", "c", "d"]) {
    expect(assembled.get(id)).toMatchObject({ separateExecutionId: "c", separateRunId: "b", buildRunId: "b" });
    expect(assembled.get(id)?.buildName).toBe("1.0");
  }
});

test("a rerun that names nothing joins the newest earlier one of its build, else of its commit, else none", () => {
  const runs = [
    { ...plain, submissionId: "a", buildName: "1.0", commit: "c1" },
    { ...plain, submissionId: "b", buildName: "1.0" },
    { ...plain, submissionId: "c", commit: "c1" },
    { ...plain, submissionId: "d", buildName: "1.0", commit: "c1", isRerun: true },
    { ...plain, submissionId: "e", buildName: "9.9", commit: "c1", isRerun: true },
    { ...plain, submissionId: "f", buildName: "9.9", commit: "c9", isRerun: true },
    { ...plain, submissionId: "g", commit: "c1", target: "browser", isRerun: true },
  ];
  const assembled = assemble(runs);
  const executions = runs.map(({ submissionId }) => assembled.get(submissionId)?.separateExecutionId);
  expect(executions).toEqual(["a", "b", "c", "b", "c", "f", "g"]);
});

test("the shards of a build execute the suite together, a second time when they come again", () => {
  const shard = (submissionId: string, shardIndex: number) =>
    ({ ...plain, submissionId, buildName: "1.0", shardIndex, shardTotal: 3 }) as const;
  const runs = [shard("a", 2), shard("b", 1), shard("c", 2), shard("d", 3), shard("e", 1)];
  const rerun = { ...plain, submissionId: "f", isRerun: true, rerunOf: "d" };
  const assembled = assemble([...runs, rerun]);
  const executions = [...assembled.values()].map(({ buildExecutionId }) => buildExecutionId);
  expect(executions).toEqual(["a", "a", "c", "a", "c", "a"]);
  expect(assembled.get("f")).toMatchObject({ separateExecutionId: "d", separateRunId: "d", buildRunId: "a" });
});

test("reruns that name each other in a circle are one execution", () => {
  const runs = ["b", "a", "c"].map((submissionId, index) => ({
    ...plain,
    ...{ submissionId, isRerun: true, rerunOf: ["a", "c", "b"][index] as string },
  }));
  for (const { separateExecutionId } of assemble(runs).values()) expect(separateExecutionId).toBe("a");
});

import { assemble, newSubmissionId, type SubmissionToAssemble } from "@backstory/model";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pinRun } from "../facts/runMarks.ts";
import { changeTargetSettings } from "../facts/targetSettings.ts";
import type { Store } from "../store.ts";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { end, partOf, resultOf, submissionOf } from "../testing/submit.ts";
import { expiredSubmissions } from "./expiredSubmissions.ts";

const dayMs = 86_400_000;
const jobDay = Date.UTC(2027, 2, 1);
const retentionDays = 30;

/** A submission some days before the job: of a build or none, perhaps a rerun of an earlier one, perhaps pinned. */
const submission = fc.record({
  daysAgo: fc.integer({ min: 1, max: 70 }),
  build: fc.constantFrom("", "", "1.0", "2.0"),
  rerunOf: fc.option(fc.nat(5), { nil: undefined, freq: 3 }),
  isPinned: fc.integer({ min: 0, max: 7 }).map((number) => number === 0),
});
const history = fc.record({
  submissions: fc.array(submission, { minLength: 4, maxLength: 14 }),
  consolidation: fc.boolean(),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

interface Placed extends SubmissionToAssemble {
  readonly isPinned: boolean;
}

/** The submissions with their ids, oldest first, and reruns that name one before them. */
function placed({ submissions }: History): Placed[] {
  const sorted = submissions.toSorted((a, b) => b.daysAgo - a.daysAgo);
  const ids = sorted.map(({ daysAgo }) => newSubmissionId(jobDay - daysAgo * dayMs)).toSorted();
  return sorted.map(({ build, rerunOf, isPinned }, index) => {
    const isRerun = rerunOf !== undefined && rerunOf < index;
    return {
      ...{ submissionId: ids[index] ?? "", target: "unit", buildName: build, commit: "", isRerun, isPinned },
      ...{ rerunOf: isRerun ? (ids[rerunOf] ?? "") : "", shardIndex: 0, shardTotal: 0 },
    };
  });
}

/** What is to be removed, worked out run by run. */
function naively(all: readonly Placed[], consolidation: boolean): string[] {
  const places = assemble(all);
  const runOf = ({ submissionId }: Placed) => {
    const place = places.get(submissionId);
    return consolidation && place?.buildName !== "" ? place?.buildRunId : place?.separateRunId;
  };
  const firstKept = newSubmissionId(jobDay - retentionDays * dayMs, new Uint8Array(10));
  const pinnedRuns = new Set(all.filter(({ isPinned }) => isPinned).map(runOf));
  const youngRuns = new Set(all.filter(({ submissionId }) => submissionId >= firstKept).map(runOf));
  return all
    .filter((each) => !pinnedRuns.has(runOf(each)) && !youngRuns.has(runOf(each)))
    .map(({ submissionId }) => submissionId);
}

async function post(store: Store, project: string, all: readonly Placed[], consolidation: boolean): Promise<void> {
  await Promise.all(
    all.map(({ submissionId, buildName, isRerun, rerunOf }) => {
      const owner = { project, target: "unit", submissionId };
      const more = { ...(buildName && { build: { name: buildName } }), ...(isRerun && { rerun: { of: rerunOf } }) };
      return store.append(partOf(owner, [submissionOf(owner, more), resultOf("a"), end]));
    }),
  );
  await store.settled();
  const key = { project, target: "unit" };
  await changeTargetSettings(store.connection, key, { consolidation, retentionDays, by: "", reason: "" });
  for (const { submissionId: runId } of all.filter(({ isPinned }) => isPinned)) {
    await pinRun(store.connection, { runId, pinned: true, by: "ada", reason: "" });
  }
}

describe.each(connections)("what is older than it is kept, over %s", (_, open) => {
  let test: TestStore;
  beforeAll(async () => {
    test = await open();
  });
  afterAll(() => test.dispose());

  it("is what run by run comes out, whatever was pinned, rerun or gathered by build", {
    timeout: 120_000,
  }, async () => {
    let number = 0;
    await fc.assert(
      fc.asyncProperty(history, async (drawn) => {
        number += 1;
        const key = { project: `p${number}`, target: "unit" };
        const all = placed(drawn);
        await post(test.store, key.project, all, drawn.consolidation);
        const found = await expiredSubmissions(test.store.connection, { ...key, retentionDays }, jobDay);
        const expected = naively(all, drawn.consolidation);
        expect(found.map(({ submissionId }) => submissionId)).toEqual(expected.toSorted());
      }),
      { numRuns: 6 },
    );
  });
});

import { type Failure, fingerprint } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findResult } from "./queries/findResult.ts";
import { findRun } from "./queries/findRun.ts";
import { findTest } from "./queries/findTest.ts";
import { connections } from "./testing/connections.ts";
import type { TestStore } from "./testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "./testing/submit.ts";

const reason: Failure = { type: "Skipped", message: "needs a printer\nwith paper", trace: "tests/test_print.py:7" };

describe.each(connections)("over %s, the reason of a skipped test", (_, open) => {
  let test: TestStore;
  const owner = whose("reasons");
  const skipped = resultOf("test_print", { status: "skipped", rawStatus: "skipped", failure: reason });
  const testId = idOf("reasons", skipped);

  beforeAll(async () => {
    test = await open();
    await test.store.append(partOf(owner, [submissionOf(owner), skipped, resultOf("test_plain", {}), end]));
    await test.store.settled();
  });
  afterAll(() => test.dispose());

  it("is given back with its attempt", async () => {
    const result = await findResult(test.store.connection, { runId: owner.submissionId, testId });
    expect(result?.outcome).toBe("skipped");
    expect(result?.attempts[0]?.failure).toEqual({ ...reason, fingerprint: fingerprint(reason) });
  });

  it("is no failure: neither of the run nor in the story of the test", async () => {
    const run = await findRun(test.store.connection, { runId: owner.submissionId });
    expect(run).toMatchObject({ status: "passed", counts: { skipped: 1, passed: 1, failed: 0, flaky: 0 } });
    expect(await findTest(test.store.connection, { testId })).toMatchObject({ lastFailure: null, failingSince: null });
  });
});

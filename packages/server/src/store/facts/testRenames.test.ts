import type { RenameEvidence } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../connection.ts";
import { findRename, listRenames } from "../queries/listRenames.ts";
import { acceptedRenames, testGroup } from "../queries/testGroup.ts";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "../testing/submit.ts";
import { decideRename, recordFoundRenames, renameId, stateRename } from "./testRenames.ts";

const project = "renamed";
const names = ["a", "b", "c", "d", "e", "f", "g"];
type Seven = [string, string, string, string, string, string, string];
const [a, b, c, d, e, f, g] = names.map((name) => idOf(project, { suite: "tests.cart", name })) as Seven;
const evidence: RenameEvidence = {
  score: 0.9,
  margin: 0.9,
  file: 0.35,
  path: 0.25,
  title: 0.15,
  params: 0.1,
  duration: 0.05,
};
const found = { confidence: 0.9, evidence, runId: "r", commit: "c", by: "backstory", reason: "" };

/** What the view for SQL says must be what the index says. */
async function expectViewToAgree(connection: Connection): Promise<void> {
  const rows = await connection.query<{ fromTestId: string; testId: string }>(
    "SELECT fromTestId, testId FROM testAliases WHERE project = {project:String}",
    { project },
  );
  const index = await acceptedRenames(connection, { project });
  const wanted = [a, b, c, d, e, f, g].filter((id) => index.newest(id) !== id).map((id) => [id, index.newest(id)]);
  expect(rows.map(({ fromTestId, testId }) => [fromTestId, testId]).toSorted()).toEqual(wanted.toSorted());
}

describe.each(connections)("renames over %s", (_, open) => {
  let test: TestStore;
  let connection: Connection;
  beforeAll(async () => {
    test = await open();
    connection = test.store.connection;
    const owner = whose(project);
    await test.store.append(partOf(owner, [submissionOf(owner), ...names.map((name) => resultOf(name)), end]));
    await test.store.settled();
  });
  afterAll(() => test.dispose());

  it("join tests in chains, found by every id that they had", async () => {
    await stateRename(connection, { project, from: a, to: b, by: "ada", reason: "clearer" });
    await stateRename(connection, { project, from: b, to: c, by: "ada", reason: "" });
    for (const testId of [a, b, c]) {
      expect(await testGroup(connection, { testId })).toEqual({ project, testId: c, testIds: [c, b, a] });
    }
    await expectViewToAgree(connection);
  });

  it("that contradict what stands are refused with what stands", async () => {
    const stating = (from: string, to: string) => stateRename(connection, { project, from, to, by: "", reason: "" });
    await expect(stating(c, a)).rejects.toMatchObject({ code: "rename-conflict" });
    await expect(stating(a, d)).rejects.toThrow(`${a} goes on as ${b} already`);
    await expect(stating(d, b)).rejects.toThrow(`${b} goes on from ${a} already`);
    await expect(stating(d, d)).rejects.toMatchObject({ code: "rename-conflict" });
  });

  it("are undone and accepted again, and every version is kept with who and why", async () => {
    const id = renameId({ project, from: a, to: b });
    const before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await decideRename(connection, { renameId: id, decision: "undo", by: "bob", reason: "another test" });
    expect((await testGroup(connection, { testId: a }))?.testIds).toEqual([a]);
    expect((await testGroup(connection, { testId: c }))?.testIds).toEqual([c, b]);
    expect((await testGroup(connection, { testId: a, asof: before }))?.testIds).toEqual([c, b, a]);
    await expectViewToAgree(connection);
    await decideRename(connection, { renameId: id, decision: "undo", by: "eve", reason: "again" });
    await decideRename(connection, { renameId: id, decision: "accept", by: "ada", reason: "it is" });
    expect((await testGroup(connection, { testId: a }))?.testIds).toEqual([c, b, a]);
    const detail = await findRename(connection, { renameId: id });
    expect(detail).toMatchObject({ from: { testId: a, name: "a" }, to: { name: "b" }, state: "accepted", by: "ada" });
    expect(detail?.changes.map(({ state, by, reason }) => [state, by, reason])).toEqual([
      ["accepted", "ada", "it is"],
      ["undone", "bob", "another test"],
      ["accepted", "ada", "clearer"],
    ]);
  });

  it("that were found do not speak against what people said, nor against each other", async () => {
    const undone = renameId({ project, from: a, to: b });
    await decideRename(connection, { renameId: undone, decision: "undo", by: "", reason: "" });
    const written = await recordFoundRenames(connection, project, [
      { from: a, to: b, state: "accepted", ...found },
      { from: d, to: e, state: "suggested", ...found },
      { from: f, to: g, state: "accepted", ...found },
      { from: d, to: g, state: "accepted", ...found },
    ]);
    expect(written.map(({ from, to }) => [from, to])).toEqual([
      [d, e],
      [f, g],
    ]);
    expect((await testGroup(connection, { testId: f }))?.testId).toBe(g);
    expect((await testGroup(connection, { testId: d }))?.testId).toBe(d);
    const again = [{ from: d, to: e, state: "suggested" as const, ...found }];
    expect(await recordFoundRenames(connection, project, again)).toEqual([]);
    expect(await recordFoundRenames(connection, project, [{ ...again[0], state: "accepted" } as never])).toHaveLength(
      1,
    );
    await decideRename(connection, {
      renameId: renameId({ project, from: d, to: e }),
      decision: "undo",
      by: "",
      reason: "",
    });
    await expectViewToAgree(connection);
  });

  it("are decided one way at a time", async () => {
    const accepted = renameId({ project, from: f, to: g });
    await expect(
      decideRename(connection, { renameId: accepted, decision: "refuse", by: "", reason: "" }),
    ).rejects.toMatchObject({ code: "rename-conflict" });
    const undone = renameId({ project, from: d, to: e });
    await decideRename(connection, { renameId: undone, decision: "refuse", by: "", reason: "" });
    await expect(decideRename(connection, { renameId: undone, decision: "undo", by: "", reason: "" })).rejects.toThrow(
      "refused",
    );
    expect(await decideRename(connection, { renameId: a, decision: "accept", by: "", reason: "" })).toBeUndefined();
    const both = await Promise.allSettled(
      [f, d].map((from) => stateRename(connection, { project, from, to: a, by: "", reason: "" })),
    );
    expect(both.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
  });

  it("are listed changed last first, page by page, by state and by test", async () => {
    const all = await listRenames(connection, { project, limit: 100 });
    expect(all.items.map(({ changedAt }) => changedAt)).toEqual(
      all.items
        .map(({ changedAt }) => changedAt)
        .toSorted()
        .toReversed(),
    );
    expect(all.items.find(({ from }) => from.testId === f)?.evidence).toEqual(evidence);
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRenames(connection, { project, limit: 1, cursor });
      paged.push(...page.items.map((rename) => rename.renameId));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(paged).toEqual(all.items.map((rename) => rename.renameId));
    const refused = await listRenames(connection, { project, state: "refused", limit: 9 });
    expect(refused.items.map(({ from, to }) => [from.testId, to.testId])).toEqual([[d, e]]);
    const ofTest = await listRenames(connection, { testId: g, limit: 9 });
    expect(ofTest.items.map(({ from }) => from.testId)).toEqual([f]);
    expect((await listRenames(connection, { project: "other", limit: 9 })).items).toEqual([]);
  });
});

import { bugSchema, commentSchema, testAuditEntrySchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestGroup, testGroup } from "../queries/testGroup.ts";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "../testing/submit.ts";
import { assignTest, findAssignment, resolveAssignment } from "./assignments.ts";
import { addBug, listBugs, removeBug } from "./bugs.ts";
import { addComment, listComments, removeComment } from "./comments.ts";
import { resolvePassed } from "./resolvePassed.ts";
import { testAudit } from "./testAudit.ts";
import { decideRename, renameId, stateRename } from "./testRenames.ts";

const project = "stated";
const testId = idOf(project, { suite: "tests.cart", name: "test_a" });

describe.each(connections)("facts about a test over %s", (_, open) => {
  let test: TestStore;
  let group: TestGroup;
  beforeAll(async () => {
    test = await open();
    const owner = whose(project);
    await test.store.append(partOf(owner, [submissionOf(owner), resultOf("test_a"), end]));
    await test.store.settled();
    group = (await testGroup(test.store.connection, { testId })) as TestGroup;
  });
  afterAll(() => test.dispose());

  it("are stated of tests that there are", async () => {
    expect(group).toEqual({ project, testId, testIds: [testId] });
    const nobody = "00000000-0000-0000-0000-000000000000";
    expect(await testGroup(test.store.connection, { testId: nobody })).toBeUndefined();
  });

  it("keep comments until they are taken back, and know what stood at a time", async () => {
    const { connection } = test.store;
    const text = "it's \\ odd\n\u202eand \u0007long";
    const first = await addComment(connection, group, { text, by: "ada" });
    const second = await addComment(connection, group, { text: "second", by: "" });
    expect(commentSchema.parse(first)).toMatchObject({ text, by: "ada", removedAt: null });
    expect(await listComments(connection, group)).toEqual([first, second]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const between = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const removed = await removeComment(connection, group, { commentId: first.commentId, by: "bob", reason: "rude" });
    expect(removed?.removedAt).toMatch(/Z$/);
    expect(await removeComment(connection, group, { commentId: first.commentId, by: "", reason: "" })).toEqual(removed);
    expect(await listComments(connection, group)).toEqual([second]);
    expect(await listComments(connection, group, between)).toEqual([first, second]);
    expect(await removeComment(connection, group, { commentId: "none", by: "", reason: "" })).toBeUndefined();
  });

  it("link bugs once, with what the address says of the tracker", async () => {
    const { connection } = test.store;
    const url = "https://acme.atlassian.net/browse/SHOP-1";
    const bug = await addBug(connection, group, { url, title: "Rounding", by: "ada" });
    expect(bugSchema.parse(bug)).toMatchObject({ tracker: "jira", key: "SHOP-1", title: "Rounding" });
    expect(await addBug(connection, group, { url, title: "again", by: "eve" })).toEqual(bug);
    const own = await addBug(connection, group, { url: `${url}2`, title: "", by: "", tracker: "other", key: "x" });
    expect(await listBugs(connection, group)).toEqual([bug, own]);
    await removeBug(connection, group, { bugId: bug.bugId, by: "bob", reason: "mended" });
    expect(await listBugs(connection, group)).toEqual([own]);
    expect((await addBug(connection, group, { url, title: "back", by: "" })).bugId).not.toBe(bug.bugId);
    expect(await removeBug(connection, group, { bugId: "none", by: "", reason: "" })).toBeUndefined();
  });

  it("leave every version in the audit, newest first, with who and why", async () => {
    const { connection } = test.store;
    await assignTest(connection, group, { assignee: "ada", by: "bob", reason: "knows it" });
    await resolveAssignment(connection, group, { by: "ada", reason: "mended" });
    const audit = await testAudit(connection, group);
    for (const entry of audit) expect(testAuditEntrySchema.parse(entry)).toEqual(entry);
    expect(audit.map(({ kind, action, by, reason, value }) => [kind, action, by, reason, value])).toEqual([
      ["assignment", "resolved", "ada", "mended", "ada"],
      ["assignment", "assigned", "bob", "knows it", "ada"],
      ["bug", "added", "", "", "https://acme.atlassian.net/browse/SHOP-1"],
      ["bug", "removed", "bob", "mended", "https://acme.atlassian.net/browse/SHOP-1"],
      ["bug", "added", "", "", "https://acme.atlassian.net/browse/SHOP-12"],
      ["bug", "added", "ada", "", "https://acme.atlassian.net/browse/SHOP-1"],
      ["comment", "removed", "bob", "rude", expect.stringContaining("odd")],
      ["comment", "added", "", "", "second"],
      ["comment", "added", "ada", "", expect.stringContaining("odd")],
    ]);
    const times = audit.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(await testAudit(connection, group, "2026-01-01T00:00:00.000Z")).toEqual([]);
  });

  it("go with a test through its renames, and stay with their name when a rename is undone", async () => {
    const { connection } = test.store;
    const from = idOf(project, { suite: "tests.cart", name: "test_old" });
    const to = idOf(project, { suite: "tests.cart", name: "test_new" });
    const groupOf = async (id: string) => (await testGroup(connection, { testId: id })) as TestGroup;
    for (const [name, status] of [
      ["test_old", "failed"],
      ["test_new", "passed"],
    ] as const) {
      const owner = whose(project, Date.now() + (status === "passed" ? 60_000 : -60_000));
      const failure = status === "failed" ? { failure: { message: "boom" } } : {};
      await test.store.append(partOf(owner, [submissionOf(owner), resultOf(name, { status, ...failure }), end]));
    }
    await test.store.settled();
    await addComment(connection, await groupOf(from), { text: "old", by: "" });
    await assignTest(connection, await groupOf(from), { assignee: "ada", by: "", reason: "" });
    expect(await resolvePassed(connection)).toEqual([]);

    const rename = { project, from, to, by: "", reason: "" };
    await stateRename(connection, rename);
    expect(await listComments(connection, await groupOf(to))).toMatchObject([{ text: "old", testId: to }]);
    expect(await findAssignment(connection, await groupOf(to))).toMatchObject({ assignee: "ada", testId: to });
    expect(await resolvePassed(connection)).toMatchObject([{ assignee: "ada", state: "resolved", testId: to }]);
    expect(await testAudit(connection, await groupOf(from))).toHaveLength(3);

    await decideRename(connection, { renameId: renameId(rename), decision: "undo", by: "", reason: "" });
    expect(await listComments(connection, await groupOf(to))).toEqual([]);
    expect(await findAssignment(connection, await groupOf(to))).toBeUndefined();
    expect(await findAssignment(connection, await groupOf(from))).toMatchObject({ state: "resolved", testId: from });
  });
});

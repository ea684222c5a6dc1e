import { bugSchema, commentSchema, testAuditEntrySchema } from "@backstory/model";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connections } from "../testing/connections.ts";
import type { TestStore } from "../testing/openTestStore.ts";
import { end, idOf, partOf, resultOf, submissionOf, whose } from "../testing/submit.ts";
import { assignTest, resolveAssignment } from "./assignments.ts";
import { addBug, listBugs, removeBug } from "./bugs.ts";
import { addComment, listComments, removeComment } from "./comments.ts";
import { testAudit } from "./testAudit.ts";
import { type TestScope, testScope } from "./testScope.ts";

const project = "stated";
const testId = idOf(project, { suite: "tests.cart", name: "test_a" });

describe.each(connections)("facts about a test over %s", (_, open) => {
  let test: TestStore;
  let scope: TestScope;
  beforeAll(async () => {
    test = await open();
    const owner = whose(project);
    await test.store.append(partOf(owner, [submissionOf(owner), resultOf("test_a"), end]));
    await test.store.settled();
    scope = (await testScope(test.store.connection, testId)) as TestScope;
  });
  afterAll(() => test.dispose());

  it("are stated of tests that there are", async () => {
    expect(scope).toEqual({ project, testId, testIds: [testId] });
    const nobody = "00000000-0000-0000-0000-000000000000";
    expect(await testScope(test.store.connection, nobody)).toBeUndefined();
  });

  it("keep comments until they are taken back, and know what stood at a time", async () => {
    const { connection } = test.store;
    const text = "it's \\ odd\n\u202eand \u0007long";
    const first = await addComment(connection, scope, { text, by: "ada" });
    const second = await addComment(connection, scope, { text: "second", by: "" });
    expect(commentSchema.parse(first)).toMatchObject({ text, by: "ada", removedAt: null });
    expect(await listComments(connection, scope)).toEqual([first, second]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const between = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const removed = await removeComment(connection, scope, { commentId: first.commentId, by: "bob", reason: "rude" });
    expect(removed?.removedAt).toMatch(/Z$/);
    expect(await removeComment(connection, scope, { commentId: first.commentId, by: "", reason: "" })).toEqual(removed);
    expect(await listComments(connection, scope)).toEqual([second]);
    expect(await listComments(connection, scope, between)).toEqual([first, second]);
    expect(await removeComment(connection, scope, { commentId: "none", by: "", reason: "" })).toBeUndefined();
  });

  it("link bugs once, with what the address says of the tracker", async () => {
    const { connection } = test.store;
    const url = "https://acme.atlassian.net/browse/SHOP-1";
    const bug = await addBug(connection, scope, { url, title: "Rounding", by: "ada" });
    expect(bugSchema.parse(bug)).toMatchObject({ tracker: "jira", key: "SHOP-1", title: "Rounding" });
    expect(await addBug(connection, scope, { url, title: "again", by: "eve" })).toEqual(bug);
    const own = await addBug(connection, scope, { url: `${url}2`, title: "", by: "", tracker: "other", key: "x" });
    expect(await listBugs(connection, scope)).toEqual([bug, own]);
    await removeBug(connection, scope, { bugId: bug.bugId, by: "bob", reason: "mended" });
    expect(await listBugs(connection, scope)).toEqual([own]);
    expect((await addBug(connection, scope, { url, title: "back", by: "" })).bugId).not.toBe(bug.bugId);
    expect(await removeBug(connection, scope, { bugId: "none", by: "", reason: "" })).toBeUndefined();
  });

  it("leave every version in the audit, newest first, with who and why", async () => {
    const { connection } = test.store;
    await assignTest(connection, scope, { assignee: "ada", by: "bob", reason: "knows it" });
    await resolveAssignment(connection, scope, { by: "ada", reason: "mended" });
    const audit = await testAudit(connection, scope);
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
    expect(await testAudit(connection, scope, "2026-01-01T00:00:00.000Z")).toEqual([]);
  });
});

import {
  assignmentSchema,
  bugSchema,
  commentSchema,
  newAssignmentSchema,
  newBugSchema,
  newCommentSchema,
  pageOf,
  testAuditEntrySchema,
  withdrawalSchema,
} from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { assignTest, findAssignment, resolveAssignment } from "../../store/facts/assignments.ts";
import { addBug, listBugs, removeBug } from "../../store/facts/bugs.ts";
import { addComment, listComments, removeComment } from "../../store/facts/comments.ts";
import { testAudit } from "../../store/facts/testAudit.ts";
import { type TestGroup, testGroup } from "../../store/queries/testGroup.ts";
import { answers, orProblem } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { asofParameter, idParameter, testIdParameter } from "../parameters.ts";

const ofTest = z.object({ testId: testIdParameter });
const asof = z.object({ asof: asofParameter });

function body<Schema extends z.ZodType>(schema: Schema) {
  return { required: true, content: { "application/json": { schema } } } as const;
}

function made<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 201: { description, content: { "application/json": { schema } } }, ...orProblem } as const;
}

const getComments = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/comments",
  summary: "What was said about a test, oldest first",
  request: { params: ofTest, query: asof },
  responses: answers(pageOf(commentSchema), "Comments"),
});

const postComment = createRoute({
  method: "post",
  path: "/api/v1/tests/{testId}/comments",
  summary: "Says something about a test",
  request: { params: ofTest, body: body(newCommentSchema) },
  responses: made(commentSchema, "The comment"),
});

const deleteComment = createRoute({
  method: "delete",
  path: "/api/v1/tests/{testId}/comments/{commentId}",
  summary: "Takes a comment back; the audit keeps it",
  request: { params: ofTest.extend({ commentId: idParameter }), query: withdrawalSchema },
  responses: answers(commentSchema, "The comment, removed"),
});

const getBugs = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/bugs",
  summary: "The bugs that a test is linked to, oldest link first",
  request: { params: ofTest, query: asof },
  responses: answers(pageOf(bugSchema), "Links"),
});

const postBug = createRoute({
  method: "post",
  path: "/api/v1/tests/{testId}/bugs",
  summary: "Links a test to a bug; tracker and key are read off the address when left out",
  request: { params: ofTest, body: body(newBugSchema) },
  responses: made(bugSchema, "The link"),
});

const deleteBug = createRoute({
  method: "delete",
  path: "/api/v1/tests/{testId}/bugs/{bugId}",
  summary: "Takes a link to a bug back; the audit keeps it",
  request: { params: ofTest.extend({ bugId: idParameter }), query: withdrawalSchema },
  responses: answers(bugSchema, "The link, removed"),
});

const getAssignment = createRoute({
  method: "get",
  path: "/api/v1/tests/{testId}/assignment",
  summary: "Who is on a test, or was",
  request: { params: ofTest, query: asof },
  responses: answers(assignmentSchema, "The assignment"),
});

const putAssignment = createRoute({
  method: "put",
  path: "/api/v1/tests/{testId}/assignment",
  summary: "Assigns a test to somebody, or to somebody else, or again; later runs show it until it is resolved",
  request: { params: ofTest, body: body(newAssignmentSchema) },
  responses: answers(assignmentSchema, "The assignment"),
});

const postResolve = createRoute({
  method: "post",
  path: "/api/v1/tests/{testId}/assignment/resolve",
  summary: "Resolves the assignment of a test by hand",
  request: { params: ofTest, body: body(withdrawalSchema) },
  responses: answers(assignmentSchema, "The assignment, resolved"),
});

const getAudit = createRoute({
  method: "get",
  path: "/api/v1/audit",
  summary: "Every version of every comment, bug link and assignment of a test, newest first",
  request: { query: z.object({ test: testIdParameter, asof: asofParameter }) },
  responses: answers(pageOf(testAuditEntrySchema), "What was done, when, by whom and why"),
});

/** Adds the routes about what people state about a test. */
export function addTestFactRoutes(api: Api, { store: { connection } }: Services): void {
  async function groupOf(testId: string): Promise<TestGroup> {
    return found(await testGroup(connection, { testId }), `test ${testId}`);
  }

  api.openapi(getComments, async (context) => {
    const group = await groupOf(context.req.valid("param").testId);
    const items = await listComments(connection, group, context.req.valid("query").asof);
    return context.json({ items, nextCursor: null }, 200);
  });

  api.openapi(postComment, async (context) => {
    const group = await groupOf(context.req.valid("param").testId);
    return context.json(await addComment(connection, group, context.req.valid("json")), 201);
  });

  api.openapi(deleteComment, async (context) => {
    const { testId, commentId } = context.req.valid("param");
    const change = { commentId, ...context.req.valid("query") };
    const comment = await removeComment(connection, await groupOf(testId), change);
    return context.json(found(comment, `comment ${commentId} on test ${testId}`), 200);
  });

  api.openapi(getBugs, async (context) => {
    const group = await groupOf(context.req.valid("param").testId);
    const items = await listBugs(connection, group, context.req.valid("query").asof);
    return context.json({ items, nextCursor: null }, 200);
  });

  api.openapi(postBug, async (context) => {
    const group = await groupOf(context.req.valid("param").testId);
    return context.json(await addBug(connection, group, context.req.valid("json")), 201);
  });

  api.openapi(deleteBug, async (context) => {
    const { testId, bugId } = context.req.valid("param");
    const bug = await removeBug(connection, await groupOf(testId), { bugId, ...context.req.valid("query") });
    return context.json(found(bug, `link ${bugId} of test ${testId}`), 200);
  });

  api.openapi(getAssignment, async (context) => {
    const { testId } = context.req.valid("param");
    const assignment = await findAssignment(connection, await groupOf(testId), context.req.valid("query").asof);
    return context.json(found(assignment, `assignment of test ${testId}`), 200);
  });

  api.openapi(putAssignment, async (context) => {
    const group = await groupOf(context.req.valid("param").testId);
    return context.json(await assignTest(connection, group, context.req.valid("json")), 200);
  });

  api.openapi(postResolve, async (context) => {
    const { testId } = context.req.valid("param");
    const assignment = await resolveAssignment(connection, await groupOf(testId), context.req.valid("json"));
    return context.json(found(assignment, `assignment of test ${testId}`), 200);
  });

  api.openapi(getAudit, async (context) => {
    const { test, asof: until } = context.req.valid("query");
    const items = await testAudit(connection, await groupOf(test), until);
    return context.json({ items, nextCursor: null }, 200);
  });
}

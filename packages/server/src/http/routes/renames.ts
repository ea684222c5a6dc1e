import {
  newRenameSchema,
  pageOf,
  type RenameDetail,
  renameDecisionSchema,
  renameDetailSchema,
  renameSchema,
  renameStateSchema,
} from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { decideRename, type RenameDecision, stateRename } from "../../store/facts/testRenames.ts";
import { findRename, listRenames } from "../../store/queries/listRenames.ts";
import { testGroup } from "../../store/queries/testGroup.ts";
import { answers, orProblem } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { asofParameter, optionalSlug, pageParameters, testIdParameter } from "../parameters.ts";

const ofRename = z.object({ renameId: testIdParameter });
const decision = { required: false, content: { "application/json": { schema: renameDecisionSchema } } } as const;

const getRenames = createRoute({
  method: "get",
  path: "/api/v1/renames",
  summary: "Renames of tests as they stand, changed last first",
  request: {
    query: z.object({
      project: optionalSlug,
      state: renameStateSchema.optional(),
      testId: testIdParameter.optional(),
      asof: asofParameter,
      ...pageParameters,
    }),
  },
  responses: answers(pageOf(renameSchema), "One page of renames"),
});

const getRename = createRoute({
  method: "get",
  path: "/api/v1/renames/{renameId}",
  summary: "One rename, with who said what about it and when",
  request: { params: ofRename },
  responses: answers(renameDetailSchema, "The rename with its versions, newest first"),
});

const postRename = createRoute({
  method: "post",
  path: "/api/v1/renames",
  summary: "Joins the histories of two tests: the one is the other renamed",
  request: { body: { required: true, content: { "application/json": { schema: newRenameSchema } } } },
  responses: {
    201: { description: "The rename, accepted", content: { "application/json": { schema: renameDetailSchema } } },
    ...orProblem,
  },
});

const postDecision = createRoute({
  method: "post",
  path: "/api/v1/renames/{renameId}/{decision}",
  summary: "Accepts or refuses a suggested rename, or undoes an accepted one",
  request: {
    params: ofRename.extend({ decision: z.enum(["accept", "refuse", "undo"] satisfies RenameDecision[]) }),
    body: decision,
  },
  responses: answers(renameDetailSchema, "The rename as it stands now"),
});

/** Adds the routes about renames of tests. */
export function addRenameRoutes(api: Api, { store: { connection } }: Services): void {
  const whole = async (renameId: string): Promise<RenameDetail> =>
    found(await findRename(connection, { renameId }), `rename ${renameId}`);

  api.openapi(getRenames, async (context) =>
    context.json(await listRenames(connection, context.req.valid("query")), 200),
  );

  api.openapi(getRename, async (context) => context.json(await whole(context.req.valid("param").renameId), 200));

  api.openapi(postRename, async (context) => {
    const { from, to, by, reason } = context.req.valid("json");
    const { project } = found(await testGroup(connection, { testId: from }), `test ${from}`);
    const other = await testGroup(connection, { testId: to });
    if (other?.project !== project) found(undefined, `test ${to} in the project ${project}`);
    const renameId = await stateRename(connection, { project, from, to, by, reason });
    return context.json(await whole(renameId), 201);
  });

  api.openapi(postDecision, async (context) => {
    const { renameId, decision } = context.req.valid("param");
    const { by = "", reason = "" } = context.req.valid("json") ?? {};
    found(await decideRename(connection, { renameId, decision, by, reason }), `rename ${renameId}`);
    return context.json(await whole(renameId), 200);
  });
}

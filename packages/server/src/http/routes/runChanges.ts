import { changeNoteSchema, resultDetailSchema, runSchema, statusSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { overrideResult, removeOverride } from "../../store/facts/overrides.ts";
import { deleteRun, pinRun, restoreRun } from "../../store/facts/runMarks.ts";
import { findResult } from "../../store/queries/findResult.ts";
import { findRun } from "../../store/queries/findRun.ts";
import { answers } from "../answers.ts";
import { noteOf, optionalNote } from "../changeNote.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { idParameter, testIdParameter } from "../parameters.ts";

const ofRun = z.object({ runId: idParameter });
const ofResult = ofRun.extend({ testId: testIdParameter });
const override = changeNoteSchema.extend({ status: statusSchema });

const deleteRunRoute = createRoute({
  method: "delete",
  path: "/api/v1/runs/{runId}",
  summary: "Deletes a run: lists, counts and histories leave it out until it is restored",
  request: { params: ofRun, query: changeNoteSchema, body: optionalNote },
  responses: answers(runSchema, "The run as it was"),
});

const postRestore = createRoute({
  method: "post",
  path: "/api/v1/runs/{runId}/restore",
  summary: "Brings a deleted run back",
  request: { params: ofRun, query: changeNoteSchema, body: optionalNote },
  responses: answers(runSchema, "The run"),
});

const putPin = createRoute({
  method: "put",
  path: "/api/v1/runs/{runId}/pin",
  summary: "Keeps a run, however old it becomes",
  request: { params: ofRun, query: changeNoteSchema, body: optionalNote },
  responses: answers(runSchema, "The run"),
});

const deletePin = createRoute({
  method: "delete",
  path: "/api/v1/runs/{runId}/pin",
  summary: "Lets a run go when it is old enough",
  request: { params: ofRun, query: changeNoteSchema, body: optionalNote },
  responses: answers(runSchema, "The run"),
});

const putOverride = createRoute({
  method: "put",
  path: "/api/v1/runs/{runId}/results/{testId}/override",
  summary: "Says how the result of a test in a run has to be read; what was recorded stays",
  request: { params: ofResult, body: { required: true, content: { "application/json": { schema: override } } } },
  responses: answers(resultDetailSchema, "The result"),
});

const deleteOverride = createRoute({
  method: "delete",
  path: "/api/v1/runs/{runId}/results/{testId}/override",
  summary: "Takes back what was said: the result is read from its attempts again",
  request: { params: ofResult, query: changeNoteSchema, body: optionalNote },
  responses: answers(resultDetailSchema, "The result"),
});

/** Adds the routes by which people delete, restore, keep and correct runs. */
export function addRunChangeRoutes(api: Api, { store: { connection } }: Services): void {
  api.openapi(deleteRunRoute, async (context) => {
    const { runId } = context.req.valid("param");
    const run = found(await findRun(connection, { runId }), `run ${runId}`);
    await deleteRun(connection, { runId, ...noteOf(context.req.valid("json"), context.req.valid("query")) });
    return context.json(run, 200);
  });

  api.openapi(postRestore, async (context) => {
    const { runId } = context.req.valid("param");
    const note = noteOf(context.req.valid("json"), context.req.valid("query"));
    found(await restoreRun(connection, { runId, ...note }), `deleted run ${runId}`);
    return context.json(found(await findRun(connection, { runId }), `run ${runId}`), 200);
  });

  api.openapi(putPin, async (context) => {
    const { runId } = context.req.valid("param");
    const note = noteOf(context.req.valid("json"), context.req.valid("query"));
    found(await pinRun(connection, { runId, pinned: true, ...note }), `run ${runId}`);
    return context.json(found(await findRun(connection, { runId }), `run ${runId}`), 200);
  });

  api.openapi(deletePin, async (context) => {
    const { runId } = context.req.valid("param");
    const note = noteOf(context.req.valid("json"), context.req.valid("query"));
    found(await pinRun(connection, { runId, pinned: false, ...note }), `run ${runId}`);
    return context.json(found(await findRun(connection, { runId }), `run ${runId}`), 200);
  });

  api.openapi(putOverride, async (context) => {
    const key = context.req.valid("param");
    const isThere = await overrideResult(connection, { ...key, ...context.req.valid("json") });
    return context.json(found((isThere || undefined) && (await findResult(connection, key)), whatOf(key)), 200);
  });

  api.openapi(deleteOverride, async (context) => {
    const key = context.req.valid("param");
    const note = noteOf(context.req.valid("json"), context.req.valid("query"));
    const wasThere = await removeOverride(connection, { ...key, ...note });
    return context.json(found((wasThere || undefined) && (await findResult(connection, key)), whatOf(key)), 200);
  });
}

function whatOf({ runId, testId }: { readonly runId: string; readonly testId: string }): string {
  return `such result of test ${testId} in run ${runId}`;
}

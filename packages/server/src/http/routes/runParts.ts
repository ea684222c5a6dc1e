import { Readable } from "node:stream";
import { groupKindSchema, resultGroupsSchema, runAttachmentsSchema, runTimelineSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { findRun } from "../../store/queries/findRun.ts";
import { resultGroups } from "../../store/queries/run/resultGroups.ts";
import { runAttachments } from "../../store/queries/run/runAttachments.ts";
import { runTimeline } from "../../store/queries/run/runTimeline.ts";
import { answers, orProblem } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { exportRun } from "../export/exportRun.ts";
import { found } from "../found.ts";
import { outcomesOf } from "../outcomesOf.ts";
import { asofParameter, idParameter, searchParameter } from "../parameters.ts";

const ofRun = z.object({ runId: idParameter });
const asof = z.object({ asof: asofParameter });

const getGroups = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/groups",
  summary: "The results of a run in groups, those that fail first",
  request: {
    params: ofRun,
    query: asof.extend({
      by: groupKindSchema,
      label: z.string().max(500).optional().openapi({ description: "The label to group by" }),
      status: z.string().max(100).optional().openapi({ description: "Outcomes, separated by commas" }),
      q: searchParameter,
    }),
  },
  responses: answers(resultGroupsSchema, "The groups"),
});

const getTimeline = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/timeline",
  summary: "When which attempt of a run ran on which worker",
  request: { params: ofRun, query: asof },
  responses: answers(runTimelineSchema, "The attempts by worker"),
});

const getAttachments = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/attachments",
  summary: "The files of a run: those of the build, of failing tests, and of the others",
  request: { params: ofRun, query: asof },
  responses: answers(runAttachmentsSchema, "The files"),
});

const getExport = createRoute({
  method: "get",
  path: "/api/v1/runs/{runId}/export.html",
  summary: "The whole run as one HTML page that needs no server, no network and no script",
  request: { params: ofRun, query: asof },
  responses: {
    200: { description: "The page", content: { "text/html": { schema: z.string() } } },
    ...orProblem,
  },
});

/** Adds the routes about parts of a run: groups of its results, its timeline and its files. */
export function addRunPartRoutes(api: Api, { store: { connection }, blobs, now }: Services): void {
  api.openapi(getGroups, async (context) => {
    const { runId } = context.req.valid("param");
    const { status, ...query } = context.req.valid("query");
    const groups = await resultGroups(connection, { runId, ...query, status: outcomesOf(status) });
    return context.json(found(groups, `run ${runId}`), 200);
  });

  api.openapi(getTimeline, async (context) => {
    const question = { ...context.req.valid("param"), ...context.req.valid("query") };
    return context.json(found(await runTimeline(connection, question), `run ${question.runId}`), 200);
  });

  api.openapi(getAttachments, async (context) => {
    const question = { ...context.req.valid("param"), ...context.req.valid("query") };
    return context.json(found(await runAttachments(connection, question), `run ${question.runId}`), 200);
  });

  api.openapi(getExport, async (context) => {
    const question = { ...context.req.valid("param"), ...context.req.valid("query") };
    const run = found(
      await findRun(connection, question, Date.parse(question.asof ?? now().toISOString())),
      `run ${question.runId}`,
    );
    const pieces = exportRun({ connection, blobs, run, asof: question.asof, now: now() });
    const stream = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream<Uint8Array>;
    return context.body(stream, 200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Disposition": `attachment; filename="run-${run.runId}.html"`,
      "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    }) as never;
  });
}

import {
  auditEntrySchema,
  changeNoteSchema,
  pageOf,
  projectSchema,
  slug,
  targetDetailSchema,
  targetSettingsChangeSchema,
} from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import { targetAudit } from "../../store/facts/targetAudit.ts";
import { nameProject } from "../../store/facts/targetNames.ts";
import { changeTargetSettings, deleteTarget, findTargetSettings } from "../../store/facts/targetSettings.ts";
import { revokeTokensOfTarget } from "../../store/facts/tokens.ts";
import { listProjects } from "../../store/queries/listProjects.ts";
import { listTargets } from "../../store/queries/listTargets.ts";
import { answers, orProblem } from "../answers.ts";
import { noteOf, optionalNote } from "../changeNote.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { asofParameter } from "../parameters.ts";

const ofTarget = z.object({ project: slug, target: slug });

const postProject = createRoute({
  method: "post",
  path: "/api/v1/projects",
  summary: "Makes a project known; one that is known stays as it is",
  request: {
    body: { required: true, content: { "application/json": { schema: changeNoteSchema.extend({ project: slug }) } } },
  },
  responses: {
    201: { description: "The project", content: { "application/json": { schema: projectSchema } } },
    ...orProblem,
  },
});

const getTarget = createRoute({
  method: "get",
  path: "/api/v1/targets/{project}/{target}",
  summary: "The settings of a target; those of a new one where nobody said anything",
  request: { params: ofTarget },
  responses: answers(targetDetailSchema, "The target"),
});

const putTarget = createRoute({
  method: "put",
  path: "/api/v1/targets/{project}/{target}",
  summary: "Changes the settings that are given, and makes the target known; a deleted one is there again",
  request: {
    params: ofTarget,
    body: { required: true, content: { "application/json": { schema: targetSettingsChangeSchema } } },
  },
  responses: answers(targetDetailSchema, "The target with all its settings"),
});

const deleteTargetRoute = createRoute({
  method: "delete",
  path: "/api/v1/targets/{project}/{target}",
  summary: "Deletes a target: nothing shows its runs any more, and its tokens stop working",
  request: { params: ofTarget, query: changeNoteSchema, body: optionalNote },
  responses: answers(targetDetailSchema, "The target, deleted"),
});

const getAudit = createRoute({
  method: "get",
  path: "/api/v1/targets/{project}/{target}/audit",
  summary: "Who changed what about a target, its runs, results and tokens, newest first",
  request: { params: ofTarget, query: z.object({ asof: asofParameter }) },
  responses: answers(pageOf(auditEntrySchema), "At most 500 changes"),
});

/** For how long an answer waits until results are read by the words that were changed; the rest is done behind it. */
const patienceMs = 2_000;

/** Adds the routes about one target and its settings. */
export function addTargetRoutes(api: Api, { store, scopes }: Services): void {
  const { connection } = store;

  api.openapi(postProject, async (context) => {
    const { project } = context.req.valid("json");
    await nameProject(connection, { project });
    const projects = await listProjects(connection);
    return context.json(
      found(
        projects.find((each) => each.project === project),
        `project ${project}`,
      ),
      201,
    );
  });

  api.openapi(getTarget, async (context) =>
    context.json(await findTargetSettings(connection, context.req.valid("param")), 200),
  );

  api.openapi(putTarget, async (context) => {
    const change = context.req.valid("json");
    const detail = await changeTargetSettings(connection, context.req.valid("param"), change);
    scopes.forget();
    if (change.interpretation !== undefined) await Promise.race([store.refresh(), patience()]);
    return context.json(detail, 200);
  });

  api.openapi(deleteTargetRoute, async (context) => {
    const key = context.req.valid("param");
    const note = noteOf(context.req.valid("json"), context.req.valid("query"));
    const targets = await listTargets(connection, key);
    found(
      targets.find(({ target }) => target === key.target),
      `target ${key.project}/${key.target}`,
    );
    const detail = await deleteTarget(connection, key, note);
    await revokeTokensOfTarget(connection, key);
    scopes.forget();
    return context.json(detail, 200);
  });

  api.openapi(getAudit, async (context) => {
    const { asof } = context.req.valid("query");
    const items = await targetAudit(connection, context.req.valid("param"), asof);
    return context.json({ items, nextCursor: null }, 200);
  });
}

function patience(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patienceMs).unref();
  });
}

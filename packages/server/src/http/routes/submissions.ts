import { BackstoryError, partAnswerSchema } from "@backstory/model";
import { createRoute, z } from "@hono/zod-openapi";
import type { BodyEncoding } from "../../ingest/inflate.ts";
import { readBody } from "../../ingest/readBody.ts";
import { answers } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
import { found } from "../found.ts";
import { submissionIdParameter } from "../parameters.ts";
import { takePart } from "../takePart.ts";

const postRecords = createRoute({
  method: "post",
  path: "/api/v1/submissions/{submissionId}/records",
  summary: "Takes a part of a submission: NDJSON records, plain or gzip, from line `offset` on",
  security: [{}, { ingestToken: [] }],
  request: {
    params: z.object({ submissionId: submissionIdParameter }),
    query: z.object({ offset: z.coerce.number().int().min(0).max(4_294_967_295).default(0) }),
    body: { required: true, content: { "application/x-ndjson": { schema: z.string() } } },
  },
  responses: answers(partAnswerSchema, "What was kept, and each line that was refused"),
});

const getSubmission = createRoute({
  method: "get",
  path: "/api/v1/submissions/{submissionId}",
  summary: "How far a submission has arrived",
  request: { params: z.object({ submissionId: submissionIdParameter }) },
  responses: answers(
    z.object({ submissionId: z.string(), nextOffset: z.int().min(0), ended: z.boolean() }),
    "The number of lines that are kept",
  ),
});

/** Adds the routes by which records come in. */
export function addSubmissionRoutes(api: Api, services: Services): void {
  api.openapi(postRecords, async (context) => {
    const { submissionId } = context.req.valid("param");
    const { offset } = context.req.valid("query");
    const encoding = encodingOf(context.req.header("content-type"), context.req.header("content-encoding"));
    const scope = await services.scopes.of(context.req.header("authorization"));
    const held = services.budget.hold();
    try {
      const body = await readBody(context.env.incoming, services.limits.wireBytes, held);
      return context.json(await takePart(services, { submissionId, offset, body, encoding, scope, held }), 200);
    } finally {
      held.release();
    }
  });

  api.openapi(getSubmission, async (context) => {
    const { submissionId } = context.req.valid("param");
    const position = found(await services.store.position(submissionId), `submission ${submissionId}`);
    return context.json({ submissionId, nextOffset: position.nextOffset, ended: position.ended }, 200);
  });
}

function encodingOf(contentType: string | undefined, contentEncoding: string | undefined): BodyEncoding {
  const type = contentType?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-ndjson") {
    throw new BackstoryError("media-type-unsupported", `The Content-Type is ${JSON.stringify(type ?? "")}.`);
  }
  const encoding = contentEncoding?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "gzip") return encoding;
  throw new BackstoryError("media-type-unsupported", `The Content-Encoding is ${JSON.stringify(encoding)}.`);
}

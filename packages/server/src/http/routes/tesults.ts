import { z } from "@hono/zod-openapi";
import { readBody } from "../../ingest/readBody.ts";
import type { Api, Services } from "../environment.ts";
import { refuseInvalid } from "../invalidRequest.ts";
import { inItsShape } from "../tesults/inItsShape.ts";
import { listedRuns } from "../tesults/listedRuns.ts";
import { listedTargets } from "../tesults/listedTargets.ts";
import { takeUpload } from "../tesults/takeUpload.ts";

const limitOf = (standard: number, most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .default(standard)
    .transform((limit) => Math.min(limit, most));
const cursor = z.string().max(4_096).optional();
const targetsQuery = z.object({ limit: limitOf(100, 500), cursor });
const resultsQuery = z.object({
  target: z.string().min(1).max(201),
  build: z.string().max(4_096).optional(),
  limit: limitOf(1, 20),
  cursor,
});

const noFiles =
  "Backstory takes no files by this protocol. Send each with PUT /api/v1/attachments/{sha256} and name it in an attachment record, or use a Backstory recorder.";

/**
 * Adds the addresses that clients of Tesults ask, so that they can be pointed here: no part of the API proper, and
 * answered in the shape of theirs.
 */
export function addTesultsRoutes(api: Api, services: Services): void {
  api.post("/results", (context) =>
    inItsShape(context, services, async () => {
      const held = services.budget.hold();
      try {
        const body = await readBody(context.env.incoming, services.limits.wireBytes, held);
        const { submissionId, files, isRepeated, refused } = await takeUpload(services, { body, held });
        const runUrl = `${new URL(context.req.url).origin}/runs/${submissionId}`;
        const upload = files === 0 ? {} : { upload: { key: submissionId, permit: false, message: noFiles } };
        return { code: 200, message: messageOf(isRepeated, refused), run_url: runUrl, ...upload };
      } finally {
        held.release();
      }
    }),
  );

  api.post("/permitupload", (context) =>
    inItsShape(context, services, async () => ({
      ...{ code: 200, message: noFiles },
      upload: { key: "", permit: false, message: noFiles },
    })),
  );

  api.get("/api/results", (context) =>
    inItsShape(context, services, async () => {
      const query = checked(resultsQuery, context.req.query());
      const { runs, nextCursor } = await listedRuns(services, query, new URL(context.req.url).origin);
      const more = nextCursor === null ? {} : { cursor: nextCursor };
      return { code: 200, message: "Success", results: { runs, ...more }, ...more };
    }),
  );

  api.get("/api/targets", (context) =>
    inItsShape(context, services, async () => {
      const { targets, nextCursor } = await listedTargets(services, checked(targetsQuery, context.req.query()));
      const more = nextCursor === null ? {} : { cursor: nextCursor };
      return { code: 200, message: "Success", targets, ...more };
    }),
  );
}

function checked<Schema extends z.ZodType>(schema: Schema, query: unknown): z.output<Schema> {
  const parsed = schema.safeParse(query);
  refuseInvalid({ target: "query", ...parsed });
  return parsed.data as z.output<Schema>;
}

function messageOf(isRepeated: boolean, refused: readonly { line: number; reason: string }[]): string {
  if (isRepeated) return "Success: this upload was kept before, and counts once";
  if (refused.length === 0) return "Success";
  const reasons = refused.slice(0, 3).map(({ line, reason }) => `record ${line}: ${reason}`);
  return `Success, but ${refused.length} records could not be read (${reasons.join("; ")}); they are kept as refused lines of the run`;
}

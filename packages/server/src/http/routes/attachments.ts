import { Readable } from "node:stream";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Blobs } from "../../store/blobs.ts";
import { orProblem } from "../answers.ts";
import { byteRange } from "../byteRange.ts";
import type { Api, AppEnvironment, Services } from "../environment.ts";
import { found } from "../found.ts";
import { incomingBytes } from "../incomingBytes.ts";
import { inlineType } from "../inlineType.ts";
import { sha256Parameter } from "../parameters.ts";

const maxAttachmentBytes = 256 * 1_048_576;
const ofAttachment = z.object({ sha256: sha256Parameter });
const bytes = { content: { "application/octet-stream": { schema: z.string() } } };

const putAttachment = createRoute({
  method: "put",
  path: "/api/v1/attachments/{sha256}",
  summary: "Keeps the bytes whose SHA-256 the address names; bytes that are kept already are not read",
  security: [{}, { ingestToken: [] }],
  request: { params: ofAttachment, body: { required: true, ...bytes } },
  responses: { 204: { description: "The bytes are kept" }, ...orProblem },
});

const getAttachment = createRoute({
  method: "get",
  path: "/api/v1/attachments/{sha256}",
  summary: "The bytes of an attachment, or a range of them; pictures, videos and sounds are shown, others downloaded",
  request: {
    params: ofAttachment,
    query: z.object({
      as: z
        .enum(["html", "svg"])
        .optional()
        .openapi({ description: "To be shown as a page or drawing that can do nothing" }),
    }),
  },
  responses: {
    200: { description: "The bytes", ...bytes },
    206: { description: "The range that was asked for", ...bytes },
    ...orProblem,
  },
});

/** What bytes of users may do in a browser: nothing at all. A page may be shown in a frame of ours, with its own styles. */
const policies = {
  none: "default-src 'none'; sandbox; frame-ancestors 'none'",
  html: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox; frame-ancestors 'self'",
  svg: "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'none'",
} as const;

const shownTypes = { html: "text/html; charset=utf-8", svg: "image/svg+xml" } as const;

/** Adds the routes about attachments. Their bytes come from users: no browser may run them. */
export function addAttachmentRoutes(api: Api, { blobs, scopes }: Services): void {
  api.openapi(putAttachment, async (context) => {
    const { sha256 } = context.req.valid("param");
    await scopes.of(context.req.header("authorization"));
    if (!blobs.refresh(sha256)) await blobs.put(sha256, incomingBytes(context.env.incoming), maxAttachmentBytes);
    return context.body(null, 204);
  });

  api.openapi(getAttachment, async (context) => {
    const { sha256 } = context.req.valid("param");
    return (await answerAttachment(context, blobs, { sha256, ...context.req.valid("query") })) as never;
  });
}

interface Asked {
  readonly sha256: string;
  readonly as?: "html" | "svg" | undefined;
}

async function answerAttachment(
  context: Context<AppEnvironment>,
  blobs: Blobs,
  { sha256, as }: Asked,
): Promise<Response> {
  const etag = `"${sha256}"`;
  const headers = {
    ETag: etag,
    "Cache-Control": "private, max-age=31536000, immutable",
    "Content-Security-Policy": policies[as ?? "none"],
    "Accept-Ranges": "bytes",
  };
  if (context.req.header("if-none-match") === etag) return context.body(null, 304, headers);
  const sizeBytes = found(await blobs.size(sha256), `attachment ${sha256}`);
  const range = byteRange(context.req.header("range"), sizeBytes);
  if (range === "unsatisfiable")
    return context.body(null, 416, { ...headers, "Content-Range": `bytes */${sizeBytes}` });
  const type = as === undefined ? await typeOf(blobs, sha256) : shownTypes[as];
  const { stream } = found(await blobs.open(sha256, range), `attachment ${sha256}`);
  return context.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>, range === undefined ? 200 : 206, {
    ...headers,
    ...(range === undefined ? {} : { "Content-Range": `bytes ${range.start}-${range.end}/${sizeBytes}` }),
    "Content-Length": String(range === undefined ? sizeBytes : range.end - range.start + 1),
    "Content-Type": type ?? "application/octet-stream",
    "Content-Disposition": type === undefined ? `attachment; filename="${sha256.slice(0, 12)}"` : "inline",
  });
}

/** Read off the first bytes, whichever were asked for: the name of a file proves nothing. */
async function typeOf(blobs: Blobs, sha256: string): Promise<string | undefined> {
  const { stream } = found(await blobs.open(sha256, { start: 0, end: 63 }), `attachment ${sha256}`);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return inlineType(Buffer.concat(chunks));
}

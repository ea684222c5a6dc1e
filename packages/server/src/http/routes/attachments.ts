import { Readable } from "node:stream";
import { createRoute, z } from "@hono/zod-openapi";
import { orProblem } from "../answers.ts";
import type { Api, Services } from "../environment.ts";
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
  summary: "The bytes of an attachment; pictures are shown, everything else is downloaded",
  request: { params: ofAttachment },
  responses: { 200: { description: "The bytes", ...bytes }, ...orProblem },
});

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
    const etag = `"${sha256}"`;
    const headers = {
      ETag: etag,
      "Cache-Control": "private, max-age=31536000, immutable",
      "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    };
    if (context.req.header("if-none-match") === etag) return context.body(null, 304, headers) as never;
    const { stream, sizeBytes } = found(await blobs.open(sha256), `attachment ${sha256}`);
    const type = await inlineType(stream);
    return context.body(Readable.toWeb(stream) as ReadableStream<Uint8Array>, 200, {
      ...headers,
      "Content-Length": String(sizeBytes),
      "Content-Type": type ?? "application/octet-stream",
      "Content-Disposition": type === undefined ? `attachment; filename="${sha256.slice(0, 12)}"` : "inline",
    });
  });
}

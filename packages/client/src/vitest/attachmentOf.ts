import { basename } from "node:path";
import type { TestCase } from "vitest/node";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { Attachment } from "../recorder.ts";

type Annotation = ReturnType<TestCase["annotations"]>[number];

/** The file that a test annotated itself with. Undefined when there is none, and when it is an address elsewhere. */
export function attachmentOf({ attachment, message }: Annotation): Omit<Attachment, "resultId"> | undefined {
  if (attachment === undefined) return undefined;
  const content = attachment.body === undefined ? attachment.path : bytesOf(attachment.body, attachment.bodyEncoding);
  if (content === undefined || (typeof content === "string" && /^https?:\/\//.test(content))) return undefined;
  const name = message || (typeof content === "string" ? basename(content) : "attachment");
  return {
    name: cutText(name, bounds.word),
    content,
    ...(attachment.contentType === undefined ? {} : { mediaType: attachment.contentType }),
  };
}

/** Vitest hands bytes over as base64, unless it says otherwise. */
function bytesOf(body: string | Uint8Array, encoding: "base64" | "utf-8" = "base64"): Uint8Array {
  return typeof body === "string" ? Buffer.from(body, encoding) : body;
}

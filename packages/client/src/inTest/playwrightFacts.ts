import type { Fact } from "./facts.ts";

/** The media type of a fact on its way through Playwright's attachments, which also reach reports that are merged later. */
const mediaType = "application/x-backstory-fact+json";

/** A name that begins with `_` is not shown in Playwright's own reports. */
const name = "_backstory";

/** An attachment of Playwright, as far as it matters here. */
export interface PlaywrightAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly path?: string;
  readonly body?: Buffer;
}

/** The attachment that carries a fact. */
export function attachmentOfFact(fact: Fact): PlaywrightAttachment {
  return { name, contentType: mediaType, body: Buffer.from(JSON.stringify(fact)) };
}

/** The fact that an attachment carries. Undefined when it is a file of the test. */
export function factOfAttachment(attachment: Omit<PlaywrightAttachment, "name">): Fact | undefined {
  if (attachment.contentType !== mediaType || attachment.body === undefined) return undefined;
  try {
    return JSON.parse(attachment.body.toString()) as Fact;
  } catch {
    return undefined;
  }
}

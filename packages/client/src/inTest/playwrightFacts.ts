import { allureMediaType } from "../recording/allureMessages.ts";
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

/** The fact that an attachment carries, of ours or of Allure's. Undefined when it is a file of the test. */
export function factOfAttachment({ contentType, body }: Omit<PlaywrightAttachment, "name">): Fact | undefined {
  if (body === undefined || (contentType !== mediaType && contentType !== allureMediaType)) return undefined;
  try {
    const told: unknown = JSON.parse(body.toString());
    return contentType === mediaType ? (told as Fact) : { fact: "allure", message: told };
  } catch {
    return undefined;
  }
}

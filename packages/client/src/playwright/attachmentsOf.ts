import { basename } from "node:path";
import type { TestResult } from "@playwright/test/reporter";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { Fact } from "../inTest/facts.ts";
import { factOfAttachment } from "../inTest/playwrightFacts.ts";
import type { Attachment } from "../recorder.ts";
import { mediaTypeOf } from "../recording/mediaTypeOf.ts";

/** The files that an attempt attached (screenshots, videos, traces, differences of images), and what it told through ours. */
export function attachmentsOf({ attachments }: TestResult): { files: Omit<Attachment, "resultId">[]; facts: Fact[] } {
  const files: Omit<Attachment, "resultId">[] = [];
  const facts: Fact[] = [];
  for (const attachment of attachments) {
    const fact = factOfAttachment(attachment);
    if (fact !== undefined) {
      facts.push(fact);
      continue;
    }
    const file = fileOf(attachment);
    if (file !== undefined) files.push(file);
  }
  return { files, facts };
}

function fileOf({ name, contentType, path, body }: TestResult["attachments"][number]) {
  const content = body ?? path;
  if (content === undefined) return undefined;
  const word = name || (path === undefined ? "attachment" : basename(path));
  const mediaType = contentType || mediaTypeOf(path ?? name);
  return {
    name: cutText(word, bounds.word),
    content,
    ...(mediaType === undefined ? {} : { mediaType: cutText(mediaType, bounds.word) }),
  };
}

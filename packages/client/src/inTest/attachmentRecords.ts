import { statSync } from "node:fs";
import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { Attachment } from "../recorder.ts";
import type { AttachedFile, Fact } from "./facts.ts";

/** The files that a test attached. One that was written to after it was attached is read anew: a log may come first. */
export function attachmentRecords(told: readonly Fact[]): Omit<Attachment, "resultId">[] {
  return told
    .filter((fact) => fact.fact === "attachment")
    .map((file) => ({
      name: cutText(file.name, bounds.word) || "attachment",
      content: newestOf(file),
      ...(file.mediaType === undefined ? {} : { mediaType: file.mediaType }),
    }));
}

function newestOf({ copy, source }: AttachedFile): string {
  if (source === undefined) return copy;
  const now = statSync(source.path, { throwIfNoEntry: false });
  const isAsItWas = now === undefined || (now.size === source.sizeBytes && now.mtimeMs === source.modifiedMs);
  return isAsItWas ? copy : source.path;
}

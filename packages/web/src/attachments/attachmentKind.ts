import type { Attempt } from "@backstory/model";

/** A file that a test left behind. */
export type Attachment = Attempt["attachments"][number];

/** How a file can be shown; `file` can only be downloaded. */
export type AttachmentKind = "picture" | "drawing" | "video" | "audio" | "text" | "table" | "page" | "trace" | "file";

const byType: readonly (readonly [RegExp, AttachmentKind])[] = [
  [/^image\/(png|jpeg|gif|webp|avif)$/, "picture"],
  [/^image\/svg\+xml$/, "drawing"],
  [/^video\/(webm|mp4)$/, "video"],
  [/^audio\/(mpeg|mp4|ogg|wav|webm)$/, "audio"],
  [/^text\/(csv|tab-separated-values)$/, "table"],
  [/^(text\/html|application\/xhtml\+xml)$/, "page"],
  [/^text\/|^application\/(json|xml|x-ndjson|yaml|javascript|x-yaml|x-sh|sql|toml)$|\+(json|xml)$/, "text"],
];

const byName: readonly (readonly [RegExp, AttachmentKind])[] = [
  [/\.(csv|tsv)$/i, "table"],
  [/\.html?$/i, "page"],
  [/\.(txt|log|json|jsonl|ndjson|xml|ya?ml|md|diff|patch|out|err)$/i, "text"],
];

/** How a file can be shown, by its type, and by its name where the type says nothing. */
export function attachmentKind({ name, mediaType }: Pick<Attachment, "name" | "mediaType">): AttachmentKind {
  const type = mediaType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type === "application/zip" && /(^|[^a-z])trace([^a-z]|$)/i.test(name)) return "trace";
  const found = byType.find(([pattern]) => pattern.test(type))?.[1];
  if (found !== undefined && !(found === "text" && type === "text/plain")) return found;
  return byName.find(([pattern]) => pattern.test(name))?.[1] ?? found ?? "file";
}

/** Where the bytes of a file are; `as` asks for a page or a drawing that a browser shows and lets do nothing. */
export function attachmentAddress({ sha256 }: Pick<Attachment, "sha256">, as?: "html" | "svg"): string {
  return `/api/v1/attachments/${sha256}${as === undefined ? "" : `?as=${as}`}`;
}

import { bounds } from "../bounds.ts";
import { cutText } from "../cutText.ts";
import type { Attachment } from "../recorder.ts";
import type { AllureMessage } from "./allureMessages.ts";

const encodings: ReadonlySet<unknown> = new Set(["utf8", "utf-8", "base64", "hex", "latin1", "ascii", "utf16le"]);

/** The files that a test attached through Allure. */
export function allureFiles(messages: readonly AllureMessage[]): Omit<Attachment, "resultId">[] {
  return messages.flatMap(({ type, data = {} }) => {
    const content = contentOf(type, data);
    if (content === undefined) return [];
    const { contentType } = data;
    const file = { name: cutText(nameOf(data), bounds.word), content };
    return [typeof contentType === "string" && contentType !== "" ? { ...file, mediaType: contentType } : file];
  });
}

type AllureData = NonNullable<AllureMessage["data"]>;

function contentOf(type: unknown, { content, encoding, path }: AllureData): Uint8Array | string | undefined {
  if (type === "attachment_content") return bytesOf(content, encoding);
  return type === "attachment_path" && typeof path === "string" ? path : undefined;
}

function nameOf({ name, fileExtension }: AllureData): string {
  const word = typeof name === "string" && name !== "" ? name : "attachment";
  const extension = typeof fileExtension === "string" ? fileExtension.replace(/^\./, "") : "";
  return extension === "" || word.includes(".") ? word : `${word}.${extension}`;
}

function bytesOf(content: unknown, encoding: unknown): Uint8Array | undefined {
  if (typeof content !== "string") return undefined;
  return Buffer.from(content, encodings.has(encoding) ? (encoding as BufferEncoding) : "utf8");
}

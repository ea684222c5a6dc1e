import { cutText } from "../cutText.ts";

const most = 65_536;

/** What an attempt printed to one stream, the first 64 KiB. */
export function outputOf(chunks: readonly (string | Buffer)[]): string {
  let text = "";
  for (const chunk of chunks) {
    if (text.length > most) break;
    text += typeof chunk === "string" ? chunk : chunk.toString();
  }
  return cutText(text, most);
}

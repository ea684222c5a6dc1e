import { type Attempt, isFailing } from "@backstory/model";
import type { WholeResult } from "../../store/queries/wholeResults.ts";
import { escapedText } from "./escapedText.ts";
import { seconds } from "./exportHead.ts";

/** Longer texts are cut in an export; the server has all of them. */
const longestText = 60_000;

/** The address of the bytes of a picture as `data:`; undefined when it is none, or too large for the page. */
export type PictureOf = (attachment: Attempt["attachments"][number]) => Promise<string | undefined>;

/** One test that did not pass, with everything that was captured of its failing attempts. */
export async function exportFailure(result: WholeResult, pictureOf: PictureOf): Promise<string> {
  const attempts = await Promise.all(
    result.attempts.filter((attempt) => isFailing(attempt.status)).map((attempt) => toAttempt(attempt, pictureOf)),
  );
  const first = result.attempts.find(({ failure }) => failure !== null)?.failure?.message.split("\n")[0] ?? "";
  const params = Object.keys(result.params).length === 0 ? "" : ` [${JSON.stringify(result.params)}]`;
  return `<details id="${escapedText(result.testId)}"><summary><span class="mark ${result.outcome}">${result.outcome}</span> ${escapedText(result.displayName + params)}<span class="suite">${escapedText(result.suite)}</span><br><span class="${result.outcome}">${escapedText(first.slice(0, 500))}</span></summary>
<div>${place(result)}${attempts.join("")}</div></details>\n`;
}

function place({ file, line }: WholeResult): string {
  return file === "" ? "" : `<p class="muted">${escapedText(line > 0 ? `${file}:${line}` : file)}</p>`;
}

async function toAttempt(attempt: Attempt, pictureOf: PictureOf): Promise<string> {
  const { failure, stdout, stderr, log, attachments } = attempt;
  const shown = await Promise.all(
    attachments.map(async (attachment) => {
      const picture = await pictureOf(attachment);
      const name = escapedText(attachment.name);
      return picture === undefined
        ? `<p class="muted">${name} (${escapedText(attachment.mediaType)}, ${attachment.sizeBytes} bytes)</p>`
        : `<p>${name}</p><img alt="${name}" src="${picture}">`;
    }),
  );
  return [
    `<h3>Attempt ${attempt.attempt}: ${attempt.status} in ${seconds(attempt.durationMs)}</h3>`,
    textOf("Message", failure?.message ?? ""),
    textOf("Trace", failure?.trace ?? ""),
    textOf("Standard output", stdout),
    textOf("Standard error", stderr),
    textOf("Log", log),
    shown.length === 0 ? "" : `<h3>Files</h3>${shown.join("")}`,
  ].join("");
}

function textOf(title: string, text: string): string {
  if (text === "") return "";
  const cut = text.length > longestText ? `\n… ${text.length - longestText} characters more on the server` : "";
  return `<h3>${title}</h3><pre>${escapedText(text.slice(0, longestText) + cut)}</pre>`;
}

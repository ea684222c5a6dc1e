import type { Attempt, RunDetail, RunResult } from "@backstory/model";
import { outcomes } from "@backstory/model";
import type { Blobs } from "../../store/blobs.ts";
import type { Connection } from "../../store/connection.ts";
import { listRunResults } from "../../store/queries/listRunResults.ts";
import { runSubmissions } from "../../store/queries/runSubmissions.ts";
import { wholeResults } from "../../store/queries/wholeResults.ts";
import { inlineType } from "../inlineType.ts";
import { escapedText } from "./escapedText.ts";
import { exportFailure } from "./exportFailure.ts";
import { exportHead, seconds } from "./exportHead.ts";

/** Of so many failing tests everything is in the file; of more only that they failed, and with which message. */
const mostDetails = 300;
/** Each page sorts the whole run again: few long ones. */
const pageLength = 2_000;
/** So many tests are read at once with all that they printed. */
const detailsAtOnce = 10;
const largestPicture = 1_500_000;
const mostPictureBytes = 24_000_000;

interface ExportRun {
  readonly connection: Connection;
  readonly blobs: Blobs;
  readonly run: RunDetail;
  readonly asof: string | undefined;
  readonly now: Date;
}

/**
 * A run as one HTML page, piece by piece, for people without access: it needs nothing from anywhere, runs no script, and
 * every text of the run is text in it.
 */
export async function* exportRun({ connection, blobs, run, asof, now }: ExportRun): AsyncGenerator<string> {
  yield exportHead(run, now);
  const rows: string[] = [];
  const pictures = pictureBudget(blobs);
  const needy: string[] = [];
  for await (const result of resultsOf(connection, run.runId, asof)) {
    rows.push(toRow(result));
    if (needy.length < mostDetails && needsDetails(result)) needy.push(result.testId);
  }
  if (needy.length > 0) yield "<h2>What did not pass at once</h2>\n";
  const submissions = needy.length === 0 ? undefined : await runSubmissions(connection, run.runId, asof);
  for (let start = 0; submissions !== undefined && start < needy.length; start += detailsAtOnce) {
    const testIds = needy.slice(start, start + detailsAtOnce);
    const details = await wholeResults(connection, submissions, testIds);
    for (const testId of testIds) {
      const detail = details.get(testId);
      if (detail !== undefined) yield await exportFailure(detail, pictures);
    }
  }
  yield filters(run);
  // A few hundred rows at a time: one text of a huge run would be held twice.
  for (let start = 0; start < rows.length; start += 500) yield rows.slice(start, start + 500).join("");
  yield "</ol></main></body></html>\n";
}

async function* resultsOf(connection: Connection, runId: string, asof: string | undefined): AsyncGenerator<RunResult> {
  let cursor: string | null | undefined;
  do {
    const question = { runId, asof, cursor: cursor ?? undefined, sort: "failures", limit: pageLength } as const;
    const page = await listRunResults(connection, question);
    yield* page?.items ?? [];
    cursor = page?.nextCursor;
  } while (cursor);
}

function needsDetails({ outcome }: RunResult): boolean {
  return outcome === "failed" || outcome === "broken" || outcome === "flaky";
}

function filters({ counts }: RunDetail): string {
  const choices = outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((word) => `<label><input type="radio" name="show" id="show-${word}"> ${word} ${counts[word]}</label>`);
  return `<h2>All tests</h2><div class="filters"><label><input type="radio" name="show" checked> all ${counts.total}</label>${choices.join("")}</div><ol>\n`;
}

function toRow({ outcome, displayName, suite, params, durationMs, failure }: RunResult): string {
  const inputs = Object.keys(params).length === 0 ? "" : ` [${JSON.stringify(params)}]`;
  const message = failure === null || outcome === "passed" ? "" : (failure.message.split("\n")[0] ?? "").slice(0, 300);
  const said = message === "" ? "" : `<br><span class="${outcome}">${escapedText(message)}</span>`;
  return `<li class="is-${outcome}"><span class="mark ${outcome}">${outcome}</span><span class="name">${escapedText(displayName + inputs)}<span class="suite">${escapedText(suite)}</span>${said}</span><span class="took">${seconds(durationMs)}</span></li>\n`;
}

/** Gives pictures as `data:` addresses, of a size that a page can bear, until all together are too many. */
function pictureBudget(blobs: Blobs) {
  let left = mostPictureBytes;
  return async ({ sha256, sizeBytes }: Attempt["attachments"][number]): Promise<string | undefined> => {
    if (sizeBytes > largestPicture || sizeBytes > left) return undefined;
    const blob = await blobs.open(sha256);
    if (blob === undefined || blob.sizeBytes > largestPicture) return undefined;
    const chunks: Buffer[] = [];
    for await (const chunk of blob.stream) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const type = inlineType(bytes);
    if (!type?.startsWith("image/") || bytes.length > left) return undefined;
    left -= bytes.length;
    return `data:${type};base64,${bytes.toString("base64")}`;
  };
}

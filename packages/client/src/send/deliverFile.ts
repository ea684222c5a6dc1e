import { waitingFiles } from "../spool/keptFiles.ts";
import { SpoolReader } from "../spool/spoolReader.ts";
import { type Delivery, Sender } from "./sender.ts";

/** Where a file goes, and for how long to try. */
export interface DeliveryOptions {
  readonly url: URL;
  readonly token: string | undefined;
  readonly submissionId: string;
  readonly waitMs: number;
}

/** Sends a whole file that nobody writes any more. A last line without its end was never finished, and stays behind. */
export async function deliverFile(path: string, options: DeliveryOptions): Promise<Delivery & { total: number }> {
  const total = await wholeLinesIn(path);
  const { url, token, submissionId } = options;
  const sender = new Sender(
    { path, lines: total, files: new Set(waitingFiles(path)) },
    { url, token, submissionId, requestMs: 30_000 },
  );
  return { ...(await sender.finish(options.waitMs)), total };
}

async function wholeLinesIn(path: string): Promise<number> {
  const reader = await SpoolReader.open(path);
  try {
    return (await reader.find(Number.POSITIVE_INFINITY)).lines;
  } finally {
    await reader.close();
  }
}

import { gzipSync } from "node:zlib";
import type { PartAnswer } from "@backstory/model";
import type { GeneratedSpool } from "./generatedSpool.ts";

/**
 * Sends a spool in gzip parts of this many lines from its first line on, as a recorder that knows nothing of what
 * arrived before; `acknowledged` is told the end of each part that was. Rejects when the server goes away.
 */
export async function sendSpool(
  address: string,
  { submissionId, lines }: GeneratedSpool,
  partLines: number,
  acknowledged: (nextOffset: number) => void = () => {},
): Promise<void> {
  for (let offset = 0; offset < lines.length; offset += partLines) {
    const part = lines.slice(offset, offset + partLines);
    const answer = await fetch(`${address}/api/v1/submissions/${submissionId}/records?offset=${offset}`, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson", "content-encoding": "gzip" },
      body: new Uint8Array(gzipSync(`${part.join("\n")}\n`, { level: 1 })),
    });
    if (answer.status === 503) {
      await new Promise((resolve) => setTimeout(resolve, 1_000 * Number(answer.headers.get("retry-after") ?? 1)));
      offset -= partLines;
      continue;
    }
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    acknowledged(((await answer.json()) as PartAnswer).nextOffset);
  }
}

import { BackstoryError } from "@backstory/model";
import { openWriteAheadLog } from "../wal/writeAheadLog.ts";

/** Appends small and large rows in turn where files may not grow beyond 64 KB, and says what became of each. */
async function appendToSmallDisk(directory: string): Promise<string[]> {
  // The kernel's signal for a file at its limit; unheard it would end the process before the write can fail.
  process.on("SIGXFSZ", () => undefined);
  const log = await openWriteAheadLog(directory, 100_000_000);
  const told: string[] = [];
  for (const [offset, size] of [10, 200_000, 10, 200_000, 10].entries()) {
    const owner = { project: "p", target: "t", runner: "pytest", submissionId: "01M7ZVZ2NHM3P5FK93R4HR75Y5" };
    const header = { ...owner, offset, lines: 1, ended: false, receivedAt: "2026-11-21T10:00:00.000Z" };
    const rows = Buffer.from(`${JSON.stringify({ kind: "result", text: "x".repeat(size) })}\n`);
    told.push(await log.append(header, rows).then(() => "kept", codeOf));
  }
  await log.close();
  return told;
}

function codeOf(error: unknown): string {
  return error instanceof BackstoryError ? error.code : String(error);
}

process.stdout.write(JSON.stringify(await appendToSmallDisk(process.argv[2] as string)));

import { createHash, randomUUID } from "node:crypto";
import { join } from "node:path";

/** The key of what belongs to no test. */
export const buildKey = "";

/** The folder that is there once any test told anything. */
export function toldFolder(folder: string): string {
  return join(folder, "told");
}

/** The file of what one attempt told. It has a name of its own, so that the recorder looks nowhere else. */
export function factsFile(folder: string, key: string): string {
  return join(toldFolder(folder), `${createHash("sha1").update(key).digest("hex")}.ndjson`);
}

/** The path of a new file for attached bytes. */
export function newCopy(folder: string): string {
  return join(toldFolder(folder), `${randomUUID()}.bin`);
}

/** The name of a new file in which a process tells the others which of its tests ended. */
export function endedFile(): string {
  return `ended-${Date.now()}-${process.pid}-${randomUUID()}.ndjson`;
}

/** Whether a file of this name tells which tests ended. */
export function isEndedFile(name: string): boolean {
  return name.startsWith("ended-");
}

import { arch, hostname, platform, release } from "node:os";
import type { SubmissionToWrite } from "@backstory/model";

/** The machine that this process runs on. */
export function host(): NonNullable<SubmissionToWrite["host"]> {
  return { name: hostname(), os: `${platform()} ${release()}`, arch: arch(), runtime: `node ${process.versions.node}` };
}

import type { Command } from "commander";
import { addJunitMerge } from "./junitMerge.ts";

/** `backstory junit`: what is done with JUnit XML files, without a server. */
export function addJunit(program: Command): void {
  const junit = program.command("junit").description("bring JUnit XML files up to date");
  addJunitMerge(junit);
}

import type { Command } from "commander";
import { resolveSettings } from "../settings.ts";
import { type FormatOptions, withFormatOptions } from "./output/format.ts";
import { type ServerOptions, withServerOptions } from "./serverOptions.ts";

/** What a command takes that asks for a list. */
export interface ListOptions extends ServerOptions, FormatOptions {
  readonly project?: string;
  readonly target?: string;
  readonly branch?: string;
  readonly asof?: string;
  readonly limit?: string;
  readonly cursor?: string;
}

/** Which of the usual filters a command takes, and how many items it lists when nobody says. */
export interface Filters {
  readonly project?: boolean;
  readonly target?: boolean;
  readonly branch?: boolean;
  readonly asof?: boolean;
  readonly limit?: number;
  readonly cursor?: boolean;
}

/** Gives a command what all questions take, and the filters that it knows. */
export function withListOptions(command: Command, filters: Filters): Command {
  withFormatOptions(withServerOptions(command));
  if (filters.project) command.option("--project <project>", "only of this project (BACKSTORY_PROJECT)");
  if (filters.target) command.option("--target <target>", "only of this target (BACKSTORY_TARGET)");
  if (filters.branch) command.option("--branch <branch>", "only of this branch");
  if (filters.asof) command.option("--asof <time>", "as it stood at this time, as 2026-11-21T10:00:00Z");
  if (filters.limit !== undefined) command.option("--limit <count>", "how many", String(filters.limit));
  if (filters.cursor) command.option("--cursor <cursor>", "go on where a list ended");
  return command;
}

/** The filters as the API takes them; project and target of the environment stand in for those that nobody gave. */
export function filtersOf(options: ListOptions): Record<string, string | undefined> {
  const { project, target } = resolveSettings({
    ...(options.project && { project: options.project }),
    ...(options.target && { target: options.target }),
  });
  const { branch, asof, limit, cursor } = options;
  return { project: project.value, target: target.value, branch, asof, limit, cursor };
}

/** The line below a page that has a next one. */
export function moreNote({ nextCursor }: { readonly nextCursor: string | null }): string | undefined {
  return nextCursor === null ? undefined : `There are more: --cursor ${nextCursor}`;
}

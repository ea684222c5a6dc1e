import type { RunView, Status } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { ParameterValue } from "../literal.ts";
import { fromJsonText } from "./jsonText.ts";
import type { OutcomeRules } from "./outcomeRules.ts";

/** How one target is read. */
export interface TargetReading {
  readonly project: string;
  readonly target: string;
  readonly consolidation: boolean;
  readonly replacement: boolean;
  readonly deleted: boolean;
  readonly defaultBranch: string;
  readonly interpretation: string;
  readonly displayColumns: readonly string[];
}

/** How all targets are read of which anybody said anything, and in which projects people corrected results. */
export interface Reading {
  readonly targets: ReadonlyMap<string, TargetReading>;
  readonly overridden: ReadonlySet<string>;
}

/** Other processes may write settings: what was read is believed for so long. Our own changes are forgotten at once. */
const believedMs = 1_000;
const believed = new WeakMap<Connection, { readonly until: number; readonly reading: Promise<Reading> }>();

/** Forgets how targets are read: it was changed. */
export function forgetReading(connection: Connection): void {
  believed.delete(connection);
}

/** How targets are read now, asked of the engine once a second at most: lists need it with every statement. */
export async function readReading(connection: Connection): Promise<Reading> {
  const known = believed.get(connection);
  if (known !== undefined && known.until > Date.now()) return known.reading;
  const reading = askReading(connection);
  believed.set(connection, { until: Date.now() + believedMs, reading });
  reading.catch(() => believed.delete(connection));
  return reading;
}

async function askReading(connection: Connection): Promise<Reading> {
  const [rows, overridden] = await Promise.all([
    connection.query<TargetReading>(`
    SELECT project, target, consolidation, replacement, deleted, defaultBranch, interpretation, displayColumns
    FROM targetSettings
    WHERE consolidation OR deleted OR defaultBranch != '' OR interpretation != '' OR notEmpty(displayColumns)`),
    connection.query<{ project: string }>("SELECT DISTINCT project FROM overrides"),
  ]);
  return {
    targets: new Map(rows.map((row) => [`${row.project} ${row.target}`, row])),
    overridden: new Set(overridden.map(({ project }) => project)),
  };
}

/** What decides about outcomes of a project besides its results, without asking for it in every question. */
export async function believedRules(connection: Connection, project: string): Promise<OutcomeRules> {
  const { targets, overridden } = await readReading(connection);
  const words = [...targets.values()]
    .filter((reading) => reading.project === project)
    .flatMap((reading) => meaningsOf(reading).map(([word, status]) => ({ word: `${reading.target} ${word}`, status })));
  return {
    words: words.map(({ word }) => word),
    meanings: words.map(({ status }) => status),
    overridden: overridden.has(project),
  };
}

/** The view by which the runs of a target are read, of submissions with a build name or without. */
export function viewOf(reading: TargetReading | undefined, buildName: string): RunView {
  if (buildName === "" || !reading?.consolidation) return "separate";
  return reading.replacement ? "replaced" : "appended";
}

/** What the runner's words mean in a target, each with its meaning. */
export function meaningsOf(reading: TargetReading | undefined): [string, Status][] {
  return Object.entries(fromJsonText<Record<string, Status>>(reading?.interpretation ?? "", {}));
}

/**
 * The condition by which rows of `runs FINAL` are the runs of today, and its values: the same as the view `currentRuns`,
 * without asking for the settings in every statement.
 */
export async function heldRuns(
  connection: Connection,
): Promise<{ readonly condition: string; readonly parameters: Readonly<Record<string, ParameterValue>> }> {
  const { targets } = await readReading(connection);
  const named = (which: (reading: TargetReading) => boolean): string[] =>
    [...targets].filter(([, reading]) => which(reading)).map(([name]) => name);
  const deleted = named((reading) => reading.deleted);
  const consolidated = named((reading) => reading.consolidation);
  const replaced = named((reading) => reading.consolidation && reading.replacement);
  const target = "concat(project, ' ', target)";
  const isThere = deleted.length === 0 ? "true" : `${target} NOT IN {deletedTargets:Array(String)}`;
  const isHeld =
    consolidated.length === 0
      ? "view = 'separate'"
      : `view = multiIf(
        buildName = '' OR ${target} NOT IN {consolidatedTargets:Array(String)}, 'separate',
        ${target} IN {replacedTargets:Array(String)}, 'replaced',
        'appended'
      )`;
  return {
    condition: `submissionCount > 0 AND ${isThere} AND ${isHeld}`,
    parameters: { deletedTargets: deleted, consolidatedTargets: consolidated, replacedTargets: replaced },
  };
}

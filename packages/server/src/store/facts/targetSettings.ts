import {
  type ChangeNote,
  canonicalJson,
  defaultTargetSettings,
  type TargetDetail,
  type TargetSettings,
  type TargetSettingsChange,
} from "@backstory/model";
import type { Connection } from "../connection.ts";
import { fromJsonText } from "../queries/jsonText.ts";
import { readRules } from "../queries/outcomeRules.ts";
import { forgetReading } from "../queries/targetReading.ts";
import { summariseOfProject, summaryLane } from "../summarise.ts";
import { nameTarget } from "./targetNames.ts";

/** Which target. */
export interface TargetKey {
  readonly project: string;
  readonly target: string;
}

interface SettingsRow extends Omit<TargetSettings, "interpretation"> {
  readonly interpretation: string;
  readonly deleted: boolean;
  readonly readSince: string;
}

type Version = Omit<SettingsRow, "readSince"> & { readonly isReadAnew: boolean };

/** The settings of a target; those of a new one where nobody said anything. */
export async function findTargetSettings(connection: Connection, key: TargetKey): Promise<TargetDetail> {
  const row = await newestVersion(connection, key);
  return { ...pick(key), deleted: row?.deleted ?? false, settings: settingsOf(row) };
}

/**
 * Changes some settings of a target, and makes a target known. Runs that need another look are added up before the change
 * holds, so that no list shows anything in between. What words mean is read anew behind it.
 */
export function changeTargetSettings(
  connection: Connection,
  key: TargetKey,
  { by, reason, ...given }: TargetSettingsChange,
): Promise<TargetDetail> {
  return summaryLane(connection)(async () => {
    const row = await newestVersion(connection, key);
    const before = settingsOf(row);
    const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const settings = { ...before, ...change } as TargetSettings;
    await nameTarget(connection, key);
    if (settings.consolidation && !before.consolidation) await assembleBuilds(connection, key);
    const version = { ...settings, interpretation: wordsOf(settings), deleted: false };
    const isReadAnew = wordsOf(settings) !== wordsOf(before);
    await writeVersion(connection, key, { version: { ...version, isReadAnew }, row, note: { by, reason } });
    return { ...pick(key), deleted: false, settings };
  });
}

/** Deletes a target: it and its runs are left out everywhere until its settings are written again. */
export function deleteTarget(connection: Connection, key: TargetKey, note: ChangeNote): Promise<TargetDetail> {
  return summaryLane(connection)(async () => {
    const row = await newestVersion(connection, key);
    const settings = settingsOf(row);
    const version = { ...settings, interpretation: wordsOf(settings), deleted: true, isReadAnew: false };
    await writeVersion(connection, key, { version, row, note });
    return { ...pick(key), deleted: true, settings };
  });
}

const submissionsAtOnce = 500;

/** Adds up the builds of a target, which are kept only while a build is one run there. */
async function assembleBuilds(connection: Connection, { project, target }: TargetKey): Promise<void> {
  const rules = await readRules(connection, project);
  const rows = await connection.query<{ submissionId: string }>(
    `
    SELECT submissionId
    FROM submissionSummaries FINAL
    WHERE project = {project:String} AND target = {target:String} AND buildName != ''
    ORDER BY submissionId`,
    { project, target },
  );
  for (let from = 0; from < rows.length; from += submissionsAtOnce) {
    await summariseOfProject(connection, {
      project,
      submissionIds: rows.slice(from, from + submissionsAtOnce).map(({ submissionId }) => submissionId),
      rules: { ...rules, consolidated: new Set([...rules.consolidated, target]) },
      areCounted: true,
    });
  }
}

function pick({ project, target }: TargetKey): TargetKey {
  return { project, target };
}

function wordsOf({ interpretation }: TargetSettings): string {
  return Object.keys(interpretation).length === 0 ? "" : canonicalJson(interpretation);
}

function settingsOf(row: SettingsRow | undefined): TargetSettings {
  if (row === undefined) return defaultTargetSettings;
  const { deleted: _deleted, readSince: _readSince, interpretation, ...settings } = row;
  return { ...settings, interpretation: fromJsonText(interpretation, {}) };
}

async function newestVersion(connection: Connection, { project, target }: TargetKey): Promise<SettingsRow | undefined> {
  const [row] = await connection.query<SettingsRow>(
    `
    SELECT
      consolidation, replacement, interpretation, displayColumns, defaultBranch, retentionDays, description, \`group\`,
      deleted, toString(readSince) AS readSince
    FROM targetSettings
    WHERE project = {project:String} AND target = {target:String}`,
    { project, target },
  );
  return row;
}

interface Written {
  readonly version: Version;
  readonly row: SettingsRow | undefined;
  readonly note: ChangeNote;
}

async function writeVersion(connection: Connection, key: TargetKey, { version, row, note }: Written): Promise<void> {
  await connection.command(
    `
    INSERT INTO targetFacts (
      project, target, version, consolidation, replacement, interpretation, displayColumns, defaultBranch, retentionDays,
      description, \`group\`, deleted, readSince, \`by\`, reason
    )
    SELECT
      {project:String}, {target:String}, now64(6) AS version, {consolidation:Bool}, {replacement:Bool},
      {interpretation:String}, {displayColumns:Array(String)}, {defaultBranch:String}, {retentionDays:Nullable(UInt32)},
      {description:String}, {group:String}, {deleted:Bool},
      if({isReadAnew:Bool}, version, parseDateTime64BestEffort({readSince:String}, 6, 'UTC')), {by:String},
      {reason:String}`,
    { ...pick(key), ...version, ...note, readSince: row?.readSince ?? "1970-01-01 00:00:00" },
  );
  forgetReading(connection);
}

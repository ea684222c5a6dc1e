import type { Status } from "@backstory/model";
import type { Connection } from "../connection.ts";
import type { ParameterValue } from "../literal.ts";
import { fromJsonText } from "./jsonText.ts";

/** What decides about outcomes besides the results of a project: what words mean in its targets, and what people said. */
export interface OutcomeRules {
  /** `<target> <the runner's word>`, each with its meaning at the same place. */
  readonly words: readonly string[];
  readonly meanings: readonly Status[];
  /** Whether anybody ever said how a result of the project has to be read. */
  readonly overridden: boolean;
  /** Only what people said by then counts. */
  readonly asof?: string | undefined;
}

/**
 * The rules of a project at a time of the engine's clock, with the targets of which a build is one run, and those of them
 * where a later execution replaces an earlier one.
 */
export interface ProjectRules extends OutcomeRules {
  readonly now: string;
  readonly consolidated: ReadonlySet<string>;
  readonly replaced: ReadonlySet<string>;
}

interface RulesRow {
  readonly now: string;
  readonly targets: readonly (readonly [string, string])[];
  readonly consolidated: readonly string[];
  readonly replaced: readonly string[];
  readonly overridden: number;
}

/** Reads the rules of a project. The time is taken before they are read: what is changed later bears a later one. */
export async function readRules(connection: Connection, project: string): Promise<ProjectRules> {
  const [row] = await connection.query<RulesRow>(
    `
    SELECT
      toString(now64(6, 'UTC')) AS now,
      groupArrayIf((target, interpretation), interpretation != '') AS targets,
      groupArrayIf(target, consolidation) AS consolidated,
      groupArrayIf(target, consolidation AND replacement) AS replaced,
      (SELECT count() FROM overrides WHERE project = {project:String}) AS overridden
    FROM targetSettings
    WHERE project = {project:String}`,
    { project },
  );
  const { now = "", targets = [], consolidated = [], replaced = [], overridden = 0 } = row ?? {};
  const words = targets.flatMap(([target, text]) =>
    Object.entries(fromJsonText<Record<string, Status>>(text, {})).map(([word, status]) => ({
      word: `${target} ${word}`,
      status,
    })),
  );
  return {
    now,
    consolidated: new Set(consolidated),
    replaced: new Set(replaced),
    words: words.map(({ word }) => word),
    meanings: words.map(({ status }) => status),
    overridden: overridden > 0,
  };
}

/** The values of the places that the rules have in SQL. */
export function ruleValues({ words, meanings, asof }: OutcomeRules): Record<string, ParameterValue> {
  return { words, meanings, ...(asof === undefined ? {} : { asof }) };
}

/** SQL of what the status of a row of results means in its target; `row` has `status` and `rawStatus`. */
export function wordMeaning(rules: OutcomeRules, target: string, row: string): string {
  if (rules.words.length === 0) return `toString(${row}.status)`;
  return `transform(
            concat(${target}, ' ', if(${row}.rawStatus = '', toString(${row}.status), ${row}.rawStatus)),
            {words:Array(String)}, {meanings:Array(String)}, toString(${row}.status)
          )`;
}

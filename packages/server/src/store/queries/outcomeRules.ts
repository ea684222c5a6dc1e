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
}

/** The rules of a project, with the targets of which a build is one run, at a time of the engine's clock. */
export interface ProjectRules extends OutcomeRules {
  readonly now: string;
  readonly consolidated: ReadonlySet<string>;
}

interface RulesRow {
  readonly now: string;
  readonly targets: readonly (readonly [string, string])[];
  readonly consolidated: readonly string[];
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
      (SELECT count() FROM overrides WHERE project = {project:String}) AS overridden
    FROM targetSettings
    WHERE project = {project:String}`,
    { project },
  );
  const { now = "", targets = [], consolidated = [], overridden = 0 } = row ?? {};
  const words = targets.flatMap(([target, text]) =>
    Object.entries(fromJsonText<Record<string, Status>>(text, {})).map(([word, status]) => ({
      word: `${target} ${word}`,
      status,
    })),
  );
  return {
    now,
    consolidated: new Set(consolidated),
    words: words.map(({ word }) => word),
    meanings: words.map(({ status }) => status),
    overridden: overridden > 0,
  };
}

/** The values of the places that the rules have in SQL. */
export function ruleValues({ words, meanings }: OutcomeRules): Record<string, ParameterValue> {
  return { words, meanings };
}

/** SQL of what the status of a row of results means in its target; `row` has `status` and `rawStatus`. */
export function wordMeaning(rules: OutcomeRules, target: string, row: string): string {
  if (rules.words.length === 0) return `toString(${row}.status)`;
  return `transform(
            concat(${target}, ' ', if(${row}.rawStatus = '', toString(${row}.status), ${row}.rawStatus)),
            {words:Array(String)}, {meanings:Array(String)}, toString(${row}.status)
          )`;
}

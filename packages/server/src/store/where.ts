import type { After } from "./cursor.ts";
import type { ParameterValue } from "./literal.ts";

/**
 * The WHERE clause of the conditions that have a value, each with one `{name:Type}` place, and of the place in a list
 * that a cursor names; and the values by their names. The one place where a statement is put together from pieces.
 */
export function where(
  conditions: Readonly<Record<string, ParameterValue | undefined>>,
  after: After = { condition: "true", parameters: {} },
): { readonly clause: string; readonly parameters: Record<string, ParameterValue> } {
  const given = [after.condition];
  const parameters: Record<string, ParameterValue> = { ...after.parameters };
  for (const [condition, value] of Object.entries(conditions)) {
    if (value === undefined) continue;
    const name = /\{(?<name>\w+):/.exec(condition)?.groups?.["name"];
    if (name === undefined) throw new TypeError(`The condition ${condition} has no place for its value`);
    given.push(`(${condition})`);
    parameters[name] = value;
  }
  return { clause: `WHERE ${given.join(" AND ")}`, parameters };
}

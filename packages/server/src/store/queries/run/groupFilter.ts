import { BackstoryError, type GroupKind, groupKindSchema } from "@backstory/model";
import type { Parameters } from "../../connection.ts";

/** A group of a run's results, as `?group=` names it. */
export interface GroupName {
  readonly by: GroupKind;
  readonly value: string;
  /** The label by which was grouped; empty otherwise. */
  readonly label: string;
}

/** How a group is named in an address: `suite:tests.cart`, `worker:gw1`, `label:feature=coupons`. */
export function groupName({ by, value, label }: GroupName): string {
  return by === "label" ? `label:${encodeURIComponent(label)}=${value}` : `${by}:${value}`;
}

/** What the name of a group says; `request-invalid` when it is none. */
export function parseGroup(text: string): GroupName {
  const colon = text.indexOf(":");
  const by = groupKindSchema.safeParse(text.slice(0, Math.max(0, colon)));
  if (!by.success) throw invalid(`must be written <by>:<value>, with by one of ${groupKindSchema.options.join(", ")}`);
  const rest = text.slice(colon + 1);
  if (by.data !== "label") return { by: by.data, value: checked(by.data, rest), label: "" };
  const equals = rest.indexOf("=");
  if (equals < 1) throw invalid("must be written label:<name>=<value>");
  return { by: "label", label: decoded(rest.slice(0, equals)), value: rest.slice(equals + 1) };
}

/** The name of a label may have a `=` in it, which is written %3D. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function checked(by: GroupKind, value: string): string {
  if (by === "family" && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) {
    throw invalid("must name a family by its id");
  }
  return value;
}

function invalid(what: string): BackstoryError {
  return new BackstoryError("request-invalid", `In the query, 'group': ${what}.`);
}

const ofRun = `project = {project:String} AND submissionId IN {submissionIds:Array(String)}`;

/** SQL of where the attempts of a test, grouped, ended. */
export const lastWorker = "argMax(worker, (submissionId, attempt))";

const conditions: Readonly<Record<GroupKind, string>> = {
  suite: `testId IN (SELECT testId FROM tests FINAL WHERE project = {project:String} AND suite = {groupValue:String})`,
  family: `testId IN (SELECT testId FROM tests FINAL WHERE project = {project:String} AND familyId = {groupValue:UUID})`,
  worker: `({groupValue:String} = '') != (testId IN (
        SELECT testId
        FROM resultDetails
        WHERE ${ofRun}
        GROUP BY testId
        HAVING if({groupValue:String} = '', ${lastWorker} != '', ${lastWorker} = {groupValue:String})
      ))`,
  submission: `testId IN (
        SELECT testId
        FROM resultsByRun
        WHERE ${ofRun} AND submissionId = {groupValue:String}
      )`,
  label: `testId IN (
        SELECT testId
        FROM resultsByRun FINAL
        WHERE ${ofRun} AND if(
          {groupValue:String} = '',
          empty(JSONExtract(labels, {groupLabel:String}, 'Array(String)')),
          has(JSONExtract(labels, {groupLabel:String}, 'Array(String)'), {groupValue:String})
        )
      )`,
};

/** SQL of the condition that a test of a run, whose values are there, is in a group, and its own values. */
export function groupFilter(group: GroupName | undefined): {
  readonly condition: string;
  readonly parameters: Parameters;
} {
  if (group === undefined) return { condition: "true", parameters: {} };
  return { condition: conditions[group.by], parameters: { groupValue: group.value, groupLabel: group.label } };
}

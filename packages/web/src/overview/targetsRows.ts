import type { TargetOverview } from "@backstory/model";

/** A line of the list of targets: a target, or the group that the targets under it are of. */
export type TargetsRow =
  | { readonly key: string; readonly heading: string }
  | { readonly key: string; readonly target: TargetOverview };

/** The targets with a heading over each group; in groups and among them the order stays. Without groups none is there. */
export function targetsRows(targets: readonly TargetOverview[]): TargetsRow[] {
  const groups = [...new Set(targets.map(({ group }) => group))];
  return groups.flatMap((group): TargetsRow[] => [
    ...(groups.length > 1 ? [{ key: `group ${group}`, heading: group === "" ? "Others" : group }] : []),
    ...targets
      .filter((target) => target.group === group)
      .map((target): TargetsRow => ({ key: `${target.project}/${target.target}`, target })),
  ]);
}

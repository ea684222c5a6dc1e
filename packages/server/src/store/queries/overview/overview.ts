import { type Overview, silenceOf } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { listTargets } from "../listTargets.ts";
import { needyTests } from "./needyTests.ts";
import { newestRuns } from "./newestRuns.ts";
import { type OverviewScope, targetKey } from "./overviewScope.ts";
import { refusedRuns } from "./refusedRuns.ts";
import { targetDays } from "./targetDays.ts";
import { targetGroups } from "./targetGroups.ts";
import { targetRhythms } from "./targetRhythms.ts";

const refusedForMs = 7 * 86_400_000;

/** All targets at a glance, those that ran last first, and what needs a person, at `now` or as it was at `asof`. */
export async function overview(connection: Connection, scope: OverviewScope, now: number): Promise<Overview> {
  const { project, target, asof } = scope;
  const all = await listTargets(connection, { project, asof, recent: 0 });
  const targets = all.filter((each) => target === undefined || each.target === target);
  const projects = [...new Set(targets.map((each) => each.project))];
  const [strips, days, rhythms, groups, failing, refused] = await Promise.all([
    newestRuns(connection, scope, now),
    targetDays(connection, scope, now),
    targetRhythms(connection, scope, now),
    targetGroups(connection),
    needyTests(connection, { projects, target, asof }, now),
    refusedRuns(connection, { ...scope, since: new Date(now - refusedForMs).toISOString() }),
  ]);
  const shown = targets.map((each): Overview["targets"][number] => {
    const key = targetKey(each);
    const rhythm = rhythms.get(key);
    return {
      ...{ project: each.project, target: each.target, group: groups.get(key) ?? "" },
      recentRuns: strips.get(key) ?? [],
      days: days.get(key) ?? [],
      silence: rhythm === undefined ? null : silenceOf(rhythm, now),
    };
  });
  return { at: new Date(now).toISOString(), targets: shown.toSorted(ranLastFirst), failing, refused };
}

function ranLastFirst(one: Overview["targets"][number], other: Overview["targets"][number]): number {
  const [first, second] = [one, other].map(({ recentRuns }) => recentRuns[0]?.runId ?? "") as [string, string];
  if (first !== second) return first < second ? 1 : -1;
  return targetKey(one) < targetKey(other) ? -1 : 1;
}

import { silenceOf, type UploadHealth } from "@backstory/model";
import type { Connection } from "../../connection.ts";
import { listChurn } from "../listChurn.ts";
import { listTargets } from "../listTargets.ts";
import { type OverviewScope, targetKey } from "../overview/overviewScope.ts";
import { targetRhythms } from "../overview/targetRhythms.ts";
import { clockSkews } from "./clockSkews.ts";
import { refusedCounts } from "./refusedCounts.ts";
import { refusedUploads } from "./refusedUploads.ts";
import { targetUploads } from "./targetUploads.ts";

const mostLines = 200;

/** Whether what recorders sent in the last `days` came whole and in time; targets that need a look come first. */
export async function uploadHealth(
  connection: Connection,
  { days, ...scope }: OverviewScope & { readonly days: number },
  now: number,
): Promise<UploadHealth> {
  const { project, target, asof } = scope;
  const period = { ...scope, since: new Date(now - days * 86_400_000).toISOString() };
  const all = await listTargets(connection, { project, asof, recent: 0 });
  const targets = all.filter((each) => target === undefined || each.target === target);
  const projects = [...new Set(targets.map((each) => each.project))];
  const [rhythms, uploads, lines, items, clocks, churn] = await Promise.all([
    targetRhythms(connection, scope, now),
    targetUploads(connection, period, now),
    refusedCounts(connection, period),
    refusedUploads(connection, { ...period, limit: mostLines }),
    clockSkews(connection, period),
    Promise.all(projects.map((each) => listChurn(connection, { project: each, target, asof }))),
  ]);
  const rows = targets.map((each): UploadHealth["targets"][number] => {
    const key = targetKey(each);
    const rhythm = rhythms.get(key);
    const { submissions = 0, withoutEnd = 0, lastAt = rhythm?.lastAt ?? null } = uploads.get(key) ?? {};
    return {
      ...{ project: each.project, target: each.target, submissions, withoutEnd, lastAt },
      refusedLines: lines.get(key) ?? 0,
      silence: rhythm === undefined ? null : silenceOf(rhythm, now),
    };
  });
  const sum = [...lines.values()].reduce((total, each) => total + each, 0);
  return {
    days,
    targets: rows.toSorted((one, other) => wrongs(other) - wrongs(one)),
    refused: { lines: sum, items },
    clocks,
    churn: churn.flat(),
  };
}

function wrongs({ silence, refusedLines, withoutEnd }: UploadHealth["targets"][number]): number {
  return (silence === null ? 0 : 4) + (refusedLines > 0 ? 2 : 0) + (withoutEnd > 0 ? 1 : 0);
}

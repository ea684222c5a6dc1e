import type { ClockSkew } from "@backstory/model";
import type { CopyColumn } from "../format/markdownTable.ts";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { roughDuration } from "../overview/roughDuration.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { TimeAgo } from "../parts/timeAgo.tsx";
import { visibleText } from "../text/visibleText.ts";
import { useUploadsAsText } from "./uploadsAsText.ts";
import "../settings/settings.css";
import "./uploads.css";

/** Machines whose clocks are not the server's. */
export function ClockTable({ clocks }: { clocks: readonly ClockSkew[] }) {
  const asText = useUploadsAsText();
  return (
    <section aria-labelledby="clocks">
      <div className="tableHead uploadsHead">
        <h2 id="clocks">{clocks.length === 0 ? "Every clock is right" : `${counted(clocks.length, "clock")} wrong`}</h2>
        {clocks.length > 0 && <CopyAs cli={asText.cli} sql={asText.clocksSql} items={clocks} columns={columns} />}
      </div>
      {clocks.length > 0 && (
        <table className="settingsTable">
          <thead>
            <tr>
              <th scope="col">Machine</th>
              <th scope="col">Clock</th>
              <th scope="col">Target</th>
              <th scope="col" className="uploadsExtra">
                Submissions
              </th>
              <th scope="col">Last</th>
            </tr>
          </thead>
          <tbody>
            {clocks.map(({ project, target, host, direction, skewMs, submissions, lastAt }) => (
              <tr key={`${project}/${target} ${host}`}>
                <th scope="row">
                  <bdi>{visibleText(host) || "no name"}</bdi>
                </th>
                <td>
                  {amount(skewMs)} {direction}
                  {direction === "behind" && <span className="muted">, or always sent late</span>}
                </td>
                <td className="muted">
                  {project} / {target}
                </td>
                <td className="uploadsExtra">{wholeNumber(submissions)}</td>
                <td className="muted whole">
                  <TimeAgo time={lastAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const columns: readonly CopyColumn<ClockSkew>[] = [
  { head: "Machine", cell: ({ host }) => host },
  { head: "Clock", cell: ({ skewMs, direction }) => `${amount(skewMs)} ${direction}` },
  { head: "Target", cell: ({ project, target }) => `${project}/${target}` },
  { head: "Submissions", cell: ({ submissions }) => submissions },
  { head: "Last", cell: ({ lastAt }) => lastAt },
];

function amount(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1_000)} s` : roughDuration(ms);
}

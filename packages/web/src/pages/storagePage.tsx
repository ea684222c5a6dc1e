import type { Storage } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { fileSize } from "../format/fileSize.ts";
import type { CopyColumn } from "../format/markdownTable.ts";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { Problem } from "../parts/problem.tsx";
import { SkeletonRows } from "../parts/skeletonRows.tsx";
import { storageQuery } from "../queries/settingsQueries.ts";
import { SettingsHead } from "../settings/settingsHead.tsx";
import { usePage } from "../shell/usePage.ts";

/**
 * What takes how much room. At first glance one sees the largest targets. From here one opens a target's settings, to keep
 * its runs for fewer days.
 */
export function StoragePage() {
  usePage("Storage");
  const { data, error, refetch } = useQuery(storageQuery());
  return (
    <>
      <SettingsHead />
      {body()}
    </>
  );

  function body() {
    if (error && !data) return <Problem error={error} retry={() => void refetch()} />;
    if (!data) return <SkeletonRows count={12} rowHeight={36} />;
    const { targets, tables, attachments, log } = data;
    const tableBytes = tables.reduce((sum, { bytes }) => sum + bytes, 0);
    return (
      <>
        <p>
          Tables {fileSize(tableBytes)}, {counted(attachments.files, "attachment")} {fileSize(attachments.bytes)}, log{" "}
          {fileSize(log.bytes)}.
        </p>
        <section className="settingsSection" aria-labelledby="by-target">
          <div className="tableHead">
            <h2 id="by-target">By target</h2>
            <CopyAs cli="backstory storage" items={targets} columns={targetColumns} />
          </div>
          <table className="settingsTable">
            <thead>
              <tr>
                <th scope="col">Target</th>
                <th scope="col">Room</th>
                <th scope="col">Results</th>
                <th scope="col">Submissions</th>
                <th scope="col">Kept</th>
              </tr>
            </thead>
            <tbody>
              {targets.map(({ project, target, bytes, results, submissions, retentionDays }) => (
                <tr key={`${project}/${target}`}>
                  <th scope="row">
                    <Link to="/settings/targets/$project/$target" params={{ project, target }}>
                      {project} / {target}
                    </Link>
                  </th>
                  <td className="whole">{fileSize(bytes)}</td>
                  <td>{wholeNumber(results)}</td>
                  <td>{wholeNumber(submissions)}</td>
                  <td className="whole">{retentionDays === null ? "for ever" : counted(retentionDays, "day")}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <section className="settingsSection" aria-labelledby="by-table">
          <div className="tableHead">
            <h2 id="by-table">By table</h2>
            <CopyAs cli="backstory storage" items={tables} columns={tableColumns} />
          </div>
          <table className="settingsTable">
            <thead>
              <tr>
                <th scope="col">Table</th>
                <th scope="col">Room</th>
                <th scope="col">Rows</th>
              </tr>
            </thead>
            <tbody>
              {tables.map(({ table, bytes, rows }) => (
                <tr key={table}>
                  <th scope="row">
                    <code>{table}</code>
                  </th>
                  <td className="whole">{fileSize(bytes)}</td>
                  <td>{wholeNumber(rows)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </>
    );
  }
}

const targetColumns: readonly CopyColumn<Storage["targets"][number]>[] = [
  { head: "Target", cell: ({ project, target }) => `${project}/${target}` },
  { head: "Bytes", cell: ({ bytes }) => bytes },
  { head: "Results", cell: ({ results }) => results },
  { head: "Submissions", cell: ({ submissions }) => submissions },
  { head: "Kept (days)", cell: ({ retentionDays }) => retentionDays ?? "for ever" },
];

const tableColumns: readonly CopyColumn<Storage["tables"][number]>[] = [
  { head: "Table", cell: ({ table }) => table },
  { head: "Bytes", cell: ({ bytes }) => bytes },
  { head: "Rows", cell: ({ rows }) => rows },
];

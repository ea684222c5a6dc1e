import type { Churn } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import type { CopyColumn } from "../format/markdownTable.ts";
import { sqlText } from "../format/sqlText.ts";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { CopyAs } from "../parts/copyAs.tsx";
import { visibleText } from "../text/visibleText.ts";
import { useUploadsAsText } from "./uploadsAsText.ts";
import "../settings/settings.css";

/** Tests whose names are new in every run, so that they have no history, with what to blame. */
export function ChurnTable({ churn }: { churn: readonly Churn[] }) {
  const asText = useUploadsAsText();
  return (
    <section aria-labelledby="churn">
      <div className="tableHead uploadsHead">
        <h2 id="churn">
          {churn.length === 0 ? "Every name stays" : `${counted(churn.length, "test")} with a new name in every run`}
        </h2>
        {churn.length > 0 && <CopyAs cli={asText.cli} sql={sqlOf(churn)} items={churn} columns={columns} />}
      </div>
      {churn.length > 0 && (
        <table className="settingsTable">
          <thead>
            <tr>
              <th scope="col">Test</th>
              <th scope="col">Target</th>
              <th scope="col">What changes</th>
              <th scope="col">Names</th>
              <th scope="col">As in</th>
            </tr>
          </thead>
          <tbody>
            {churn.map(({ project, target, familyId, suite, name, param, runs, names, examples }) => (
              <tr key={`${project}/${target} ${suite} ${name}`}>
                <th scope="row">
                  {familyId === null ? (
                    <bdi>{visibleText(name)}</bdi>
                  ) : (
                    <Link to="/families/$familyId" params={{ familyId }}>
                      <bdi>{visibleText(name)}</bdi>
                    </Link>
                  )}{" "}
                  <bdi className="muted">{visibleText(suite)}</bdi>
                </th>
                <td className="muted">
                  {project} / {target}
                </td>
                <td>{param === null ? "the name" : <code>{visibleText(param)}</code>}</td>
                <td>
                  {wholeNumber(names)} in {counted(runs, "run")}
                </td>
                <td className="muted">
                  <bdi>{examples.slice(0, 2).map(visibleText).join(", ")}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const columns: readonly CopyColumn<Churn>[] = [
  { head: "Suite", cell: ({ suite }) => suite },
  { head: "Test", cell: ({ name }) => name },
  { head: "Target", cell: ({ project, target }) => `${project}/${target}` },
  { head: "What changes", cell: ({ param }) => param ?? "the name" },
  { head: "Names", cell: ({ names }) => names },
  { head: "Runs", cell: ({ runs }) => runs },
  { head: "As in", cell: ({ examples }) => examples.slice(0, 2).join(", ") },
];

/** Whether names stay is worked out outside the engine: the query counts those of the listed families. */
function sqlOf(churn: readonly Churn[]): string {
  const ids = churn.flatMap(({ familyId }) => (familyId === null ? [] : [sqlText(familyId)])).join(", ");
  return `-- All names of the families that are listed; which of them do not stay is not worked out here.
SELECT project, suite, name, count() AS names, familyId
FROM tests FINAL
WHERE familyId IN (${ids || "NULL"})
GROUP BY project, suite, name, familyId
ORDER BY project, suite, name`;
}

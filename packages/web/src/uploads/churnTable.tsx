import type { Churn } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { counted, wholeNumber } from "../format/wholeNumber.ts";
import { visibleText } from "../text/visibleText.ts";
import "../settings/settings.css";

/** Tests whose names are new in every run, so that they have no history, with what to blame. */
export function ChurnTable({ churn }: { churn: readonly Churn[] }) {
  return (
    <section aria-labelledby="churn">
      <h2 id="churn" className="uploadsTitle">
        {churn.length === 0 ? "Every name stays" : `${counted(churn.length, "test")} with a new name in every run`}
      </h2>
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

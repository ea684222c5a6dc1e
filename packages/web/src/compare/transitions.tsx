import type { Changes } from "@backstory/model";
import { wholeNumber } from "../format/wholeNumber.ts";
import { outcomeOrder } from "../status/outcomes.ts";

/** How many tests went from which outcome to which; what stayed as it was stands on the diagonal. */
export function Transitions({ transitions }: Pick<Changes, "transitions">) {
  const rows = [...outcomeOrder, null];
  const all = (side: "before" | "after") =>
    rows.filter((outcome) => transitions.some((one) => one[side] === outcome && one.tests > 0));
  const [befores, afters] = [all("before"), all("after")];
  const testsOf = (before: string | null, after: string | null) =>
    transitions.find((one) => one.before === before && one.after === after)?.tests ?? 0;
  return (
    <details className="transitions">
      <summary>From which outcome to which</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Before ↓ After →</th>
            {afters.map((after) => (
              <th key={after} scope="col">
                {after ?? "not there"}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {befores.map((before) => (
            <tr key={before}>
              <th scope="row">{before ?? "not there"}</th>
              {afters.map((after) => (
                <td key={after} data-same={before === after ? "" : undefined}>
                  {testsOf(before, after) === 0 ? "·" : wholeNumber(testsOf(before, after))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

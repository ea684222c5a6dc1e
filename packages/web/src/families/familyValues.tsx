import { useMemo } from "react";
import { wholeNumber } from "../format/wholeNumber.ts";
import type { ShownTest } from "../queries/testsQuery.ts";
import { visibleText } from "../text/visibleText.ts";
import { valuesOfFailing } from "./valuesOfFailing.ts";
import "./families.css";

const most = 12;

/** Which values of which params the failing tests have; nothing while none fails, or while there is no other. */
export function FamilyValues({ tests }: { tests: readonly ShownTest[] }) {
  const values = useMemo(() => valuesOfFailing(tests), [tests]);
  if (values.length === 0 || tests.length < 2) return null;
  return (
    <section className="familyValues">
      <h2>What the failing ones have</h2>
      <ul>
        {values.slice(0, most).map(({ param, value, tests: all, failing }) => (
          <li key={`${param}=${value}`} className="chip" data-mark={failing === all ? "failed" : undefined}>
            <bdi className="mono">{visibleText(`${param}=${value}`)}</bdi>{" "}
            {failing === all ? `all ${wholeNumber(all)} fail` : `${wholeNumber(failing)} of ${wholeNumber(all)} fail`}
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { ListedFamily, TestSort } from "@backstory/model";
import { CopyFamilies } from "../families/copyFamilies.tsx";
import { CopyAs } from "../parts/copyAs.tsx";
import { SegmentedChoice } from "../parts/segmentedChoice.tsx";
import type { ShownTest } from "../queries/testsQuery.ts";
import { QueryBar } from "../queryBar/queryBar.tsx";
import { lastChoices, type TestsSearch, testSorts } from "../search/testsSearch.ts";
import { SavedViews } from "../views/savedViews.tsx";
import { testsCommand, testsSql, testsTable } from "./testsAsText.ts";
import "../runs/runsFilters.css";

interface TestsToolbarProps {
  search: TestsSearch;
  /** The rows that are loaded. */
  tests: readonly ShownTest[];
  families: readonly ListedFamily[];
  onChange: (change: Partial<TestsSearch>, replace: boolean) => void;
}

/** What is listed, how it is sorted, over how many runs; and what can be done with the list. */
export function TestsToolbar({ search, tests, families, onChange }: TestsToolbarProps) {
  const { q = "", sort = "name", last = 30, by, project } = search;
  return (
    <div className="runsFilters testsFilters">
      <QueryBar
        label="Search tests"
        value={q}
        project={project}
        onSearch={(next) => onChange({ q: next || undefined }, true)}
      />
      <SegmentedChoice
        label="Rows"
        choices={[
          ["test", "Tests"],
          ["family", "Families"],
        ]}
        value={by ?? "test"}
        onChange={(next) => onChange({ by: next === "family" ? "family" : undefined }, false)}
      />
      <select
        className="field"
        aria-label="Order"
        value={sort}
        onChange={(event) => onChange({ sort: event.target.value as TestSort }, false)}
      >
        {testSorts.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
      <select
        className="field"
        aria-label="How many runs are looked at"
        value={last}
        onChange={(event) => onChange({ last: Number(event.target.value) }, false)}
      >
        {[...new Set([...lastChoices, last])]
          .sort((a, b) => a - b)
          .map((runs) => (
            <option key={runs} value={runs}>
              Last {runs} runs
            </option>
          ))}
      </select>
      <SavedViews page="tests" />
      {by === "family" ? (
        <CopyFamilies search={search} families={families} />
      ) : (
        <CopyAs
          cli={testsCommand(search)}
          sql={testsSql(tests)}
          items={tests.map(({ lookedAt: _, ...test }) => test)}
          columns={testsTable}
        />
      )}
    </div>
  );
}

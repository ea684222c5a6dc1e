import type { ResultSort, RunDetail } from "@backstory/model";
import { useNavigate } from "@tanstack/react-router";
import { SearchField } from "../parts/searchField.tsx";
import { type RunSearch, sortWords } from "../search/runSearch.ts";
import { visibleText } from "../text/visibleText.ts";
import { GroupChoice } from "./groups/groupChoice.tsx";
import { OutcomeTabs } from "./outcomeTabs.tsx";
import "./runToolbar.css";

/** What narrows and orders the results of a run; all of it stands in the address. */
export function RunToolbar({ run, search }: { run: RunDetail; search: RunSearch }) {
  const navigate = useNavigate({ from: "/runs/$runId" });
  const set = (change: { [Name in keyof RunSearch]: RunSearch[Name] | undefined }, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace, resetScroll: false });
  return (
    <div className="runToolbar">
      <OutcomeTabs counts={run.counts} search={search} />
      <div className="runToolbar-fields">
        {search.suite && (
          <button type="button" className="button runToolbar-suite" onClick={() => set({ suite: undefined })}>
            <span className="cut">{visibleText(search.suite)}</span> <span aria-hidden="true">×</span>
            <span className="hidden">, show all suites</span>
          </button>
        )}
        <SearchField label="Search results" value={search.q ?? ""} onSearch={(q) => set({ q: q || undefined }, true)} />
        <GroupChoice runId={run.runId} by={search.by} onChange={(by) => set({ by: by || undefined, in: undefined })} />
        <select
          className="field"
          aria-label="Sort"
          value={search.sort ?? "failures"}
          onChange={(event) => set({ sort: event.target.value as ResultSort })}
        >
          {sortWords.map(([sort, words]) => (
            <option key={sort} value={sort}>
              {words}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}

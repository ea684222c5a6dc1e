import type { Run } from "@backstory/model";
import { useNavigate } from "@tanstack/react-router";
import { type RunsSearch, runsChoices, runsFilter } from "../search/runsSearch.ts";
import { ChoiceField } from "./choiceField.tsx";
import { WordField } from "./wordField.tsx";
import "./runsFilters.css";

interface RunsFiltersProps {
  search: RunsSearch;
  /** The loaded runs, whose branches and builds are offered. */
  runs: readonly Run[];
}

const ages = { "24h": "Last 24 hours", "7d": "Last 7 days", "30d": "Last 30 days" } as const;

/** Which runs the list shows: by status, branch, build, commit and more; and what they stand under. */
export function RunsFilters({ search, runs }: RunsFiltersProps) {
  const navigate = useNavigate({ from: "/runs" });
  const set = (change: Partial<RunsSearch>) => void navigate({ search: (before) => ({ ...before, ...change }) });
  const { project: _project, target: _target, ...own } = runsFilter(search);
  const isNarrowed = Object.values(own).some((value) => value !== undefined);
  return (
    <search className="runsFilters" aria-label="Filter runs">
      <ChoiceField
        label="Any status"
        value={search.status}
        choices={Object.keys(runsChoices.statuses)}
        words={runsChoices.statuses}
        onChange={(status) => set({ status: status as RunsSearch["status"] })}
      />
      <ChoiceField
        label="Any state"
        value={search.state}
        choices={Object.keys(runsChoices.states)}
        words={runsChoices.states}
        onChange={(state) => set({ state: state as RunsSearch["state"] })}
      />
      <ChoiceField
        label="Any time"
        value={search.since}
        choices={Object.keys(ages)}
        words={ages}
        onChange={(since) => set({ since })}
      />
      <WordField
        label="Branch"
        value={search.branch}
        offered={distinct(runs.map((run) => run.branch))}
        onChange={(branch) => set({ branch })}
      />
      <WordField
        label="Build"
        value={search.build}
        offered={distinct(runs.map((run) => run.build.name ?? ""))}
        onChange={(build) => set({ build })}
      />
      <WordField
        label="Commit"
        value={search.commit}
        offered={[]}
        pattern="[0-9a-fA-F]{4,64}"
        onChange={(commit) => set({ commit })}
      />
      <WordField
        label="Label, key=value"
        value={search.label}
        offered={distinct(
          runs.flatMap((run) =>
            Object.entries(run.labels).flatMap(([key, values]) => values.map((value) => `${key}=${value}`)),
          ),
        )}
        onChange={(label) => set({ label })}
      />
      <ChoiceField
        label="No groups"
        value={search.group}
        choices={Object.keys(runsChoices.groups)}
        words={runsChoices.groups}
        onChange={(group) => set({ group: group as RunsSearch["group"] })}
      />
      {isNarrowed && (
        <button
          type="button"
          className="button"
          onClick={() =>
            void navigate({
              search: ({ project, target, asof, group }) => ({ project, target, asof, group }),
            })
          }
        >
          Clear
        </button>
      )}
    </search>
  );
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => word !== "").sort();
}

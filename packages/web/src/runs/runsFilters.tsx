import type { Run, Target } from "@backstory/model";
import { useNavigate } from "@tanstack/react-router";
import type { RunsSearch } from "../search/runsSearch.ts";
import { ChoiceField } from "./choiceField.tsx";
import { WordField } from "./wordField.tsx";
import "./runsFilters.css";

interface RunsFiltersProps {
  search: RunsSearch;
  targets: readonly Target[];
  /** The loaded runs, whose branches and builds are offered. */
  runs: readonly Run[];
}

/** Which runs the list shows: by project, target, branch and build. */
export function RunsFilters({ search, targets, runs }: RunsFiltersProps) {
  const navigate = useNavigate({ from: "/runs" });
  const set = (change: { [Name in keyof RunsSearch]: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }) });
  const projects = distinct(targets.map((target) => target.project));
  const inProject = targets.filter((target) => !search.project || target.project === search.project);
  return (
    <search className="runsFilters" aria-label="Filter runs">
      {(projects.length > 1 || search.project) && (
        <ChoiceField
          label="All projects"
          value={search.project}
          choices={projects}
          onChange={(project) => set({ project, target: undefined })}
        />
      )}
      <ChoiceField
        label="All targets"
        value={search.target}
        choices={distinct(inProject.map((target) => target.target))}
        onChange={(target) => set({ target })}
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
      {Object.keys(search).length > 0 && (
        <button type="button" className="button" onClick={() => void navigate({ search: {} })}>
          Clear
        </button>
      )}
    </search>
  );
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)].filter((word) => word !== "").sort();
}

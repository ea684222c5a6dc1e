import type { BranchFigures } from "@backstory/model";
import { Icon } from "../parts/icon.tsx";
import { SegmentedChoice } from "../parts/segmentedChoice.tsx";
import { ChoiceField } from "../runs/choiceField.tsx";
import { type TrendsDays, type TrendsSearch, trendsTimes } from "../search/trendsSearch.ts";
import { visibleText } from "../text/visibleText.ts";
import { SavedViews } from "../views/savedViews.tsx";
import "../runs/runsFilters.css";
import "../tests/testsList.css";

interface TrendsFiltersProps {
  search: TrendsSearch;
  branches: BranchFigures["items"];
  onChange: (change: Partial<TrendsSearch>) => void;
}

/** Over which time trends go, and what narrows them down. */
export function TrendsFilters({ search, branches, onChange }: TrendsFiltersProps) {
  const { days = 30, branch, label } = search;
  return (
    <div className="runsFilters testsFilters">
      {label && (
        <button type="button" className="button" onClick={() => onChange({ label: undefined })}>
          <bdi>{visibleText(label)}</bdi>
          <Icon name="close" size={12} />
          <span className="hidden">Take this label away</span>
        </button>
      )}
      <ChoiceField
        label="All branches"
        value={branch}
        choices={branches.map((each) => each.branch).filter((name) => name !== "")}
        onChange={(next) => onChange({ branch: next })}
      />
      <SegmentedChoice
        label="Time"
        choices={trendsTimes.map(([value, words]) => [String(value), words] as const)}
        value={String(days)}
        onChange={(next) => onChange({ days: Number(next) as TrendsDays })}
      />
      <SavedViews page="trends" />
    </div>
  );
}

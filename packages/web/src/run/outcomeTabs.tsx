import type { Counts, Outcome } from "@backstory/model";
import { Link } from "@tanstack/react-router";
import { wholeNumber } from "../format/wholeNumber.ts";
import { Icon } from "../parts/icon.tsx";
import { type RunSearch, statusList } from "../search/runSearch.ts";
import { outcomeOrder, outcomes } from "../status/outcomes.ts";
import "./outcomeTabs.css";

interface OutcomeTabsProps {
  counts: Counts;
  search: RunSearch;
}

/** The counts of a run as its filter: all, or the tests of one outcome; a second click takes the filter away. */
export function OutcomeTabs({ counts, search }: OutcomeTabsProps) {
  const chosen = statusList(search.status);
  return (
    <nav className="tabs" aria-label="Filter by outcome">
      <Link
        from="/runs/$runId"
        to="."
        search={{ ...search, status: undefined }}
        activeOptions={{ exact: true, explicitUndefined: true }}
        resetScroll={false}
        aria-current={chosen.length === 0 ? "true" : undefined}
      >
        All <span className="tabs-count">{wholeNumber(counts.total)}</span>
      </Link>
      {outcomeOrder.map((outcome) => (
        <Link
          key={outcome}
          from="/runs/$runId"
          to="."
          search={{ ...search, status: following(chosen, outcome) }}
          resetScroll={false}
          aria-current={chosen.includes(outcome) ? "true" : undefined}
          data-mark={outcome}
          data-none={counts[outcome] === 0 ? "" : undefined}
          title={`${outcomes[outcome].word}: ${outcomes[outcome].means}`}
        >
          <Icon name={outcome} size={12} />
          <span className="tabs-word">{outcomes[outcome].word}</span>
          <span className="tabs-count">{wholeNumber(counts[outcome])}</span>
        </Link>
      ))}
    </nav>
  );
}

function following(chosen: readonly Outcome[], outcome: Outcome): string | undefined {
  return chosen.length === 1 && chosen[0] === outcome ? undefined : outcome;
}

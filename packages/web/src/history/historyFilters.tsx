import { Link, useNavigate } from "@tanstack/react-router";
import type { TestSearch } from "../search/testSearch.ts";
import { outcomeOrder } from "../status/outcomes.ts";
import { visibleText } from "../text/visibleText.ts";

const filters = ["branch", "in", "variant"] as const;

/** Which runs of the test are shown: what narrows them, each with the way to take it off, and the outcome. */
export function HistoryFilters({ search }: { search: TestSearch }) {
  const navigate = useNavigate({ from: "/tests/$testId" });
  return (
    <div className="historyFilters">
      {filters.map((name) =>
        search[name] === undefined ? null : (
          <Link
            key={name}
            from="/tests/$testId"
            to="."
            search={(before) => ({ ...before, [name]: undefined })}
            resetScroll={false}
            className="button"
            activeProps={{}}
          >
            <span className="cut">
              {name === "in" ? "target" : name}: {visibleText(search[name])}
            </span>{" "}
            <span aria-hidden="true">×</span>
            <span className="hidden">, take off</span>
          </Link>
        ),
      )}
      <select
        className="field"
        aria-label="Outcome"
        value={search.status ?? ""}
        onChange={(event) =>
          void navigate({
            search: (before) => ({ ...before, status: event.target.value || undefined }),
            resetScroll: false,
          })
        }
      >
        <option value="">Every outcome</option>
        <option value="failed,broken">Failed or broken</option>
        {outcomeOrder.map((outcome) => (
          <option key={outcome} value={outcome}>
            Only {outcome}
          </option>
        ))}
      </select>
    </div>
  );
}

import type { Changes, RunDetail } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { shortCommit } from "../../format/shortCommit.ts";
import { wholeNumber } from "../../format/wholeNumber.ts";
import { Icon } from "../../parts/icon.tsx";
import { TimeAgo } from "../../parts/timeAgo.tsx";
import { runChangesQuery } from "../../queries/runChangesQuery.ts";
import type { RunSearch } from "../../search/runSearch.ts";
import { visibleText } from "../../text/visibleText.ts";
import { changeOrder, changeWords } from "./changeWords.ts";
import "./changesBar.css";

/** What changed since the run before, as counts that lead to the tests. Its place is kept while it is on its way. */
export function ChangesBar({ run, search }: { run: RunDetail; search: RunSearch }) {
  const { data: changes, error } = useQuery(runChangesQuery(run.runId));
  return (
    <section className="changes" aria-label="Changes">
      {changes ? (
        <Told changes={changes} chosen={search.change} />
      ) : (
        <p className="muted">{error ? "What changed is not known." : "Comparing…"}</p>
      )}
    </section>
  );
}

function Told({ changes, chosen }: { changes: Changes; chosen: RunSearch["change"] }) {
  const { before, counts } = changes;
  if (before === null) return <p className="muted">There is no complete run before this one to compare with.</p>;
  const present = changeOrder.filter((name) => (counts[name] ?? 0) > 0 || name === chosen);
  return (
    <>
      <p className="muted">
        Since <BeforeLink before={before} />
        {present.length === 0 && ": no test changed."}
      </p>
      {present.map((name) => (
        <Link
          key={name}
          from="/runs/$runId"
          to="."
          search={(search) => ({ ...search, change: name === chosen ? undefined : name, view: undefined })}
          resetScroll={false}
          className="changes-class"
          data-mark={changeWords[name].mark}
          aria-current={name === chosen ? "true" : undefined}
          title={changeWords[name].means}
        >
          <Icon name={changeWords[name].icon} size={12} />
          <strong>{wholeNumber(counts[name] ?? 0)}</strong> {changeWords[name].word}
        </Link>
      ))}
    </>
  );
}

function BeforeLink({ before }: { before: NonNullable<Changes["before"]> }) {
  const [run] = before.runs;
  if (run === undefined) return "nothing";
  const place = [run.buildName, run.branch, shortCommit(run.commit)].filter(Boolean).map(visibleText).join(" · ");
  return (
    <Link to="/runs/$runId" params={{ runId: run.runId }} className="changes-before">
      {place ? <bdi>{place}</bdi> : "the run before"}, <TimeAgo time={run.startedAt} />
    </Link>
  );
}

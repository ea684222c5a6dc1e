import type { Rename, TestDetail } from "@backstory/model";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { sendJson } from "../api.ts";
import { useAsof } from "../asof/useAsof.ts";
import { readerName } from "../people/readerName.ts";
import { renamesQuery } from "../queries/testFactsQueries.ts";
import { visibleText } from "../text/visibleText.ts";

type Decision = "accept" | "refuse" | "undo";

const decisions: Readonly<Record<Rename["state"], readonly (readonly [Decision, string])[]>> = {
  suggested: [
    ["accept", "It is the same test"],
    ["refuse", "It is another test"],
  ],
  accepted: [["undo", "Undo"]],
  refused: [],
  undone: [],
};

interface RenameListProps {
  test: TestDetail;
  onProblem: (problem: string) => void;
}

/** The names that a test had, and those that it may have had, to be decided. */
export function RenameList({ test, onProblem }: RenameListProps) {
  const client = useQueryClient();
  const isPast = useAsof() !== undefined;
  const { data = [] } = useQuery(renamesQuery(test));
  const renames = data.filter(({ state }) => state === "suggested" || state === "accepted");
  if (renames.length === 0) return null;
  const decide = async (renameId: string, decision: Decision) => {
    onProblem("");
    await sendJson("POST", `/renames/${renameId}/${decision}`, { body: { by: readerName() } }).catch((error: unknown) =>
      onProblem(String(error)),
    );
    await client.invalidateQueries();
  };
  return (
    <section className="testStory-part" aria-labelledby="renames">
      <h2 id="renames">Names</h2>
      <ul className="facts-list">
        {renames.map(({ renameId, from, to, state, confidence }) => {
          const other = from.testId === test.testId ? to : from;
          return (
            <li key={renameId}>
              <span>
                {state === "suggested" ? "Perhaps " : ""}
                {other === from ? "it was called " : "it is called now "}
                <Link to="/tests/$testId" params={{ testId: other.testId }}>
                  <bdi>{visibleText(`${other.suite} > ${other.name}`)}</bdi>
                </Link>
                {state === "suggested" && <span className="muted"> ({Math.round(confidence * 100)} % alike)</span>}
              </span>
              {!isPast &&
                decisions[state].map(([decision, word]) => (
                  <button
                    key={decision}
                    type="button"
                    className="button"
                    onClick={() => void decide(renameId, decision)}
                  >
                    {word}
                  </button>
                ))}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { runGroupsQuery } from "../../queries/runPartsQueries.ts";
import { visibleText } from "../../text/visibleText.ts";
import { groupKinds, groupsQuestion } from "./groupKinds.ts";

interface GroupChoiceProps {
  runId: string;
  by: string | undefined;
  onChange: (by: string) => void;
}

/** How results are grouped. The labels that tests have are asked for when somebody is about to choose. */
export function GroupChoice({ runId, by = "", onChange }: GroupChoiceProps) {
  const [isWanted, setWanted] = useState(false);
  const { data } = useQuery({
    ...runGroupsQuery(runId, groupsQuestion(by === "" || by === "flat" ? "submission" : by)),
    enabled: isWanted || by.startsWith("label:"),
  });
  const own = by.startsWith("label:") ? [by.slice("label:".length)] : [];
  const labels = [...new Set([...own, ...(data?.labelNames ?? [])])];
  return (
    <select
      className="field"
      aria-label="Group"
      value={by}
      onPointerEnter={() => setWanted(true)}
      onFocus={() => setWanted(true)}
      onChange={(event) => onChange(event.target.value)}
    >
      {groupKinds.map(([kind, word]) => (
        <option key={kind} value={kind}>
          {word}
        </option>
      ))}
      {labels.map((label) => (
        <option key={`label:${label}`} value={`label:${label}`}>
          By {visibleText(label).slice(0, 60)}
        </option>
      ))}
    </select>
  );
}

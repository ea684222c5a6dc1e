import type { Status, TargetSettings } from "@backstory/model";
import { useState } from "react";

type Interpretation = TargetSettings["interpretation"];

const statuses: readonly Status[] = ["passed", "failed", "broken", "skipped"];

interface InterpretationFieldsProps {
  interpretation: Interpretation;
  onChange: (interpretation: Interpretation) => void;
}

/** What the runner's own words mean in a target: a line for each, and one to add another. */
export function InterpretationFields({ interpretation, onChange }: InterpretationFieldsProps) {
  const [word, setWord] = useState("");
  const add = () => {
    if (word.trim() === "") return;
    onChange({ ...interpretation, [word.trim()]: "failed" });
    setWord("");
  };
  return (
    <fieldset className="settingsWords">
      <legend>What the runner's words mean</legend>
      {Object.entries(interpretation).map(([each, status]) => (
        <div key={each}>
          <code>{each}</code>
          <select
            className="field"
            aria-label={`What ${each} means`}
            value={status}
            onChange={(event) => onChange({ ...interpretation, [each]: event.target.value as Status })}
          >
            {statuses.map((choice) => (
              <option key={choice}>{choice}</option>
            ))}
          </select>
          <button
            type="button"
            className="button"
            onClick={() => onChange(Object.fromEntries(Object.entries(interpretation).filter(([key]) => key !== each)))}
          >
            Remove
          </button>
        </div>
      ))}
      <div>
        <input
          className="field"
          aria-label="A word of the runner"
          placeholder="xfailed"
          value={word}
          onChange={(event) => setWord(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <button type="button" className="button" onClick={add}>
          Add
        </button>
      </div>
      <small>Without a line a word means what the recorder says that it means.</small>
    </fieldset>
  );
}

import type { HarvestField } from "./harvestFields.ts";
import "../parts/parts.css";

interface FieldChoiceProps {
  label: string;
  fields: readonly HarvestField[];
  value: string;
  onChange: (key: string) => void;
}

/** One of the fields of a harvest. */
export function FieldChoice({ label, fields, value, onChange }: FieldChoiceProps) {
  return (
    <label className="fieldChoice">
      <span className="muted">{label}</span>
      <select className="field" value={value} onChange={(event) => onChange(event.target.value)}>
        {fields.map(({ key, word }) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}

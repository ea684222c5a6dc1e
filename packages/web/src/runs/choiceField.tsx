import "../parts/parts.css";

interface ChoiceFieldProps {
  /** What stands there while nothing is chosen: `All targets`. */
  label: string;
  value: string | undefined;
  choices: readonly string[];
  onChange: (value: string | undefined) => void;
}

/** One of a few words, or all. */
export function ChoiceField({ label, value, choices, onChange }: ChoiceFieldProps) {
  const known = value === undefined || choices.includes(value) ? choices : [value, ...choices];
  return (
    <select
      className="field"
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      <option value="">{label}</option>
      {known.map((choice) => (
        <option key={choice}>{choice}</option>
      ))}
    </select>
  );
}

import "../parts/parts.css";

interface ChoiceFieldProps {
  /** What stands there while nothing is chosen: `All targets`. */
  label: string;
  value: string | undefined;
  choices: readonly string[];
  /** What stands for a choice, where it is not itself. */
  words?: Readonly<Record<string, string>>;
  onChange: (value: string | undefined) => void;
}

/** One of a few words, or all. */
export function ChoiceField({ label, value, choices, words = {}, onChange }: ChoiceFieldProps) {
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
        <option key={choice} value={choice}>
          {words[choice] ?? choice}
        </option>
      ))}
    </select>
  );
}

import "./segmentedChoice.css";

interface SegmentedChoiceProps<Choice extends string> {
  label: string;
  choices: readonly (readonly [choice: Choice, word: string])[];
  value: Choice;
  onChange: (choice: Choice) => void;
}

/** A few words of which one holds, side by side. */
export function SegmentedChoice<Choice extends string>(props: SegmentedChoiceProps<Choice>) {
  const { label, choices, value, onChange } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one row everywhere.
    <div role="group" className="segments" aria-label={label}>
      {choices.map(([choice, word]) => (
        <button key={choice} type="button" aria-pressed={choice === value} onClick={() => onChange(choice)}>
          {word}
        </button>
      ))}
    </div>
  );
}

import { useEffect, useId, useState } from "react";
import "../parts/parts.css";

interface WordFieldProps {
  label: string;
  value: string | undefined;
  /** Words that are proposed while typing. */
  offered: readonly string[];
  /** What a word has to look like to hold. */
  pattern?: string;
  onChange: (value: string | undefined) => void;
}

/** A whole word as a filter: it holds from Enter, from leaving the field, or from choosing a proposed one. */
export function WordField({ label, value = "", offered, pattern, onChange }: WordFieldProps) {
  const [text, setText] = useState(value);
  const list = useId();
  useEffect(() => setText(value), [value]);
  const commit = (word: string) => {
    const fits = word === "" || pattern === undefined || new RegExp(`^(${pattern})$`).test(word);
    if (fits && word !== value) onChange(word || undefined);
  };
  const type = (word: string) => {
    setText(word);
    if (word === "" || offered.includes(word)) commit(word);
  };
  return (
    <>
      <input
        className="field wordField"
        aria-label={label}
        placeholder={label}
        list={list}
        pattern={pattern}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => type(event.target.value)}
        onBlur={() => commit(text.trim())}
        onKeyDown={(event) => {
          if (event.key === "Enter") commit(text.trim());
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <datalist id={list}>
        {offered.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
    </>
  );
}

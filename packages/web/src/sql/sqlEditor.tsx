import { type KeyboardEvent, type RefObject, useId } from "react";

interface SqlEditorProps {
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onChange: (text: string) => void;
  onRun: () => void;
}

/** Where a statement is written: a plain field of lines, so that every key does what it does everywhere. */
export function SqlEditor({ field, text, onChange, onRun }: SqlEditorProps) {
  const hint = useId();
  const press = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onRun();
    }
    if (event.key === "Escape") event.currentTarget.blur();
  };
  const lines = Math.min(Math.max(text.split("\n").length + 1, 6), 24);
  return (
    <div className="sqlEditor">
      <textarea
        ref={field}
        className="sqlEditor-text"
        aria-label="SQL"
        aria-describedby={hint}
        data-search
        rows={lines}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        maxLength={65_536}
        placeholder="SELECT …"
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={press}
      />
      <span id={hint} className="hidden">
        Control and Enter runs the statement
      </span>
    </div>
  );
}

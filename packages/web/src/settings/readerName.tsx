import { useState } from "react";
import { readerName, setReaderName } from "../people/readerName.ts";
import { SaidLine } from "./saidLine.tsx";
import { useSaving } from "./useSaving.ts";

/** Asks by what name the reader is known in what they state and change. */
export function ReaderName() {
  const [name, setName] = useState(readerName);
  const saving = useSaving(async () => setReaderName(name), "Kept in this browser.");
  return (
    <form className="settingsLine" onSubmit={saving.submit} aria-labelledby="reader-name">
      <h2 id="reader-name">Your name</h2>
      <label>
        What you change and state bears it
        <input
          className="field"
          maxLength={200}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <button type="submit" className="button">
        Keep it
      </button>
      <SaidLine {...saving} />
    </form>
  );
}

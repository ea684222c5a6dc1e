import type { SqlSchema } from "@backstory/model";
import { useState } from "react";
import "../parts/parts.css";

interface SchemaTreeProps {
  schema: SqlSchema;
  /** Puts a name where the cursor stands in the statement. */
  onInsert: (name: string) => void;
}

/** The tables that can be read, with their columns; a click on a name writes it. */
export function SchemaTree({ schema, onInsert }: SchemaTreeProps) {
  const [word, setWord] = useState("");
  const wanted = word.trim().toLowerCase();
  const has = (name: string) => name.toLowerCase().includes(wanted);
  const tables = schema.tables.filter(({ name, columns }) => has(name) || columns.some((column) => has(column.name)));
  return (
    <div className="schemaTree">
      <input
        className="field"
        aria-label="Search tables and columns"
        placeholder="Search tables and columns"
        value={word}
        onChange={(event) => setWord(event.target.value)}
      />
      <ul>
        {tables.map(({ name, description, columns }) => (
          <li key={name}>
            <details open={wanted !== "" && tables.length <= 6 ? true : undefined}>
              <summary title={description}>
                <span className="mono">{name}</span>
              </summary>
              <p className="muted">{description}.</p>
              <ul className="schemaTree-columns">
                <li>
                  <button type="button" className="textButton" onClick={() => onInsert(name)}>
                    write the name
                  </button>
                </li>
                {columns
                  .filter((column) => wanted === "" || has(name) || has(column.name))
                  .map((column) => (
                    <li key={column.name}>
                      <button type="button" className="schemaTree-column" onClick={() => onInsert(column.name)}>
                        <span className="mono">{column.name}</span> <span className="muted">{column.type}</span>
                      </button>
                    </li>
                  ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      {tables.length === 0 && <p className="muted">No table or column has this in its name.</p>}
    </div>
  );
}

import type { SqlQuery } from "@backstory/model";
import { Menu, MenuItem } from "../parts/menu.tsx";
import { visibleText } from "../text/visibleText.ts";
import { sqlExamples } from "./examples.ts";

/** Statements to begin with: examples, and what was asked before. */
export function AskedMenus({ asked, onChoose }: { asked: readonly SqlQuery[]; onChoose: (sql: string) => void }) {
  const before = [...new Set(asked.filter(({ ended }) => ended === "answered").map(({ sql }) => sql))].slice(0, 12);
  return (
    <>
      <Menu label="Examples">
        {sqlExamples.map(({ word, sql }) => (
          <MenuItem key={word} onChoose={() => onChoose(sql)}>
            {word}
          </MenuItem>
        ))}
      </Menu>
      <Menu label="Asked before">
        {before.length === 0 && <p className="menu-note">Nothing yet.</p>}
        {before.map((sql) => (
          <MenuItem key={sql} onChoose={() => onChoose(sql)}>
            <span className="askedMenu-line mono cut">{visibleText(sql.replace(/\s+/g, " ").slice(0, 120))}</span>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

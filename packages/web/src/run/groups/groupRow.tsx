import { Link } from "@tanstack/react-router";
import { duration } from "../../format/duration.ts";
import { Cell } from "../../grid/cell.tsx";
import { Icon } from "../../parts/icon.tsx";
import { CountsBar } from "../../status/countsBar.tsx";
import { visibleText } from "../../text/visibleText.ts";
import type { ShownGroup } from "./groupRows.ts";
import "./groupRow.css";

/** What cuts the name of a suite has no use at the end of a part. */
const separator = /(?: > |::|\.)$/;

/** The cells of a group: its name opens and closes it. */
export function GroupRow({ group, tabIndex }: { group: ShownGroup; tabIndex: number }) {
  const { word, title, depth, isOpen, opens, closed, counts } = group;
  return (
    <>
      <Cell span={2} className="groupRow cut" title={title}>
        <span style={{ width: depth * 16 }} />
        <Icon name={isOpen ? "opened" : "forward"} size={12} />
        <Link
          from="/runs/$runId"
          to="."
          search={(search) => ({ ...search, in: isOpen ? closed : opens })}
          replace
          resetScroll={false}
          className="rowLink cut"
          aria-expanded={isOpen}
          tabIndex={tabIndex}
        >
          <bdi>{visibleText(word.replace(separator, "")) || "(no suite)"}</bdi>
        </Link>
      </Cell>
      <Cell className="groupRow-counts">
        <CountsBar counts={counts} />
      </Cell>
      <Cell className="muted">{duration(group.durationMs)}</Cell>
    </>
  );
}

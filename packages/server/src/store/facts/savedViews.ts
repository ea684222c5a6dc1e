import { randomUUID } from "node:crypto";
import { canonicalJson, type NewSavedView, type SavedView, type ViewPage, type Withdrawal } from "@backstory/model";
import type { Connection } from "../connection.ts";
import { fromJsonText } from "../queries/jsonText.ts";
import { where } from "../where.ts";
import { factLane } from "./factLane.ts";

/** Keeps a view of a page under a name. One of that name on that page is kept anew, under its old id. */
export function saveView(connection: Connection, { page, name, search, by }: NewSavedView): Promise<SavedView> {
  return factLane(connection)(async () => {
    const standing = (await listViews(connection, { page })).find((view) => view.name === name);
    const view = { viewId: standing?.viewId ?? randomUUID(), page, name, search };
    await writeVersion(connection, view, { removed: false, by, reason: "" });
    const [kept] = (await listViews(connection, { page })).filter(({ viewId }) => viewId === view.viewId);
    if (kept === undefined) throw new TypeError("A view that was written can be read");
    return kept;
  });
}

/** Takes a view away. Undefined when there is none. */
export function removeView(
  connection: Connection,
  { viewId, by, reason }: Withdrawal & Pick<SavedView, "viewId">,
): Promise<SavedView | undefined> {
  return factLane(connection)(async () => {
    const view = (await listViews(connection, {})).find((each) => each.viewId === viewId);
    if (view !== undefined) await writeVersion(connection, view, { removed: true, by, reason });
    return view;
  });
}

/** The views of a page, or of all, that stand or stood at a time, by page and name. */
export async function listViews(
  connection: Connection,
  { page, asof }: { readonly page?: ViewPage | undefined; readonly asof?: string | undefined },
): Promise<SavedView[]> {
  const { clause, parameters } = where({
    "page = {page:String}": page,
    "version <= {asof:DateTime64(3)}": asof,
  });
  const rows = await connection.query<Omit<SavedView, "search"> & { search: string }>(
    `
    SELECT viewId, page, name, search, \`by\`, toDateTime64(version, 3, 'UTC') AS savedAt
    FROM (SELECT * FROM savedViews ${clause} ORDER BY viewId, version DESC LIMIT 1 BY viewId)
    WHERE NOT removed
    ORDER BY page, lower(name), name`,
    parameters,
  );
  return rows.map((row) => ({ ...row, search: fromJsonText<Record<string, string>>(row.search, {}) }));
}

async function writeVersion(
  connection: Connection,
  { viewId, page, name, search }: Pick<SavedView, "viewId" | "page" | "name" | "search">,
  change: Withdrawal & { readonly removed: boolean },
): Promise<void> {
  await connection.command(
    `
    INSERT INTO savedViews (page, viewId, version, name, search, removed, \`by\`, reason)
    SELECT
      {page:String}, {viewId:String}, now64(6), {name:String}, {search:String}, {removed:Bool}, {by:String},
      {reason:String}`,
    { viewId, page, name, search: canonicalJson(search), ...change },
  );
}

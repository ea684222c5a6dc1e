import type { SavedView, ViewPage } from "@backstory/model";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useRef } from "react";
import { sendJson } from "../api.ts";
import { useAsof } from "../asof/useAsof.ts";
import { Menu, MenuItem } from "../parts/menu.tsx";
import { viewsQuery } from "../queries/viewsQuery.ts";
import { visibleText } from "../text/visibleText.ts";
import { sameSearch, searchToKeep } from "./searchToKeep.ts";
import { ViewDialog } from "./viewDialog.tsx";

/** The views of a page that people keep under names: opens one, keeps what the address shows, takes one away. */
export function SavedViews({ page }: { page: ViewPage }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const here = searchToKeep(useSearch({ strict: false }));
  const views = useQuery(viewsQuery(page)).data ?? [];
  const isPast = useAsof() !== undefined;
  const dialog = useRef<HTMLDialogElement>(null);
  const current = views.find((view) => sameSearch(view.search, here));

  const open = (view: SavedView) =>
    void navigate({ to: ".", search: ({ asof }) => ({ project: undefined, target: undefined, asof, ...view.search }) });
  const renew = () => client.invalidateQueries({ queryKey: ["views", page] });
  const keep = async (name: string) => {
    await sendJson("PUT", "/views", { body: { page, name, search: here } });
    await renew();
  };
  const remove = async ({ viewId }: SavedView) => {
    await sendJson("DELETE", `/views/${encodeURIComponent(viewId)}`);
    await renew();
  };
  return (
    <>
      <Menu label={current ? visibleText(current.name) : "Views"} icon="view" isSteady>
        {views.map((view) => (
          <MenuItem key={view.viewId} onChoose={() => open(view)}>
            <bdi>{visibleText(view.name)}</bdi>
            {view === current && <span className="muted">shown</span>}
          </MenuItem>
        ))}
        {views.length === 0 && <p className="menu-note">Filters and order under a name, for everybody.</p>}
        {!isPast && <hr className="menu-line" />}
        {!isPast && <MenuItem onChoose={() => dialog.current?.showModal()}>Keep this view…</MenuItem>}
        {!isPast && current && (
          <MenuItem onChoose={() => void remove(current)}>Take “{visibleText(current.name)}” away</MenuItem>
        )}
      </Menu>
      <ViewDialog dialog={dialog} names={views.map(({ name }) => name)} onKeep={keep} />
    </>
  );
}

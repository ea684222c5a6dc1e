import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { sendJson } from "../api.ts";
import { readerName } from "../people/readerName.ts";
import { type TargetKey, targetPath } from "../queries/settingsQueries.ts";
import { SaidLine } from "./saidLine.tsx";
import { useSaving } from "./useSaving.ts";

/** Deletes a target once its name was typed. */
export function DeleteTarget({ target: key }: { target: TargetKey }) {
  const [typed, setTyped] = useState("");
  const client = useQueryClient();
  const navigate = useNavigate();
  const saving = useSaving(async () => {
    await sendJson("DELETE", targetPath(key), { parameters: { by: readerName() } });
    await navigate({ to: "/settings" });
    await client.invalidateQueries();
  }, "");
  return (
    <section className="settingsSection" aria-labelledby="delete">
      <h2 id="delete">Delete the target</h2>
      <p className="muted">
        Nothing shows its runs any more, and its tokens stop working. Saving a setting of it brings it back with its
        runs.
      </p>
      <form className="settingsLine" onSubmit={saving.submit}>
        <label>
          Type {key.target} to go on
          <input
            className="field"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <button type="submit" className="button danger" disabled={typed !== key.target || saving.isSaving}>
          Delete {key.target}
        </button>
        <SaidLine {...saving} />
      </form>
    </section>
  );
}

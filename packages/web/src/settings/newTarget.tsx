import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { sendJson } from "../api.ts";
import { readerName } from "../people/readerName.ts";
import { targetPath } from "../queries/settingsQueries.ts";
import { SaidLine } from "./saidLine.tsx";
import { useSaving } from "./useSaving.ts";

const slug = "[a-z0-9][a-z0-9._\\-]{0,99}";

/** Makes a target, and with it its project, and goes to its settings. */
export function NewTarget() {
  const [project, setProject] = useState("");
  const [target, setTarget] = useState("");
  const navigate = useNavigate();
  const client = useQueryClient();
  const saving = useSaving(async () => {
    await sendJson("PUT", targetPath({ project, target }), { body: { by: readerName() } });
    await Promise.all(["targets", "targetNames"].map((key) => client.invalidateQueries({ queryKey: [key] })));
    await navigate({ to: "/settings/targets/$project/$target", params: { project, target } });
  }, "");
  return (
    <form className="settingsLine" onSubmit={saving.submit} aria-labelledby="new-target">
      <h2 id="new-target">New target</h2>
      <label>
        Project
        <input
          className="field"
          required
          pattern={slug}
          title="1 to 100 of a-z, 0-9, '.', '_' and '-'; it begins with a letter or a digit"
          value={project}
          onChange={(event) => setProject(event.target.value)}
        />
      </label>
      <label>
        Target
        <input
          className="field"
          required
          pattern={slug}
          title="1 to 100 of a-z, 0-9, '.', '_' and '-'; it begins with a letter or a digit"
          value={target}
          onChange={(event) => setTarget(event.target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={saving.isSaving}>
        Make it
      </button>
      <SaidLine {...saving} />
    </form>
  );
}

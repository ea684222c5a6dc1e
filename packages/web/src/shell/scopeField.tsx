import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { targetNamesQuery } from "../queries/targetNamesQuery.ts";
import "../parts/parts.css";

/** Whose results the pages show: everything, a project, or one of its targets. Nothing while there is no choice. */
export function ScopeField() {
  const navigate = useNavigate();
  const { project, target } = useSearch({ strict: false });
  const targets = useQuery(targetNamesQuery()).data ?? [];
  if (targets.length < 2 && project === undefined) return null;
  const named = project === undefined ? [] : [{ project, target }];
  const projects = [...new Set([...targets, ...named].map((each) => each.project))];
  const targetsOf = (name: string) =>
    [...new Set([...targets, ...named].filter((each) => each.project === name).map((each) => each.target))].filter(
      (each) => each !== undefined,
    );

  const choose = (value: string) => {
    const [nextProject, nextTarget] = value === "" ? [] : value.split("/");
    void navigate({
      to: ".",
      search: (before) => ({ ...before, project: nextProject, target: nextTarget }),
    });
  };
  return (
    <select
      className="field scopeField"
      aria-label="Project and target"
      value={project === undefined ? "" : [project, target].filter(Boolean).join("/")}
      onChange={(event) => choose(event.target.value)}
    >
      <option value="">All projects</option>
      {projects.map((name) => (
        <optgroup key={name} label={name}>
          <option value={name}>{name}: all targets</option>
          {targetsOf(name).map((each) => (
            <option key={each} value={`${name}/${each}`}>
              {name} / {each}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

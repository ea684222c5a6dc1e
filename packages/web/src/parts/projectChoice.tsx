import { useQuery } from "@tanstack/react-query";
import { ApiError } from "../api.ts";
import { projectsQuery } from "../queries/projectsQuery.ts";
import { visibleText } from "../text/visibleText.ts";
import "./parts.css";

interface ProjectChoiceProps {
  /** Why one has to be chosen. */
  what: string;
  onChoose: (project: string) => void;
}

/** Asks for one of the projects, where a page is about one. */
export function ProjectChoice({ what, onChoose }: ProjectChoiceProps) {
  const projects = useQuery(projectsQuery()).data ?? [];
  return (
    <section className="notice">
      <h2>Choose a project</h2>
      <p>{what}</p>
      <p className="chips">
        {projects.map(({ project }) => (
          <button key={project} type="button" className="button" onClick={() => onChoose(project)}>
            <bdi>{visibleText(project)}</bdi>
          </button>
        ))}
      </p>
    </section>
  );
}

/** Whether the server answered that a project has to be named, as there are several. */
export function needsProject(error: Error | null): boolean {
  return error instanceof ApiError && error.status === 400 && error.message.includes("'project': must be given");
}

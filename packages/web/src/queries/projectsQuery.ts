import type { Page, Project } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** Every project. */
export function projectsQuery() {
  return queryOptions({
    queryKey: ["projects"],
    queryFn: ({ signal }) => getJson<Page<Project>>("/projects", { limit: 500 }, signal),
    select: (page) => page.items,
  });
}

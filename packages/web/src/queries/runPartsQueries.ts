import type { Page, ResultGroups, RunAttachments, RunTimeline, SynthesisRow } from "@backstory/model";
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

interface GroupsQuestion {
  /** `suite`, `family`, `worker`, `submission` or `label`. */
  readonly by: string;
  readonly label?: string | undefined;
  readonly status?: string | undefined;
  readonly q?: string | undefined;
}

/** The results of a run in groups. */
export function runGroupsQuery(runId: string, question: GroupsQuestion) {
  return queryOptions({
    queryKey: ["runResults", runId, "groups", question],
    queryFn: ({ signal }) => getJson<ResultGroups>(`${pathOf(runId)}/groups`, { ...question }, signal),
    placeholderData: keepPreviousData,
  });
}

/** When which attempt of a run ran where. */
export function runTimelineQuery(runId: string) {
  return queryOptions({
    queryKey: ["runResults", runId, "timeline"],
    queryFn: ({ signal }) => getJson<RunTimeline>(`${pathOf(runId)}/timeline`, {}, signal),
  });
}

/** The files of a run. */
export function runAttachmentsQuery(runId: string) {
  return queryOptions({
    queryKey: ["runResults", runId, "attachments"],
    queryFn: ({ signal }) => getJson<RunAttachments>(`${pathOf(runId)}/attachments`, {}, signal),
  });
}

/** What the tests of a run told of themselves, page by page. */
export function runSynthesisQuery(runId: string) {
  return infiniteQueryOptions({
    queryKey: ["runResults", runId, "synthesis"],
    queryFn: ({ pageParam, signal }) =>
      getJson<Page<SynthesisRow>>(`${pathOf(runId)}/synthesis`, { limit: 200, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

function pathOf(runId: string): string {
  return `/runs/${encodeURIComponent(runId)}`;
}

import type { Bug, Comment, FailingTest, Page, Rename, TestDetail } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** Where a test fails now, with the line that finds the commit for each place. */
export function failingQuery({ testId, project }: Pick<TestDetail, "testId" | "project">) {
  return queryOptions({
    queryKey: ["test", testId, "failing"],
    queryFn: ({ signal }) =>
      getJson<Page<FailingTest>>("/failing", { project, testId, branch: "*", limit: 20 }, signal),
    select: (page) => page.items,
  });
}

/** What was said about a test. */
export function commentsQuery(testId: string) {
  return queryOptions({
    queryKey: ["facts", testId, "comments"],
    queryFn: ({ signal }) => getJson<Page<Comment>>(`/tests/${testId}/comments`, {}, signal),
    select: (page) => page.items,
  });
}

/** The bugs that a test is linked to. */
export function bugsQuery(testId: string) {
  return queryOptions({
    queryKey: ["facts", testId, "bugs"],
    queryFn: ({ signal }) => getJson<Page<Bug>>(`/tests/${testId}/bugs`, {}, signal),
    select: (page) => page.items,
  });
}

/** The renames that a test is in, suggested ones too. */
export function renamesQuery({ testId, project }: Pick<TestDetail, "testId" | "project">) {
  return queryOptions({
    queryKey: ["facts", testId, "renames"],
    queryFn: ({ signal }) => getJson<Page<Rename>>("/renames", { project, testId, limit: 50 }, signal),
    select: (page) => page.items,
  });
}

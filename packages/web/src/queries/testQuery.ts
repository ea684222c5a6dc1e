import type { TestDetail } from "@backstory/model";
import { queryOptions } from "@tanstack/react-query";
import { getJson } from "../api.ts";

/** A test with its story in short. */
export function testQuery(testId: string) {
  return queryOptions({
    queryKey: ["test", testId],
    queryFn: ({ signal }) => getJson<TestDetail>(`/tests/${encodeURIComponent(testId)}`, {}, signal),
  });
}

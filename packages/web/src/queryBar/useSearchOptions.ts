import { completeSearch, recordedFields, type SearchCompletion, type SearchOption } from "@backstory/model";
import { useQuery } from "@tanstack/react-query";
import { searchValuesQuery } from "../queries/searchValuesQuery.ts";

interface Asked {
  text: string;
  caret: number;
  project: string | undefined;
  isWanted: boolean;
}

/** What can be put in at the caret: what the language knows, or what was recorded of a field. */
export function useSearchOptions({ text, caret, project, isWanted }: Asked): {
  completion: SearchCompletion;
  options: readonly SearchOption[];
} {
  const completion = completeSearch(text, caret);
  const field = recordedFields.find((each) => each === completion.field);
  const typed = completion.typed.replaceAll('"', "");
  const values = useQuery({
    ...searchValuesQuery({ field: field ?? "branch", q: typed, project }),
    enabled: isWanted && field !== undefined,
  });
  if (field === undefined) return { completion, options: completion.options };
  const known = (values.data?.items ?? []).filter(({ value }) => value !== typed);
  return { completion, options: known.map(({ value, means }) => ({ insert: value, means })) };
}

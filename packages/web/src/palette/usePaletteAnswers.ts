import type { Page, Run, Test } from "@backstory/model";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { getJson } from "../api.ts";
import { targetNamesQuery } from "../queries/targetNamesQuery.ts";
import { wordsToSearch } from "./wordsToSearch.ts";

const most = 6;
const pauseMs = 150;

/** What the server knows to a text: targets, the runs of a build, branch, commit or id of that name, and tests. */
export function usePaletteAnswers(text: string, isOpen: boolean) {
  const asked = usePaused(text.trim());
  const isAsking = isOpen && asked.length > 1;
  const targets = useQuery({ ...targetNamesQuery(), enabled: isOpen }).data ?? [];
  const runs = useQuery({
    queryKey: ["paletteRuns", asked],
    queryFn: ({ signal }) => findRuns(asked, signal),
    enabled: isAsking,
    placeholderData: keepPreviousData,
  });
  const tests = useQuery({
    queryKey: ["tests", "palette", asked],
    queryFn: ({ signal }) => getJson<Page<Test>>("/tests", { q: wordsToSearch(asked), limit: most }, signal),
    enabled: isAsking,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return {
    targets,
    runs: isAsking ? (runs.data ?? []) : [],
    tests: isAsking ? (tests.data?.items ?? []) : [],
    isBusy: asked !== text.trim() || runs.isFetching || tests.isFetching,
  };
}

async function findRuns(text: string, signal: AbortSignal): Promise<Run[]> {
  const isId = /^[0-9A-HJKMNP-TV-Z]{26}$/i.test(text);
  const isCommit = /^[0-9a-f]{4,64}$/i.test(text);
  const list = (filter: Record<string, string>) => getJson<Page<Run>>("/runs", { ...filter, limit: most }, signal);
  const answers = await Promise.all([
    list({ build: text }),
    list({ branch: text }),
    isCommit ? list({ commit: text }) : { items: [] },
    isId ? getJson<Run>(`/runs/${text.toUpperCase()}`, {}, signal).then((run) => ({ items: [run] }), none) : none(),
  ]);
  const found = new Map(answers.flatMap(({ items }) => items).map((run) => [run.runId, run]));
  return [...found.values()].slice(0, most);
}

function none(): { items: Run[] } {
  return { items: [] };
}

/** A text as it was when typing paused. */
function usePaused(text: string): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return paused;
}

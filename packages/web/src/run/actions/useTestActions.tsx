import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { counted } from "../../format/wholeNumber.ts";
import { ActionDialog, type ActionKind } from "./actionDialog.tsx";
import { ActionNews, type News } from "./actionNews.tsx";
import { actOnTests, type TestAction } from "./testActions.ts";

interface TestActions {
  /** Asks what to do to these tests. */
  readonly ask: (kind: ActionKind, testIds: readonly string[]) => void;
  /** The dialog and what is told of what was done: to be put anywhere on the page. */
  readonly shown: ReactNode;
}

const words: Readonly<Record<ActionKind, string>> = { assign: "Assigned", bug: "Linked", comment: "Commented on" };
const touched = ["runResults", "result", "test", "facts", "tests", "overview"];

/** Lets one assign tests, link them to a bug and comment on them, and take that back. */
export function useTestActions(onDone: () => void = () => {}): TestActions {
  const client = useQueryClient();
  const [asked, setAsked] = useState<{ kind: ActionKind; testIds: readonly string[] }>();
  const [news, setNews] = useState<News>();
  const refresh = () => Promise.all(touched.map((key) => client.invalidateQueries({ queryKey: [key] })));

  const act = async (testIds: readonly string[], action: TestAction & { by: string }) => {
    setAsked(undefined);
    const all = counted(testIds.length, "test");
    const told = (done: number) => setNews({ text: `${done} of ${all}…`, isProblem: false });
    told(0);
    const { done, failed, undo } = await actOnTests(testIds, action, told);
    await refresh();
    const takeBack = async () => {
      setNews({ text: "Taking it back…", isProblem: false });
      try {
        await undo();
        setNews({ text: `Taken back for ${counted(done, "test")}.`, isProblem: false });
      } catch (error) {
        setNews({ text: `It could not all be taken back: ${String(error)}`, isProblem: true });
      }
      await refresh();
    };
    setNews({
      text: failed
        ? `${words[action.kind]} ${done} of ${all}, then: ${failed.message}`
        : `${words[action.kind]} ${counted(done, "test")}${action.kind === "assign" ? ` to ${action.assignee}` : ""}.`,
      isProblem: failed !== undefined,
      ...(done > 0 ? { undo: () => void takeBack() } : {}),
    });
    if (!failed) onDone();
  };

  return {
    ask: (kind, testIds) => testIds.length > 0 && setAsked({ kind, testIds }),
    shown: (
      <>
        {asked && (
          <ActionDialog
            kind={asked.kind}
            count={asked.testIds.length}
            onDo={(action) => void act(asked.testIds, action)}
            onClose={() => setAsked(undefined)}
          />
        )}
        <ActionNews news={news} close={() => setNews(undefined)} />
      </>
    ),
  };
}

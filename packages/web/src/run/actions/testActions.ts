import type { Assignment, Bug, Comment } from "@backstory/model";
import { ApiError, getJson, sendJson } from "../../api.ts";

/** What can be done to tests: to say who is on them, that a bug explains them, or something else about them. */
export type TestAction =
  | { readonly kind: "assign"; readonly assignee: string; readonly reason: string }
  | { readonly kind: "bug"; readonly url: string }
  | { readonly kind: "comment"; readonly text: string };

/** Takes back what was done to one test. */
type Undo = () => Promise<unknown>;

/** What was done: to how many tests, and how to take it back; `failed` is why the rest could not be done. */
export interface ActionDone {
  readonly done: number;
  readonly failed: Error | undefined;
  readonly undo: () => Promise<void>;
}

const atOnce = 4;

/** Does the same to each of some tests, as `by`; stops at the first that fails. `onProgress` is told how many are done. */
export async function actOnTests(
  testIds: readonly string[],
  action: TestAction & { readonly by: string },
  onProgress: (done: number) => void,
): Promise<ActionDone> {
  const undos: Undo[] = [];
  let failed: Error | undefined;
  const left = [...testIds];
  const work = async () => {
    for (let testId = left.shift(); testId !== undefined && failed === undefined; testId = left.shift()) {
      try {
        undos.push(await act(testId, action));
        onProgress(undos.length);
      } catch (error) {
        failed = error instanceof Error ? error : new Error(String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const undo = async () => {
    for (const each of undos) await each();
  };
  return { done: undos.length, failed, undo };
}

function act(testId: string, action: TestAction & { readonly by: string }): Promise<Undo> {
  if (action.kind === "assign") return assign(testId, action);
  return action.kind === "bug" ? linkBug(testId, action) : comment(testId, action);
}

type Assigning = Extract<TestAction, { kind: "assign" }> & { readonly by: string };

async function assign(testId: string, { assignee, reason, by }: Assigning): Promise<Undo> {
  const path = `/tests/${testId}/assignment`;
  const before = await getJson<Assignment>(path, {}, new AbortController().signal).catch(noneIfMissing);
  await sendJson("PUT", path, { body: { assignee, reason, by } });
  if (before?.state !== "open") return () => sendJson("POST", `${path}/resolve`, { body: { by, reason: "undone" } });
  const { target } = before;
  return () => sendJson("PUT", path, { body: { assignee: before.assignee, reason: before.reason, target, by } });
}

function noneIfMissing(error: unknown): undefined {
  if (!(error instanceof ApiError && error.status === 404)) throw error;
}

async function linkBug(testId: string, { url, by }: { readonly url: string; readonly by: string }): Promise<Undo> {
  const { bugId } = await sendJson<Bug>("POST", `/tests/${testId}/bugs`, { body: { url, by } });
  return () => sendJson("DELETE", `/tests/${testId}/bugs/${bugId}`, { parameters: { by, reason: "undone" } });
}

async function comment(testId: string, { text, by }: { readonly text: string; readonly by: string }): Promise<Undo> {
  const { commentId } = await sendJson<Comment>("POST", `/tests/${testId}/comments`, { body: { text, by } });
  return () => sendJson("DELETE", `/tests/${testId}/comments/${commentId}`, { parameters: { by, reason: "undone" } });
}

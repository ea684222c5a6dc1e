import { BackstoryError, type PartAnswer, type SubmissionRecord } from "@backstory/model";
import type { HeldBytes } from "../ingest/byteBudget.ts";
import { checkPart } from "../ingest/checkPart.ts";
import type { BodyEncoding } from "../ingest/inflate.ts";
import type { Owner } from "../ingest/ingestRow.ts";
import { submissionRecordOf } from "../ingest/submissionRecordOf.ts";
import type { Services } from "./environment.ts";
import type { Scope } from "./ingestScopes.ts";
import { slugOf } from "./slugOf.ts";

/** A part of a submission as the wire brought it. `scope` is that of the token, undefined when none was sent. */
export interface PartRequest {
  readonly submissionId: string;
  readonly offset: number;
  readonly body: Buffer;
  readonly encoding: BodyEncoding;
  readonly scope: Scope | undefined;
  readonly held: HeldBytes;
}

type Known = NonNullable<Awaited<ReturnType<Services["store"]["position"]>>>;

/**
 * Keeps the lines of a part that are not kept yet, each exactly once however often and however split they are sent.
 * Resolves once they are durable. Parts of one submission take their turns.
 */
export function takePart({ store, limits, now }: Services, part: PartRequest): Promise<PartAnswer> {
  const { submissionId, scope } = part;
  return store.exclusive(submissionId, async () => {
    const known = await store.position(submissionId);
    const kept = known?.nextOffset ?? 0;
    checkTarget(known, scope);
    checkOffset(part.offset, kept);
    const receivedAt = now().toISOString();
    const checked = await checkPart({ ...part, skip: kept - part.offset }, limits, (first) =>
      known === undefined
        ? ownerOfNew(submissionRecordOf(first, submissionId), scope, receivedAt)
        : { project: known.project, target: known.target, runner: known.runner, submissionId, receivedAt },
    );
    if (checked.owner !== undefined) {
      const { project, target, runner } = checked.owner;
      const lines = part.offset + checked.lines - kept;
      const { ended, rows } = checked;
      await store.append({ project, target, runner, submissionId, offset: kept, lines, ended, rows });
    } else if (known === undefined) submissionRecordOf(undefined, submissionId);
    const nextOffset = Math.max(kept, part.offset + checked.lines);
    return { submissionId, nextOffset, accepted: checked.accepted, refused: checked.refused };
  });
}

function checkTarget(known: Known | undefined, scope: Scope | undefined): void {
  if (known === undefined || scope === undefined) return;
  if (known.project === scope.project && known.target === scope.target) return;
  throw new BackstoryError("target-mismatch", `The submission was begun to ${known.project}/${known.target}.`);
}

function checkOffset(offset: number, kept: number): void {
  if (offset <= kept) return;
  throw new BackstoryError("offset-gap", `The part begins at line ${offset}, and ${kept} lines are kept.`, {
    expectedOffset: kept,
  });
}

function ownerOfNew(record: SubmissionRecord, scope: Scope | undefined, receivedAt: string): Owner {
  const runner = record.runner.name;
  return {
    project: scope?.project ?? record.project ?? "default",
    target: scope?.target ?? record.target ?? slugOf(runner),
    runner,
    submissionId: record.submissionId,
    receivedAt,
  };
}

import type { IncompleteReason } from "@backstory/model";
import type { ReactNode } from "react";

const sentences: Readonly<Record<IncompleteReason, ReactNode>> = {
  "no-end": (
    <>
      The recorder never said that it had finished: it was killed, or its end is still in a spool. Send the rest with{" "}
      <code>backstory flush</code>.
    </>
  ),
  "shard-lost": "A shard never came, of a suite that was split.",
  "fewer-results": "Fewer results came than the runner had said to expect: it was stopped before the last test.",
};

/** Why a run is incomplete, and what that means for its numbers. */
export function IncompleteNote({ reasons }: { reasons: readonly IncompleteReason[] }) {
  return (
    <div className="note" data-mark="incomplete">
      <p>
        <strong>Incomplete.</strong> What arrived stands; what is missing says nothing.
      </p>
      {reasons.map((reason) => (
        <p key={reason}>{sentences[reason]}</p>
      ))}
    </div>
  );
}

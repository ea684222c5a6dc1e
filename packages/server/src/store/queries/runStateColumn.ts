/**
 * The state of a row of `currentRuns` as SQL; `{staleBefore:DateTime64(3)}` is the time before which a run whose rest has
 * not come counts as incomplete.
 */
export const runStateColumn = `
        multiIf(
          complete, 'complete',
          (noEnd OR shardLost) AND lastReceivedAt > {staleBefore:DateTime64(3)}, 'running',
          'incomplete'
        )`;

import type { Session } from "chdb";

/** Sessions of the engine, each running one statement at a time; what comes while all are busy waits in order. */
export interface SessionPool {
  run<Answer>(statement: (session: Session) => Promise<Answer>): Promise<Answer>;
  /** Closes the sessions once what runs and waits has ended; later statements are refused. */
  close(): Promise<void>;
}

/** A pool of these sessions. */
export function sessionPool(sessions: readonly Session[]): SessionPool {
  const idle = [...sessions];
  const waiting: ((session: Session) => void)[] = [];
  const running = new Set<Promise<unknown>>();
  let closed = false;

  function release(session: Session): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(session);
    else next(session);
  }

  async function runOne<Answer>(statement: (session: Session) => Promise<Answer>): Promise<Answer> {
    const session = idle.pop() ?? (await new Promise<Session>((resolve) => waiting.push(resolve)));
    try {
      return await statement(session);
    } catch (error) {
      await emptyOutput(session);
      throw error;
    } finally {
      release(session);
    }
  }

  return {
    run(statement) {
      if (closed) return Promise.reject(new Error("The engine is closed"));
      const answer = runOne(statement);
      running.add(answer);
      answer.then(
        () => running.delete(answer),
        () => running.delete(answer),
      );
      return answer;
    },
    async close() {
      closed = true;
      await Promise.allSettled(running);
      for (const session of sessions) session.close();
    },
  };
}

/** What a statement had answered before it failed stands at the beginning of the session's next answer: it is let go. */
async function emptyOutput(session: Session): Promise<void> {
  await session.queryAsync("SELECT 1", { format: "TSV" }).catch(() => undefined);
}

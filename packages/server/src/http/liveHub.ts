import { BackstoryError, type LiveEvent } from "@backstory/model";

/** Which events a subscriber wants; what is left out does not matter. */
export interface LiveFilter {
  readonly project?: string | undefined;
  readonly target?: string | undefined;
  readonly runId?: string | undefined;
}

/** Who listens to what is being recorded. */
export interface LiveHub {
  publish(events: readonly LiveEvent[]): void;
  /** A stream of server-sent events. It ends when its reader falls behind; browsers then connect again by themselves. */
  subscribe(filter: LiveFilter): ReadableStream<Uint8Array>;
  /** Ends all streams. */
  close(): void;
}

interface Subscriber {
  readonly filter: LiveFilter;
  send(text: string): void;
  end(): void;
}

const maxSubscribers = 256;
const maxUnread = 256;
const encoder = new TextEncoder();

/** A hub whose streams say something at least every `heartbeatMs`, so that neither side takes the other for dead. */
export function liveHub(heartbeatMs = 15_000): LiveHub {
  const subscribers = new Set<Subscriber>();
  const heartbeat = setInterval(() => sendAll(": still here\n\n"), heartbeatMs);
  heartbeat.unref();

  function sendAll(text: string): void {
    for (const subscriber of subscribers) subscriber.send(text);
  }

  function subscribe(filter: LiveFilter): ReadableStream<Uint8Array> {
    if (subscribers.size >= maxSubscribers) {
      throw new BackstoryError("backlog-full", "Too many pages are open.", { retryAfterSeconds: 10 });
    }
    let subscriber: Subscriber;
    return new ReadableStream<Uint8Array>(
      {
        start(controller) {
          subscriber = {
            filter,
            send(text) {
              if ((controller.desiredSize ?? 0) <= 0) this.end();
              else controller.enqueue(encoder.encode(text));
            },
            end() {
              if (subscribers.delete(this)) controller.close();
            },
          };
          subscribers.add(subscriber);
          subscriber.send("retry: 2000\n: connected\n\n");
        },
        cancel() {
          subscribers.delete(subscriber);
        },
      },
      new CountQueuingStrategy({ highWaterMark: maxUnread }),
    );
  }

  return {
    publish(events) {
      for (const event of events) {
        const text = `data: ${JSON.stringify(event)}\n\n`;
        for (const subscriber of subscribers) if (wants(subscriber.filter, event)) subscriber.send(text);
      }
    },
    subscribe,
    close() {
      clearInterval(heartbeat);
      for (const subscriber of subscribers) subscriber.end();
    },
  };
}

function wants(filter: LiveFilter, event: LiveEvent): boolean {
  return (
    (filter.project === undefined || filter.project === event.project) &&
    (filter.target === undefined || filter.target === event.target) &&
    (filter.runId === undefined || filter.runId === event.runId)
  );
}

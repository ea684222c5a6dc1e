import type { LiveEvent } from "@backstory/model";

interface Followed {
  onEvent: (event: LiveEvent) => void;
  /** Told when news begin to arrive; `again`: they did not for a while, so something may have been missed. */
  onOpen: (again: boolean) => void;
  onLost: () => void;
}

/**
 * Listens to `/live` while the page is in sight, until the returned function is called. Hidden pages let go, since a
 * browser has only six connections for all pages of one server.
 */
export function followEvents({ onEvent, onOpen, onLost }: Followed): () => void {
  let source: EventSource | undefined;
  let wasOpen = false;

  const connect = () => {
    source = new EventSource("/api/v1/live");
    source.onopen = () => {
      onOpen(wasOpen);
      wasOpen = true;
    };
    source.onerror = onLost;
    source.onmessage = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as LiveEvent);
  };
  const disconnect = () => {
    source?.close();
    source = undefined;
  };
  const follow = () => {
    if (document.hidden) disconnect();
    else if (source === undefined) connect();
  };

  follow();
  document.addEventListener("visibilitychange", follow);
  return () => {
    document.removeEventListener("visibilitychange", follow);
    disconnect();
  };
}

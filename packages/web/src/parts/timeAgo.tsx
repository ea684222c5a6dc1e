import { absoluteTime } from "../format/absoluteTime.ts";
import { relativeTime } from "../format/relativeTime.ts";
import { useNow } from "./useNow.ts";

/** A time as `5 min ago`, kept fresh, with the exact time when pointed at. */
export function TimeAgo({ time }: { time: string }) {
  const now = useNow();
  return (
    <time dateTime={time} title={absoluteTime(time)}>
      {relativeTime(time, now)}
    </time>
  );
}

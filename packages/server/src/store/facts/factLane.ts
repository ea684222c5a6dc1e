import type { Connection } from "../connection.ts";
import { serial } from "../serial.ts";

const lanes = new WeakMap<Connection, ReturnType<typeof serial>>();

/** Runs what reads a fact and writes its next version one after another, so that no version is written over unread. */
export function factLane(connection: Connection): ReturnType<typeof serial> {
  const lane = lanes.get(connection) ?? serial();
  lanes.set(connection, lane);
  return lane;
}

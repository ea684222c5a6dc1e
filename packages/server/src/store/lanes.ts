import type { Connection } from "./connection.ts";
import { serial } from "./serial.ts";

/** A lane for each connection: in it tasks run one after another, in the order in which they came. */
export function laneOf(): (connection: Connection) => ReturnType<typeof serial> {
  const lanes = new WeakMap<Connection, ReturnType<typeof serial>>();
  return (connection) => {
    const lane = lanes.get(connection) ?? serial();
    lanes.set(connection, lane);
    return lane;
  };
}

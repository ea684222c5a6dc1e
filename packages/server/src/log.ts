import { destination, type Logger, pino } from "pino";

/** The levels of the log, quietest first. */
export const logLevels = ["silent", "error", "warn", "info", "debug"] as const;

/** A level of the log. */
export type LogLevel = (typeof logLevels)[number];

/** A log of one JSON object a line on stderr. */
export function openLog(level: LogLevel): Logger {
  const { err: error } = pino.stdSerializers;
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error, err: error } };
  return pino(options, destination({ fd: 2, sync: true }));
}

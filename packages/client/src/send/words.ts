import type { RefusedLine } from "./postPart.ts";

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  ENOTFOUND: "there is no such host",
  EAI_AGAIN: "the name of the host could not be looked up",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ETIMEDOUT: "it did not answer in time",
  EPROTO: "it does not speak TLS as we do",
  ERR_SSL_WRONG_VERSION_NUMBER: "it does not speak TLS as we do",
  ABORT_ERR: "it did not answer in time",
};

/** What went wrong on the network, in words that complete "the records could not be sent: …". */
export function networkFailure(error: unknown): string {
  const code = codeOf(error);
  return (code !== undefined && sentences[code]) || (error instanceof Error && error.message) || String(error);
}

/** What the server refused, of which the first is told. A refusal of line 0 is that of an attachment. */
export function refusalSentence(refused: readonly RefusedLine[]): string {
  const [first] = refused;
  const count = refused.length === 1 ? "1 record" : `${refused.length} records`;
  return `the server refused ${count} (${first?.line === 0 ? "" : `line ${first?.line}: `}${first?.reason})`;
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  // Several addresses of one host were tried, as 127.0.0.1 and ::1: the first says enough.
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}

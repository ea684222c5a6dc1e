declare global {
  /** The answers that public/early.js waits for, by their addresses. */
  var backstoryEarly: Map<string, Promise<Response>> | undefined;
}

/** The answer to a question that was asked before the page's code was there; each is handed out once. */
export function takeEarlyAnswer(address: string): Promise<Response> | undefined {
  const answer = globalThis.backstoryEarly?.get(address);
  globalThis.backstoryEarly?.delete(address);
  return answer;
}

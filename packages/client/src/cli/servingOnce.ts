import { isServing } from "./askServer.ts";

/** Asks each address once whether a server answers there, so that one that hangs is waited for once: five seconds. */
export function servingOnce(): (url: URL) => Promise<boolean> {
  const answers = new Map<string, Promise<boolean>>();
  return (url) => {
    const answer = answers.get(url.href) ?? isServing(url, 5_000);
    answers.set(url.href, answer);
    return answer;
  };
}
